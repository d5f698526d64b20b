import CFFmpeg

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
  /// FFmpeg's names of the codecs of sound that players expect in such a file.
  var copies: Set<String> = []
  /// What can be written instead where an encoder is missing: `an MP4`.
  let others: String
}

/// One of FFmpeg's encoders, and how settings are told to it.
struct FFmpegEncoder: Sendable {
  /// FFmpeg's name of the encoder.
  let name: String
  /// A fixed number, so that what comes out does not depend on the machine's cores.
  var threads = 1
  let options: @Sendable (_ width: Int, _ height: Int, VideoSettings) -> String

  /// How FFmpeg's encoders of a steady quality are told it: they count quantisers in 118ths.
  static func quantiser(_ value: Double) -> String { "flags=+qscale:global_quality=\(Int((value * 118).rounded()))" }
}

/// One of FFmpeg's encoders of sound.
struct FFmpegSoundEncoder: Sendable {
  /// FFmpeg's name of the encoder.
  let name: String
  /// How it takes samples.
  let samples: ArtSampleFormat
  /// The samples a second that it takes, the usual rate first.
  let rates: [Int]
  /// Bits a second for each channel; nil for sound without loss.
  let bitRate: Int?

  /// What a second takes at most, and what stands around it.
  var mostBytesPerSecond: Double {
    let bits = bitRate ?? 24 * (rates.max() ?? 0)
    return Double(2 * bits) / 8 * 1.05 + 1000
  }

  static let aac = FFmpegSoundEncoder(
    name: "aac", samples: ART_SAMPLES_FLOAT_PLANES, rates: [48_000, 44_100, 32_000], bitRate: 96_000)

  /// Opus knows one rate alone.
  static let opus = FFmpegSoundEncoder(
    name: "libopus", samples: ART_SAMPLES_FLOAT, rates: [48_000], bitRate: 80_000)

  /// Whole numbers of 24 bits.
  static let pcm = FFmpegSoundEncoder(
    name: "pcm_s24le", samples: ART_SAMPLES_INT24, rates: [48_000, 44_100], bitRate: nil)
}
