import CFFmpeg

/// One of FFmpeg's encoders, and how settings are told to it.
struct FFmpegEncoder: Sendable {
  /// FFmpeg's name of the encoder.
  let name: String
  var threads = 1
  let options: @Sendable (_ width: Int, _ height: Int, VideoSettings) -> String
}

/// One of FFmpeg's encoders of sound.
struct FFmpegSoundEncoder: Sendable {
  /// FFmpeg's name of the encoder.
  let name: String
  /// The samples a second that it takes, the usual rate first.
  let rates: [Int]
  /// Bits a second for each channel.
  let bitRate: Int

  /// The sound of MP4.
  static let aac = FFmpegSoundEncoder(name: "aac", rates: [48_000, 44_100, 32_000], bitRate: 96_000)
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
  /// nil for videos without sound.
  var sound: FFmpegSoundEncoder?
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

  /// The samples of the video's soundtrack; nil where it has none, or the container keeps none.
  func samples(_ settings: VideoSettings) throws(MediaError) -> SoundtrackSamples? {
    guard let track = settings.soundtrack, let sound = container.sound else { return nil }
    return try SoundtrackSamples(track, frameRate: settings.frameRate, rates: sound.rates)
  }

  /// Begins a video with these settings.
  ///
  /// - Parameter samples: The sound that will be written.
  func open(
    _ file: ArtVideoFile, settings: VideoSettings, samples: SoundtrackSamples?, message: UnsafeMutablePointer<CChar>?
  ) -> OpaquePointer? {
    let texts = [("title", settings.title), ("comment", settings.comment)].filter { $0.1 != nil }
    return CStrings.withCStrings(
      [
        container.name, container.options, name, encoder.options(width, height, settings),
        container.sound?.name ?? "",
      ]
        + texts.flatMap { [$0.0, $0.1 ?? ""] }
    ) { strings in
      let pairs = texts.indices.map { ArtVideoText(key: strings[5 + 2 * $0], value: strings[6 + 2 * $0]) }
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
        if let samples, let sound = container.sound {
          native.sound_encoder = strings[4]
          native.sound_rate = Int32(samples.rate)
          native.sound_channels = Int32(samples.channels)
          native.sound_bit_rate = Int64(sound.bitRate * samples.channels)
        }
        native.texts = pairs.baseAddress
        native.text_count = Int32(pairs.count)
        return art_video_open(file, &native, message)
      }
    }
  }
}
