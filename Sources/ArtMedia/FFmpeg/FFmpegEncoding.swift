import CFFmpeg

/// One of FFmpeg's encoders, and how settings are told to it.
struct FFmpegEncoder: Sendable {
  /// FFmpeg's name of the encoder.
  let name: String
  var threads = 1
  let options: @Sendable (_ width: Int, _ height: Int, VideoSettings) -> String
}

/// A kind of video that FFmpeg writes: the container, and the encoders that can fill it.
struct FFmpegContainer: Sendable {
  /// What messages call it.
  let title: String
  /// FFmpeg's name of the container.
  let name: String
  let options: String
  let frames: ArtFrameFormat
  /// The best first.
  let encoders: [FFmpegEncoder]
}

/// The encoder that makes a video, with all that it is told.
struct FFmpegEncoding {
  private let container: FFmpegContainer
  private let encoder: FFmpegEncoder
  private let width: Int
  private let height: Int

  /// FFmpeg's name of the encoder.
  var name: String { encoder.name }

  /// Takes the best encoder that the installed FFmpeg has.
  ///
  /// - Throws: ``MediaError`` when FFmpeg is missing or was built without any encoder that would do.
  init(_ container: FFmpegContainer, width: Int, height: Int) throws(MediaError) {
    let (isLoaded, reason) = withFFmpegMessage { art_ffmpeg_load($0) }
    guard isLoaded != 0 else {
      throw MediaError(.missingLibrary, "cannot write \(container.title) videos: \(reason)")
    }
    try self.init(container, width: width, height: height) { art_ffmpeg_has_encoder($0) != 0 }
  }

  /// Takes the best encoder of those that are available.
  init(
    _ container: FFmpegContainer, width: Int, height: Int, isAvailable: (String) -> Bool
  ) throws(MediaError) {
    guard let encoder = container.encoders.first(where: { isAvailable($0.name) }) else {
      throw MediaError(
        .unsupported,
        "this FFmpeg cannot write \(container.title) videos: it has no encoder \(container.encoders.last?.name ?? "")")
    }
    self.container = container
    self.encoder = encoder
    self.width = width
    self.height = height
  }

  /// Begins a video with these settings.
  func open(_ file: ArtVideoFile, settings: VideoSettings, message: UnsafeMutablePointer<CChar>?) -> OpaquePointer? {
    let texts = [("title", settings.title), ("comment", settings.comment)].filter { $0.1 != nil }
    return CStrings.withCStrings(
      [container.name, container.options, name, encoder.options(width, height, settings)]
        + texts.flatMap { [$0.0, $0.1 ?? ""] }
    ) { strings in
      let pairs = texts.indices.map { ArtVideoText(key: strings[4 + 2 * $0], value: strings[5 + 2 * $0]) }
      return pairs.withUnsafeBufferPointer { pairs in
        var native = ArtVideoSettings()
        native.container = strings[0]
        native.container_options = strings[1]
        native.encoder = strings[2]
        native.encoder_options = strings[3]
        native.frames = container.frames
        // Players that ignore the tags take large images for BT.709 and small ones for BT.601.
        native.matrix = max(width, height * 16 / 9) >= 1280 ? ART_BT709 : ART_BT601
        native.width = Int32(width)
        native.height = Int32(height)
        native.rate_numerator = Int32(settings.frameRate.numerator)
        native.rate_denominator = Int32(settings.frameRate.denominator)
        native.threads = Int32(encoder.threads)
        native.texts = pairs.baseAddress
        native.text_count = Int32(pairs.count)
        return art_video_open(file, &native, message)
      }
    }
  }
}
