public import ArtSettings

/// How large the images of a set are loaded, where a model learns from windows of them.
public struct LoadSize: Hashable, Sendable {
  /// The length of the shorter side; nil for the model's own size, which leaves nothing to cut away.
  public var side: Int?

  public init(_ side: Int? = nil) {
    self.side = side
  }

  public init(_ reader: SettingsReader) {
    side = reader.optionalInteger(
      "loadSize", in: 8...8192,
      "The shorter side of images as they are loaded; the model learns from windows of its own size, each time in another "
        + "place. Its own size where not given.")
  }

  /// The request for images of this size, of the same proportions.
  ///
  /// - Throws: ``DatasetError`` where a model's images are larger.
  func request(_ request: DatasetRequest, name: String) throws(DatasetError) -> DatasetRequest {
    guard let side else { return request }
    let height = request.height ?? request.width ?? side
    let width = request.width ?? request.height ?? side
    let short = min(height, width)
    guard short > 0, short <= side else {
      throw DatasetError(
        .invalidArgument, file: name, "'loadSize' is \(side), and the model's images are of \(width)×\(height)",
        advice: "set 'loadSize' to at least \(short), or leave it out")
    }
    var larger = request
    larger.height = (height * side + short / 2) / short
    larger.width = (width * side + short / 2) / short
    return larger
  }
}
