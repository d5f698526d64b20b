import ArtFeatures
import ArtMetrics
import ArtSettings
import ArtTensor

/// Turns pictures into the features that figures compare.
enum FeatureSource {
  case network(FeatureExtractor, file: String, hash: ContentHash)
  /// Pictures averaged down to this side.
  case thumbnails(side: Int)

  /// The side of thumbnails: layout and colour, and few enough numbers for covariances.
  static let thumbnailSide = 8

  /// - Throws: `SafetensorsError` or `FeatureNetworkFileError` for a file that cannot be used or that looks at other
  ///   pictures.
  init(_ choice: FeatureChoice, for shape: Shape, by execution: Execution) throws {
    guard let file = choice.file(for: shape) else {
      self = .thumbnails(side: Self.thumbnailSide)
      return
    }
    let trained = try TrainedFeatureNetwork(readingFrom: file)
    guard trained.definition.pictureShape == shape else {
      throw FeatureNetworkFileError(
        file: file, error: .pictures(found: shape, expected: trained.definition.pictureShape))
    }
    let extractor = try FeatureExtractor(trained, pool: execution.pool, precision: execution.precision)
    execution.programs.add("features", extractor.plan)
    self = .network(extractor, file: file, hash: try hashOfFile(file).hash)
  }

  /// The features of pictures, and what a classifier says of them.
  func callAsFunction(
    _ pictures: PictureSet, by execution: Execution, _ check: () throws -> Void
  ) throws -> FeatureExtractor.Answer {
    switch self {
    case .network(let extractor, _, _): try extractor(pictures) { _ in try check() }
    case .thumbnails(let side):
      FeatureExtractor.Answer(features: pictures.thumbnails(side: side, pool: execution.pool), probabilities: nil)
    }
  }

  /// Whether a network looks at the pictures.
  var isNetwork: Bool {
    if case .network = self { true } else { false }
  }

  /// The names of the classes that the network tells apart; empty where it tells none.
  var classNames: [String] {
    if case .network(let extractor, _, _) = self { extractor.definition.classNames } else { [] }
  }
}
