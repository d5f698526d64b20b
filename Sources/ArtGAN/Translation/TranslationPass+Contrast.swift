import ArtGraph
import ArtNN
import ArtTensor

extension TranslationPass {
  /// The mean of PatchNCE over the compared layers.
  func contrastLoss(_ contrast: PatchContrast) throws -> Value {
    // Where the input was mirrored, its features are those of the image as it was.
    let anchor = contrast.flips ? graph.input(TranslationInput.anchor.rawValue, shape: input.shape) : input
    let keys = try features(of: anchor, behind: contrast.layers)
    let queries = try features(of: output, behind: contrast.layers)
    var losses: [Value] = []
    for (number, projection) in contrast.projections.enumerated() {
      let context = NetworkContext(graph: graph, mode: .training)
      func vectors(_ features: Value, _ places: TranslationInput) throws -> Value {
        let rows = features.reshaped(to: [features.shape.dimensions.dropLast().reduce(1, *), features.shape.channels])
        let patches = contrast.patches(in: features.shape)
        let indices = graph.input(places.name(number), shape: [features.shape[0] * patches])
        let projected = try projection.apply(rows.gathered(at: indices), context: context)
        return projected * (projected.square().sum(axes: [1], keepingDimensions: true) + 1e-14).rsqrt()
      }
      losses.append(
        contrast.loss(
          try vectors(queries[number], .queries), try vectors(keys[number], .keys).stoppingGradient(),
          images: input.shape[0]))
    }
    guard let first = losses.first else { return graph.constant(0) }
    return losses.dropFirst().reduce(first, +) / Float(losses.count)
  }
}

extension PatchContrast {
  /// How many places of an image of features are compared: all of them where there are fewer.
  func patches(in features: Shape) -> Int { min(patches, features[1] * features[2]) }

  /// Cross-entropy of similarities, with the same place as the truth; the mean over places.
  ///
  /// - Parameters:
  ///   - queries: unit vectors of results, `[images · places, units]`.
  ///   - keys: those of inputs, in the same order.
  ///   - images: places of other images do not count.
  func loss(_ queries: Value, _ keys: Value, images: Int) -> Value {
    let (places, units) = (queries.shape[0] / images, queries.shape[1])
    let losses = (0..<images).map { image -> Value in
      func own(_ rows: Value) -> Value {
        images == 1 ? rows : rows.sliced(starts: [image * places, 0], sizes: [places, units])
      }
      let (query, key) = (own(queries), own(keys))
      let similarities = query.matmul(key, transposingRight: true) / Float(temperature)
      let greatest = similarities.max(axes: [1], keepingDimensions: true).stoppingGradient()
      let sums = (similarities - greatest).exp().sum(axes: [1], keepingDimensions: true).log() + greatest
      let truth = (query * key).sum(axes: [1], keepingDimensions: true) / Float(temperature)
      return (sums - truth).mean()
    }
    return losses.dropFirst().reduce(losses[0], +) / Float(images)
  }
}
