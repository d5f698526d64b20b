/// The kinds of video files that can be written.
public enum VideoFormat: String, Hashable, Sendable, CaseIterable, Codable {
  /// H.264 in MP4, for browsers and players; MPEG-4 part 2 where FFmpeg has no H.264 encoder.
  case mp4
  /// An animated GIF: 256 colours a frame, up to 50 frames a second.
  case gif
  /// An animated WebP: small, with transparency. libwebp keeps the compressed frames in memory until the end.
  case webp

  /// The format for a file's extension.
  ///
  /// - Throws: ``MediaError`` that names the extensions that are understood.
  public init(file: String) throws(MediaError) {
    let name = fileExtension(of: file)
    guard let format = VideoFormat(rawValue: name == "m4v" ? "mp4" : name) else {
      throw MediaError(
        .unsupported, file: file, name.isEmpty ? "the name has no extension" : "cannot write '.\(name)' videos",
        advice: "end the name in .mp4, .gif or .webp")
    }
    self = format
  }

  /// The longest side that the format can hold.
  var largestSide: Int {
    switch self {
    case .mp4: 16_384
    case .gif: 65_535
    case .webp: 16_383
    }
  }
}
