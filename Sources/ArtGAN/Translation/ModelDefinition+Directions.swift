import ArtGraph
import ArtNN
import ArtTensor

extension Translator {
  /// Which way a model translates.
  public enum Direction: String, CaseIterable, Hashable, Sendable {
    /// Inputs to targets.
    case forward
    /// Targets to inputs, in a model that learns the way back too.
    case back
  }
}

extension ModelDefinition {
  /// The network that translates one way, over its own weights.
  ///
  /// - Throws: ``TranslationError/noWayBack(_:)``.
  func translator(_ direction: Translator.Direction) throws(TranslationError) -> Network {
    guard direction == .back else { return generator }
    guard let backward = translation?.backward else { throw .noWayBack(id) }
    return backward.generator
  }

  /// Checks that the model translates this way.
  ///
  /// - Throws: ``TranslationError``.
  public func checkTranslation(_ direction: Translator.Direction) throws(TranslationError) {
    guard translation != nil else { throw .startsFromNoise(id) }
    _ = try translator(direction)
  }

  /// The smallest size, no smaller than an image's, that the generator gives back as it took it.
  ///
  /// - Throws: ``TranslationError``: there is none, or no such way.
  func translatedSize(for size: Size2D, _ direction: Translator.Direction = .forward) throws(TranslationError) -> Size2D
  {
    var network = try translator(direction)
    func fits(_ size: Size2D) -> Bool {
      network.inputShape = [size.height, size.width, network.inputShape.channels]
      guard let output = try? network.outputShape(), output.rank == 3 else { return false }
      return output[0] == size.height && output[1] == size.width
    }
    // Where layers do not tell what sides must be multiples of, these are found. Reflected edges want more of small images.
    let multiple = (try? network.sizeMultiple()) ?? 1
    func raised(_ side: Int, _ step: Int) -> Int { (side + step - 1) / step * step }
    for factor in (0...10).map({ 1 << $0 }) {
      let padded = Size2D(raised(size.height, multiple.height * factor), raised(size.width, multiple.width * factor))
      if fits(padded) { return padded }
    }
    throw TranslationError.anySize(id)
  }
}
