import CFFmpeg

/// The encoders that make a video, with all that they are told.
struct FFmpegEncoding {
  private let container: FFmpegContainer
  private let encoder: FFmpegEncoder
  private let sound: FFmpegSoundEncoder?

  /// FFmpeg's name of the encoder.
  var name: String { encoder.name }
  /// What the encoder takes.
  var frames: ArtFrameFormat { container.frames }

  /// The name of the encoder that fills a container here; nil where there is none.
  static func name(_ container: FFmpegContainer) -> String? { try? Self(container, hasSound: false).name }

  /// Takes the best encoder that the installed FFmpeg has.
  ///
  /// - Parameter hasSound: Whether there is a soundtrack.
  /// - Throws: ``MediaError`` when FFmpeg is missing or was built without any encoder that would do.
  init(_ container: FFmpegContainer, hasSound: Bool) throws(MediaError) {
    let (isLoaded, reason) = withFFmpegMessage { art_ffmpeg_load($0) }
    guard isLoaded != 0 else {
      throw MediaError(
        .missingLibrary, "cannot write \(container.title) videos: \(reason)",
        advice: "a GIF can be written without FFmpeg")
    }
    try self.init(container, hasSound: hasSound) { art_ffmpeg_has_encoder($0) != 0 }
  }

  /// Takes the best encoder of those that are available.
  init(
    _ container: FFmpegContainer, hasSound: Bool, isAvailable: (String) -> Bool
  ) throws(MediaError) {
    guard let encoder = container.encoders.first(where: { isAvailable($0.name) }) else {
      throw MediaError(
        .unsupported,
        "this FFmpeg cannot write \(container.title) videos: it has no encoder \(container.encoders.last?.name ?? "")",
        advice: "write \(container.others)")
    }
    sound = hasSound ? container.sound : nil
    if let sound, !isAvailable(sound.name) {
      throw MediaError(
        .unsupported,
        "this FFmpeg cannot write the sound of \(container.title) videos: it has no encoder \(sound.name)",
        advice: "write \(container.others), or leave the sound out")
    }
    self.container = container
    self.encoder = encoder
  }

  /// The samples of the video's soundtrack; nil where it has none, or the container keeps none.
  func samples(_ settings: VideoSettings) throws(MediaError) -> SoundtrackSamples? {
    guard let track = settings.soundtrack, track.isEncoded, let sound else { return nil }
    return try SoundtrackSamples(track, frameRate: settings.frameRate, rates: sound.rates)
  }

  /// The sound of a file that is copied to the video; nil where there is none.
  func packets(_ settings: VideoSettings) throws(MediaError) -> SoundPackets? {
    guard let track = settings.soundtrack, !track.isEncoded else { return nil }
    return try SoundPackets(track.file)
  }

  /// Begins a video of a size with these settings.
  ///
  /// - Parameters:
  ///   - samples: The sound that will be written.
  ///   - packets: The sound that will be copied.
  func open(
    _ file: ArtVideoFile, width: Int, height: Int, settings: VideoSettings, samples: SoundtrackSamples?,
    packets: SoundPackets?, message: UnsafeMutablePointer<CChar>?
  ) -> OpaquePointer? {
    let texts = [("title", settings.title), ("comment", settings.comment)].filter { $0.1 != nil }
    return CStrings.withCStrings(
      [
        container.name, container.options, name, encoder.options(width, height, settings),
        sound?.name ?? "",
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
        if let samples, let sound {
          native.sound_encoder = strings[4]
          native.sound_samples = sound.samples
          native.sound_rate = Int32(samples.rate)
          native.sound_channels = Int32(samples.channels)
          native.sound_bit_rate = Int64((sound.bitRate ?? 0) * samples.channels)
        }
        native.packets = packets?.handle
        native.packets_origin = settings.soundtrack?.kept?.origin ?? 0
        native.texts = pairs.baseAddress
        native.text_count = Int32(pairs.count)
        return art_video_open(file, &native, message)
      }
    }
  }
}
