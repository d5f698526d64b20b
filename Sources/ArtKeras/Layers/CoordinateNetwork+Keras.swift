public import ArtNN
import ArtSettings
import ArtTensor

/// As ``CoordinateNetwork`` computes it. What the first layer is told of each place is the matrix of a dense layer, which is
/// applied to what a sample makes of each coordinate.
extension CoordinateNetwork: KerasLayer {
  public func exported(_ x: KerasValue, _ context: KerasContext) throws(LayerError) -> KerasValue {
    var h = context.operate("Sin", try waves(of: x, context))
    for layer in widths.indices.dropFirst() { h = activated(try mixed(h, of: x, layer, context), context) }
    return h
  }

  private func waves(of z: KerasValue, _ context: KerasContext) throws(LayerError) -> KerasValue {
    let width = widths[0]
    let directions = context.dense(
      z, try context.parameter("0.directions"),
      bias: try context.parameter("0.kernel").reshaped(to: [coordinates * width]))
    let phase = context.dense(z, try context.parameter("0.style"), bias: try context.parameter("0.bias"))
    // [coordinates and phase, features] to [features, coordinates and phase].
    let factors = coordinates + 1
    let joined = context.emit("Concatenate", [directions, phase], ["axis": -1], to: [factors * width])
    let rows = permuted(context.reshaped(joined, to: [factors, width]), context)
    let sums = context.dense(rows, placeMatrix)
    return context.reshaped(permuted(sums, context), to: [size.height, size.width, width])
  }

  private func permuted(_ x: KerasValue, _ context: KerasContext) -> KerasValue {
    context.emit("Permute", [x], ["dims": [2, 1]], to: [x.shape[1], x.shape[0]])
  }

  /// A column for each place: its coordinates, and a 1 for the phase.
  private var placeMatrix: ExportedWeights {
    let (size, places) = (size, places)
    return ExportedWeights(dimensions: [coordinates + 1, size.height * size.width]) {
      places.flatMap { $0.map(of: size) } + [Float](repeating: 1, count: size.height * size.width)
    }
  }

  /// A layer behind the first.
  private func mixed(
    _ h: KerasValue, of z: KerasValue, _ layer: Int, _ context: KerasContext
  ) throws(LayerError) -> KerasValue {
    let width = widths[layer]
    let style = try context.parameter("\(layer).style")
    let pixel: Shape = [1, 1, width]
    let weight = context.reshaped(
      context.dense(z, style.columns(0..<width), bias: .repeated(1, width)), to: pixel)
    let shift = context.reshaped(
      context.dense(z, style.columns(width..<2 * width), bias: try context.parameter("\(layer).bias")), to: pixel)
    let y = context.dense(h, try context.parameter("\(layer).kernel"))
    return context.emit("Add", [context.emit("Multiply", [y, weight], to: y.shape), shift], to: y.shape)
  }

  private func activated(_ x: KerasValue, _ context: KerasContext) -> KerasValue {
    switch activation {
    case .sine: context.operate("Sin", x)
    case .tanh: context.emit("Activation", [x], ["activation": "tanh"], to: x.shape)
    case .leakyReLU: context.emit("LeakyReLU", [x], ["negative_slope": 0.2], to: x.shape)
    }
  }
}

extension ExportedWeights {
  /// Some columns of a matrix.
  fileprivate func columns(_ range: Range<Int>) -> ExportedWeights {
    let (rows, width) = (dimensions[0], dimensions[1])
    return ExportedWeights(dimensions: [rows, range.count]) {
      let numbers = self.numbers()
      guard numbers.count == rows * width else { return numbers }
      return (0..<rows).flatMap { numbers[$0 * width + range.lowerBound..<$0 * width + range.upperBound] }
    }
  }
}
