public import ArtGraph
public import ArtTensor

extension DiscriminatorAugmentation {
  /// Makes the changes to a batch outside of training, to show them.
  ///
  /// - Parameters:
  ///   - images: `[batch, height, width, channels]` on the scale of `range`.
  ///   - range: the scale.
  ///   - probability: the probability of each kind of change, where that is adaptive.
  ///   - seed: decides the changes.
  ///   - device: runs the program.
  /// - Returns: images of the same shape. Colours may leave the scale a little.
  /// - Throws: `GraphError` if the shape is none of images.
  public func changed(
    _ images: Tensor, range: PixelRange, adaptiveProbability probability: Double = 1, seed: UInt64, device: any Device
  ) throws -> Tensor {
    let graph = Graph(for: device)
    let share: Double? = rule == nil ? (firstProbability == 1 ? nil : firstProbability) : probability
    let changes = ImageChanges(
      settings: self, range: range, probability: share.map { graph.constant(Float($0)) })
    let result = changes(graph.input("images", shape: images.shape))
    let program = try Program(graph, outputs: ["changed": result])
    let executor = try device.makeExecutor(program, variables: device.makeVariables())
    try executor.setInput("images", images)
    try executor.run(seed: SeedPurpose.discriminatorStep.key(of: seed).seed, step: 0)
    return try executor.output("changed")
  }
}
