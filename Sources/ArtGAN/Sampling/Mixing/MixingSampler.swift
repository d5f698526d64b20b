public import ArtGraph
public import ArtMedia
import ArtNN
import ArtTensor

/// Makes images of pairs of points: see ``Mixing``. A pair of one point with itself gives that point's own image, but for
/// the last bits.
public final class MixingSampler {
  public let definition: ModelDefinition
  private let executor: any Executor
  private let takesClasses: Bool

  private static let batchSize = Sampler.standardBatchSize
  private static let latents = ["latents", "other latents"]
  private static let classes = ["classes", "other classes"]
  private static let output = "images"

  /// - Throws: ``MixingError`` where the model's points cannot be mixed so; `LayerError` or `GraphError` if the generator
  ///   cannot be built.
  public init(_ checkpoint: Checkpoint, _ mixing: Mixing, device: any Device) throws {
    definition = checkpoint.definition
    try definition.checkSampling()
    if let problem = try definition.problem(with: mixing) { throw problem }
    takesClasses = !definition.classes.isEmpty
    let variables = try checkpoint.generatorWeights(on: device)
    let generator = try definition.sampledGenerator(in: variables)
    let cut: Int
    switch mixing {
    case .classes(let layer), .features(let layer, _): cut = layer
    }
    var (before, after) = (generator, generator)
    before.layers = Array(generator.layers.prefix(cut))
    after.layers = Array(generator.layers.dropFirst(cut))
    after.inputShape = try before.outputShape()
    after.name = "\(generator.name).after"
    // The later layers have numbers of their own there.
    for index in after.layers.indices {
      let (old, new) = ("\(generator.name).layers.\(cut + index).", "\(after.name).layers.\(index).")
      for name in try generator.parameters().map(\.name) where name.hasPrefix(old) {
        variables[new + name.dropFirst(old.count)] = variables[name]
      }
    }

    let graph = Graph(for: device)
    let context = NetworkContext(graph: graph, mode: .inference)
    let points = Self.latents.map { graph.input($0, shape: [Self.batchSize, checkpoint.definition.latent.size]) }
    let conditions = Self.classes.map { name in
      checkpoint.definition.classes.isEmpty
        ? nil : graph.input(name, shape: [Self.batchSize, checkpoint.definition.classes.count])
    }
    let first = try before.apply(points[0], condition: conditions[0], context: context)
    let images: Value
    switch mixing {
    case .classes:
      images = try after.apply(first, condition: conditions[1], context: context)
    case .features(_, let part):
      let second = try before.apply(points[1], condition: conditions[1], context: context)
      let (height, width) = (after.inputShape[0], after.inputShape[1])
      let mask = Tensor(
        shape: [1, height, width, 1],
        scalars: (0..<height * width).map {
          part.contains($0 / width, $0 % width, height: height, width: width) ? 1 : 0
        })
      let chosen = graph.constant(mask)
      let joined = first * (1 - chosen) + second * chosen
      images = try after.apply(joined, condition: conditions[0], context: context)
    }
    let program = try Program(graph, outputs: [Self.output: images])
    inputs = Set(program.inputs.keys)
    executor = try device.makeExecutor(program, variables: variables)
  }

  /// Those that the program looks at.
  private let inputs: Set<String>

  /// What the generator was compiled to.
  public var plan: PlanDescription { executor.planDescription }

  /// Makes one image after the other, 8 bits a channel.
  ///
  /// - Parameters:
  ///   - pairs: points of the model, the first and the second of each image; see
  ///     ``ModelDefinition/point(seed:index:label:)``.
  ///   - body: gets each image.
  /// - Throws: ``SamplingError`` for a point of the wrong size or images that are not finite, and what `body` throws.
  public func forEach(_ pairs: [(first: [Float], second: [Float])], _ body: (PixelImage) throws -> Void) throws {
    let (shape, range, size) = (definition.imageShape, definition.pixelRange, definition.latent.size)
    for start in stride(from: 0, to: pairs.count, by: Self.batchSize) {
      let batch = pairs[start..<min(start + Self.batchSize, pairs.count)]
      for point in batch.flatMap({ [$0.first, $0.second] }) where point.count != definition.pointSize {
        throw SamplingError.latentSize(found: point.count, expected: definition.pointSize)
      }
      for (place, points) in [batch.map(\.first), batch.map(\.second)].enumerated() {
        try fill(Self.latents[place], points.map { $0[..<size] })
        if takesClasses { try fill(Self.classes[place], points.map { $0[size...] }) }
      }
      try executor.run()
      let numbers = try executor.output(Self.output).scalars
      for index in batch.indices {
        let image = numbers[((index - start) * shape.count)..<((index - start + 1) * shape.count)]
        guard image.allSatisfy(\.isFinite) else { throw SamplingError.notFinite(image: index) }
        try body(
          PixelImage(width: shape[1], height: shape[0], channels: shape[2], pixels: image.map(range.byte))
            .unpremultiplied())
      }
    }
  }

  private func fill(_ name: String, _ rows: [ArraySlice<Float>]) throws {
    guard inputs.contains(name) else { return }
    try executor.withInput(name) { buffer in
      buffer.update(repeating: 0)
      for (place, number) in rows.joined().enumerated() { buffer[place] = number }
    }
  }
}
