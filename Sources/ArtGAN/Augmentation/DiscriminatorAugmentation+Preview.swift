import ArtGraph
public import ArtTensor

extension DiscriminatorAugmentation {
  /// Makes the changes to a batch outside of training, to look at.
  ///
  /// - Parameters:
  ///   - pictures: `[batch, height, width, channels]` on the scale of `range`.
  ///   - range: the scale.
  ///   - probability: the probability of each kind of change, where that is adaptive.
  ///   - seed: decides the changes.
  ///   - pool: the threads that do the work.
  /// - Returns: pictures of the same shape. Colours may leave the scale a little.
  /// - Throws: `GraphError` if the shape is none of pictures.
  public func changed(
    _ pictures: Tensor, range: PixelRange, adaptiveProbability probability: Double = 1, seed: UInt64, pool: ThreadPool
  ) throws -> Tensor {
    let graph = Graph()
    let share: Double? = rule == nil ? (firstProbability == 1 ? nil : firstProbability) : probability
    let changes = PictureChanges(
      settings: self, range: range, probability: share.map { graph.constant(Float($0)) })
    let result = changes(graph.input("pictures", shape: pictures.shape))
    let program = try Program(graph, outputs: ["changed": result])
    let executor = try CPUExecutor(program, variables: VariableStore(), pool: pool)
    try executor.setInput("pictures", pictures)
    executor.run(seed: SeedPurpose.discriminatorStep.key(of: seed).seed)
    return try executor.output("changed")
  }
}
