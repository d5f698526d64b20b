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
}

extension DatasetSource {
  public func check() throws(DatasetError) {}
}
