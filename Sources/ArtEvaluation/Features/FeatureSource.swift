import ArtData
public import ArtFiles
public import ArtGraph
public import ArtNN
public import ArtTensor

/// Turns images into the features that metrics compare: with a feature network, or by averaging them down.
public struct FeatureSource {
  /// nil for thumbnails.
  public let network: FeatureExtractor?
  /// The network's file, and the hash of its bytes.
  public let file: (path: String, hash: ContentHash)?
  private let pool: ThreadPool

  /// The side of thumbnails: layout and colour, and few enough features for covariances.
  private static let thumbnailSide = 8

  /// - Parameters:
  ///   - file: the network's file with the hash of its bytes; nil for thumbnails.
  ///   - layers: the layers that the file may name.
  ///   - shape: the shape of the images.
  ///   - device: runs the network.
  /// - Throws: `SafetensorsError` or ``FeatureNetworkFileError`` for a file that cannot be used or whose network takes
  ///   other images.
  public init(
    _ file: (path: String, hash: ContentHash)?, layers: LayerRegistry = .standard, for shape: Shape,
    device: any Device
  ) throws {
    self.file = file
    pool = device.pool
    network = try file.map { file in
      let trained = try TrainedFeatureNetwork(readingFrom: file.path, layers: layers)
      guard trained.definition.imageShape == shape else {
        throw FeatureNetworkFileError(
          file: file.path, error: .images(found: shape, expected: trained.definition.imageShape))
      }
      return try FeatureExtractor(trained, device: device)
    }
  }

  /// The features of images, and what a classifier says of them.
  public func callAsFunction(_ images: ImageSet, check: () throws -> Void = {}) throws -> FeatureExtractor.Answer {
    try network.map { try $0(images) { _ in try check() } }
      ?? FeatureExtractor.Answer(features: images.thumbnails(side: Self.thumbnailSide, pool: pool))
  }

  /// The network's name, or `thumbnails 8×8`.
  public var name: String {
    network?.definition.name ?? "thumbnails \(Self.thumbnailSide)×\(Self.thumbnailSide)"
  }

  /// What to know of the features, a sentence each.
  public var notes: [String] {
    network?.definition.notes ?? ["Images averaged down: layout and colour, nothing of detail or meaning."]
  }

  /// The names of the classes that the network tells apart; empty where it tells none.
  public var classNames: [String] { network?.definition.classNames ?? [] }

  /// Classes by the numbers that the network has for them; nil where it does not know them all.
  public func numbers(ofClasses names: [String]?) -> [Int]? {
    guard let names else { return nil }
    let known = Dictionary(
      classNames.enumerated().map { (ExactName($0.element), $0.offset) }, uniquingKeysWith: { first, _ in first })
    let numbers = names.compactMap { known[ExactName($0)] }
    return numbers.count == names.count ? numbers : nil
  }
}
