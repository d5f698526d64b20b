public import ArtSettings

/// A kind of data set: where pictures come from, with its settings.
public protocol DatasetSource: Sendable {
  /// The name in documents: `folder`.
  static var kind: String { get }
  /// One line for a list of kinds.
  static var summary: String { get }

  /// Reads the settings; problems, such as a missing file, go to the reader's log.
  init(_ reader: SettingsReader)

  /// Reads or draws the pictures.
  ///
  /// - Throws: ``DatasetError`` where there is no usable picture.
  func load(_ request: DatasetRequest) throws(DatasetError) -> Dataset

  /// Looks, without loading everything, whether there are pictures that can be used. What it finds in order can still turn
  /// out to have single bad pictures. Drawn sets have nothing to look at.
  ///
  /// - Throws: ``DatasetError`` as ``load(_:)`` would.
  func check() throws(DatasetError)

  /// How many classes the pictures are of, as far as a look tells: 0 for none, nil where it does not tell.
  ///
  /// - Throws: ``DatasetError`` where there is nothing to look at.
  func classCount() throws(DatasetError) -> Int?
}

extension DatasetSource {
  public func check() throws(DatasetError) {}
  public func classCount() throws(DatasetError) -> Int? { nil }
}
