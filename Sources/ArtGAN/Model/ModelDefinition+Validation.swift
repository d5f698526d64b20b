import ArtNN
import ArtSettings
import ArtTensor

extension ModelDefinition {
  /// Checks that the networks can be built and fit each other, and that the recipe is possible.
  ///
  /// - Throws: ``ModelError``, the first thing that is wrong.
  public func validate() throws(ModelError) {
    let sides = Self.sides.words ?? ""
    try check("imageShape", isTrue: imageShape.rank == 3 && imageShape.dimensions[..<2].allSatisfy(Self.sides.contains))
    {
      "must be height, width and channels, with sides \(sides), not \(imageShape)"
    }
    try check("imageShape", isTrue: [1, 3, 4].contains(imageShape.channels)) {
      "an image has 1, 3 or 4 channels, not \(imageShape.channels)"
    }
    if translation == nil {
      try check("latent.size", Self.latentSizes, latent.size)
    } else {
      try check("latent.size", isTrue: latent.size == 0) { "must be 0 in a model that starts from images" }
      try check("conditioning", isTrue: conditioning == nil) { "a model that translates images learns no classes" }
    }
    try check("names", isTrue: generator.name != discriminator.name) {
      "both networks are named '\(generator.name)', so that their weights cannot be told apart"
    }
    try validateTranslation(check)
    try check(generator, takes: generatorInputShape, gives: { $0 == imageShape }, imageShape)
    try check(discriminator, takes: discriminatorInputShape, gives: \.isLogits, [1])
    try validateClasses()
    try validateFrozen()
    do throws(ModelError) {
      try recipe.validate()
    } catch {
      guard case .value(let name, let reason) = error else { throw error }
      throw .value("recipe.\(name)", reason: reason)
    }
  }

  /// - Parameter expected: what is told where the output is none that is allowed.
  private func check(
    _ network: Network, takes input: Shape, gives isAllowed: (Shape) -> Bool, _ expected: Shape
  ) throws(ModelError) {
    guard network.inputShape == input else {
      throw .shape(network: network.name, what: "input", found: network.inputShape, expected: input)
    }
    let found: Shape
    do {
      found = try network.outputShape()
      try network.check()
    } catch {
      throw .network(network.name, reason: error.description)
    }
    guard isAllowed(found) else {
      throw .shape(network: network.name, what: "output", found: found, expected: expected)
    }
  }

  /// The sides of images.
  static let sides = Limits(1...1024)
  /// The coordinates of latent points.
  static let latentSizes = Limits(1...4096)

  func check(_ name: String, _ limits: Limits<Int>, _ value: Int) throws(ModelError) {
    try check(name, isTrue: limits.contains(value)) {
      "expected a whole number \(limits.words ?? ""), found \(Counted.text(value))"
    }
  }

  private func check(_ name: String, isTrue: Bool, _ reason: () -> String) throws(ModelError) {
    guard isTrue else { throw .value(name, reason: reason()) }
  }
}
