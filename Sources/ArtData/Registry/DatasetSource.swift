public import ArtSettings

/// A kind of data set: where images come from, with its settings.
public protocol DatasetSource: Sendable {
  /// The name in documents: `folder`.
  static var kind: String { get }
  /// One line for a list of kinds.
  static var summary: String { get }
  /// Which ``Dataset/inputs`` its sets have; where none, documents can let them be made.
  var inputForm: InputForm { get }

  /// Whether a path that stands alone, without a kind, is meant for this one. Of several the one registered last is taken.
  static func recognizes(path: String) -> Bool

  /// Reads the settings; problems, such as a missing file, go to the reader's log.
  init(_ reader: SettingsReader)

  /// Reads or draws the images.
  ///
  /// - Throws: ``DatasetError`` where there is no usable image.
  func load(_ request: DatasetRequest) throws(DatasetError) -> Dataset

  /// Looks, without loading everything, whether there are images that can be used. What it finds in order can still turn
  /// out to have single bad images. Drawn sets have nothing to look at.
  ///
  /// - Throws: ``DatasetError`` as ``load(_:)`` would.
  func check() throws(DatasetError)

  /// How many classes the images are of, as far as a look tells: 0 for none, nil where it does not tell.
  ///
  /// - Throws: ``DatasetError`` where there is nothing to look at.
  func classCount() throws(DatasetError) -> Int?

  /// How many images there are, as far as a look tells; nil where it does not tell.
  ///
  /// - Throws: ``DatasetError`` where there is nothing to look at.
  func imageCount() throws(DatasetError) -> Int?

  /// Whether an image file in another folder would be one of these images: a run does not write there.
  func takesImages(from folder: String) -> Bool

  /// All that the images follow from besides their size and channels: equal fingerprints mean equal images. Found without
  /// decoding or drawing any; nil where that cannot be, so that the images are loaded and compared instead.
  ///
  /// - Throws: ``DatasetError`` where there is nothing to look at.
  func fingerprint(_ request: DatasetRequest) throws(DatasetError) -> SettingValue?
}

/// Which inputs a kind of data set has, for models that translate images.
public enum InputForm: Hashable, Sendable {
  /// None: its images are for models that make images from noise.
  case none
  /// Any number of them.
  case unpaired
  /// One for each image.
  case paired
}

extension DatasetSource {
  public var inputForm: InputForm { .none }
  public static func recognizes(path: String) -> Bool { false }
  public func check() throws(DatasetError) {}
  public func classCount() throws(DatasetError) -> Int? { nil }
  public func imageCount() throws(DatasetError) -> Int? { nil }
  public func takesImages(from folder: String) -> Bool { false }
  public func fingerprint(_ request: DatasetRequest) throws(DatasetError) -> SettingValue? { nil }
}
