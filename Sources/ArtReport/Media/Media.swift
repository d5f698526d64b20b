/// What an image or video is, by its bytes.
struct Media: Equatable {
  /// `image/png`.
  var type: String
  /// Its sides, where the bytes tell them at once.
  var width: Int?
  var height: Int?

  /// The endings of names of files that a browser shows.
  static let endings: Set = ["png", "jpg", "jpeg", "webp", "gif", "mp4", "webm"]

  /// - Returns: nil where the bytes are no whole file of a kind that pages show: one whose end is missing is damaged.
  init?(_ bytes: [UInt8]) {
    if let png = PNGParts(bytes) {
      self.init(type: "image/png", width: png.width, height: png.height)
    } else if let jpeg = JPEGParts(bytes) {
      self.init(type: "image/jpeg", width: jpeg.width, height: jpeg.height)
    } else if let webP = WebPParts(bytes) {
      self.init(type: "image/webp", width: webP.width, height: webP.height)
    } else if let gif = GIFParts(bytes) {
      self.init(type: "image/gif", width: gif.width, height: gif.height)
    } else if MP4Boxes(bytes) != nil {
      self.init(type: "video/mp4")
    } else if WebMElements(bytes) != nil {
      self.init(type: "video/webm")
    } else {
      return nil
    }
  }

  init(type: String, width: Int? = nil, height: Int? = nil) {
    self.type = type
    self.width = width
    self.height = height
  }

  /// The bytes of an image or video without the document that it carries, and without anything else beside its image.
  ///
  /// - Returns: nil where the bytes are no whole file of a kind that pages show.
  static func withoutTexts(_ bytes: [UInt8]) -> [UInt8]? {
    PNGParts(bytes)?.bare ?? JPEGParts(bytes)?.bare ?? WebPParts(bytes)?.bare ?? GIFParts(bytes)?.bare
      ?? MP4Boxes(bytes)?.bare ?? WebMElements(bytes)?.bare
  }
}

extension [UInt8] {
  /// A whole number of some bytes from a place on, the highest first; nil beyond the end.
  func number(_ count: Int, at place: Int) -> Int? {
    guard place >= 0, place + count <= self.count else { return nil }
    return self[place..<place + count].reduce(0) { $0 << 8 | Int($1) }
  }

  /// The same with the lowest byte first.
  func littleNumber(_ count: Int, at place: Int) -> Int? {
    guard place >= 0, place + count <= self.count else { return nil }
    return self[place..<place + count].reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  /// Whether a text stands at a place.
  func has(_ text: String, at place: Int) -> Bool { dropFirst(place).starts(with: Array(text.utf8)) }

  /// Letters at a place.
  func letters(_ count: Int, at place: Int) -> String {
    String(decoding: dropFirst(place).prefix(count), as: UTF8.self)
  }
}
