import ArtSettings
import ArtTensor

extension Network {
  /// The network as a table for people, in the manner of Keras's `summary()`: layers with their type, output shape and
  /// number of parameters, and the totals.
  ///
  /// - Throws: ``LayerError`` that names the first layer whose settings or input are impossible.
  public func summary() throws(LayerError) -> String {
    var table = TextTable([["Layer (type)", "Output Shape", "Param #"]], rightAligned: [2])
    let count = try parameterCount()
    for step in try steps() {
      try Self.add(step, named: String(step.path.dropFirst(name.count + 1)), depth: 0, to: &table)
    }
    return """
      Model: "\(name)"
      \(table.boxed)
       Total params: \(Self.described(count.total))
       Trainable params: \(Self.described(count.trainable))
       Non-trainable params: \(Self.described(count.nonTrainable))

      """
  }

  private static func add(_ step: LayerChain.Step, named name: String, depth: Int, to table: inout TextTable)
    throws(LayerError)
  {
    let indent = depth == 0 ? "" : String(repeating: "   ", count: depth - 1) + " └ "
    let shape = (["batch"] + step.output.dimensions.map(String.init)).joined(separator: ", ")
    table.add([
      "\(indent)\(name) (\(step.layer.title))", "[\(shape)]",
      Counted.text(ParameterCount(try step.layer.parameters(for: step.input)).total),
    ])
    for part in (step.layer as? any CompositeLayer)?.parts ?? [] {
      for inner in try LayerChain(part.layers).steps(for: step.input, root: part.name) {
        try add(inner, named: inner.path, depth: depth + 1, to: &table)
      }
    }
  }

  /// `2,330,944 (8.89 MB)`: float32 numbers, units of 1024 bytes as in Keras.
  private static func described(_ count: Int) -> String {
    var size = Double(count * 4)
    var unit = "B"
    for larger in ["KB", "MB", "GB", "TB"] where size >= 1024 {
      size /= 1024
      unit = larger
    }
    let hundredths = Int((size * 100).rounded())
    let fraction = String(hundredths % 100)
    return "\(Counted.text(count)) (\(hundredths / 100).\(fraction.count == 1 ? "0" : "")\(fraction) \(unit))"
  }
}
