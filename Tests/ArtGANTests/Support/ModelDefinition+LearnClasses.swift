import ArtGAN

extension ModelDefinition {
  /// The model with classes in it.
  mutating func learnClasses(
    _ form: ClassConditioning.Form = .auto, _ counts: [Int] = [20, 20]
  ) throws {
    conditioning = ClassConditioning(form, embeddingSize: 3)
    self = try conditioned(on: counts.enumerated().map { ImageClass(name: "class \($0)", count: $1) })
  }
}
