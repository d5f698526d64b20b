import ArtNN
import ArtTensor

extension ModelDefinition {
  /// Checks that the networks can be built and fit each other, and that the recipe is possible.
  ///
  /// - Throws: ``ModelError``, the first thing that is wrong.
  public func validate() throws(ModelError) {
    try check("imageShape", isTrue: imageShape.rank == 3 && imageShape.dimensions.allSatisfy { $0 > 0 }) {
      "must be height, width and channels, all above 0, not \(imageShape)"
    }
    try check("imageShape", isTrue: [1, 3, 4].contains(imageShape.channels)) {
      "an image has 1, 3 or 4 channels, not \(imageShape.channels)"
    }
    try check("latent.size", isTrue: latent.size > 0) { "must be above 0, not \(latent.size)" }
    try check("names", isTrue: generator.name != discriminator.name) {
      "both networks are named '\(generator.name)', so that their weights cannot be told apart"
    }
    try check(generator, takes: [latent.size], gives: imageShape)
    try check(discriminator, takes: imageShape, gives: [1])
    try validateClasses()
    try recipe.validate()
  }

  private func check(_ network: Network, takes input: Shape, gives output: Shape) throws(ModelError) {
    guard network.inputShape == input else {
      throw .shape(network: network.name, what: "input", found: network.inputShape, expected: input)
    }
    let found: Shape
    do {
      found = try network.outputShape()
    } catch {
      throw .network(network.name, reason: error.description)
    }
    guard found == output else {
      throw .shape(network: network.name, what: "output", found: found, expected: output)
    }
  }

  private func check(_ name: String, isTrue: Bool, _ reason: () -> String) throws(ModelError) {
    guard isTrue else { throw .value(name, reason: reason()) }
  }
}
