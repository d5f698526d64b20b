import ArtFiles
import CFFmpeg

/// How much sound is read before it is refused.
public struct SoundLimits: Hashable, Sendable {
  /// The longest sound, in seconds.
  public var seconds: Double
  /// The most bytes that a file may have.
  public var fileBytes: Int

  public init(seconds: Double = 3 * 3600, fileBytes: Int = 4 << 30) {
    self.seconds = seconds
    self.fileBytes = fileBytes
  }

  /// Three hours, in files up to 4 GiB.
  public static let standard = SoundLimits()

  /// For the sound of a video, which is read as far as its frames are.
  static let none = SoundLimits(seconds: .infinity, fileBytes: .max)
}

/// Reads a sound file piece by piece: WAV, AIFF, FLAC, MP3, Ogg, AAC and M4A files, and the sound of videos. Memory does
/// not grow with its length.
///
/// The kind is told by the file's content, never by its name, and no other file is opened. Damaged parts are left out, as
/// players do; ``damagedParts`` counts them.
public final class SoundReader {
  public let file: String
  /// Samples a second, as they are given.
  public let rate: Int
  /// 1 for mono, 2 for stereo.
  public let channels: Int
  /// When the first samples sound, in seconds by the file's own clock.
  let start: Double
  /// The length that the file claims, in seconds; nil where it claims none.
  public let claimedSeconds: Double?
  private let limits: SoundLimits
  private let input: FFmpegInput
  private let handle: OpaquePointer
  private var count = 0

  /// Opens a sound and decodes its beginning.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - rate: The samples a second to give; nil for those of the file.
  ///   - channels: 1 or 2, mixed from what the file has; nil for those of the file, at most 2.
  ///   - limits: How much is read.
  /// - Throws: ``MediaError`` where the file cannot be read, is of another kind, is damaged, or has no sound.
  public init(
    _ file: String, rate: Int? = nil, channels: Int? = nil, limits: SoundLimits = .standard
  ) throws(MediaError) {
    self.file = file
    self.limits = limits
    do throws(MediaError) {
      let input = try FFmpegInput(file)
      guard input.file.size <= limits.fileBytes else {
        throw MediaError(.tooLarge, "the file has \(input.file.size) bytes, and at most \(limits.fileBytes) are read")
      }
      let start = try input.start()
      let kind = try SoundKind.of(start)
      var (handle, info) = try Self.open(input, kind, rate: rate, channels: channels)
      if channels == nil, info.channels > 2 {
        art_sound_free(handle)
        (handle, info) = try Self.open(input, kind, rate: rate, channels: 2)
      }
      self.input = input
      self.handle = handle
      self.rate = Int(info.rate)
      self.channels = Int(info.channels)
      self.start = info.start
      claimedSeconds = info.seconds >= 0 ? info.seconds : Self.claimedSeconds(ofWAV: start)
    } catch {
      throw error.inFile(file)
    }
  }

  deinit {
    art_sound_free(handle)
  }

  /// The length by the header of a WAV file: FFmpeg tells none where the file is shorter.
  private static func claimedSeconds(ofWAV start: [UInt8]) -> Double? {
    func number(_ place: Int) -> Int { (0..<4).reduce(0) { $0 | Int(start[place + $1]) << (8 * $1) } }
    guard start.count > 44, start.starts(with: Array("RIFF".utf8)), start[12..<16].elementsEqual("fmt ".utf8) else {
      return nil
    }
    let (size, perSecond) = (number(4), number(28))
    return size > 36 && size < 0xFFFF_0000 && perSecond > 0 ? Double(size - 36) / Double(perSecond) : nil
  }

  private static func open(
    _ input: FFmpegInput, _ kind: SoundKind, rate: Int?, channels: Int?
  ) throws(MediaError) -> (OpaquePointer, ArtSoundInfo) {
    var info = ArtSoundInfo()
    var status = ART_SOUND_DONE
    let native = input.native
    let (handle, message) = withFFmpegMessage {
      art_sound_open(native, kind.containers, Int32(rate ?? 0), Int32(channels ?? 0), &info, &status, $0)
    }
    try input.check()
    if let handle { return (handle, info) }
    throw failure(status, message, kind)
  }

  /// Why a sound is not read.
  static func failure(_ status: ArtSoundStatus, _ message: String, _ kind: SoundKind) -> MediaError {
    switch status {
    case ART_SOUND_NONE: MediaError(.noSound, "\(message): a track with sound is needed")
    case ART_SOUND_UNSUPPORTED:
      MediaError(
        .unsupported, "this \(kind.title) file cannot be read: \(message)", advice: "convert it to WAV or FLAC")
    case ART_SOUND_NO_LIBRARY: MediaError(.missingLibrary, "sound cannot be read: \(message)")
    case ART_SOUND_NO_MEMORY: MediaError(.tooLarge, "not enough memory for the sound")
    default: MediaError(.damaged, "this \(kind.title) file is damaged: \(message)")
    }
  }

  /// The next samples from −1 to 1, channels interleaved.
  ///
  /// - Parameter count: How many instants are wanted.
  /// - Returns: `count * channels` samples, fewer only at the end.
  /// - Throws: ``MediaError`` where the file cannot be read, or the sound is longer than the limits allow.
  public func read(_ count: Int) throws(MediaError) -> [Float] {
    guard count > 0 else { return [] }
    var done: Int64 = 0
    var reason = ""
    let samples = [Float](unsafeUninitializedCapacity: count * channels) { buffer, initialized in
      (done, reason) = withFFmpegMessage { art_sound_read(handle, buffer.baseAddress, Int64(count), $0) }
      initialized = max(0, Int(done)) * channels
    }
    if let failure = input.failure { throw MediaError(failure).inFile(file) }
    guard done >= 0 else { throw MediaError(.tooLarge, file: file, "the sound cannot be read: \(reason)") }
    self.count += Int(done)
    guard Double(self.count) <= limits.seconds * Double(rate) else {
      throw MediaError(
        .tooLarge, file: file, "the sound is longer than \(Int(limits.seconds / 3600)) hours", advice: "cut it first")
    }
    return samples
  }

  /// How many parts so far could not be decoded and were left out.
  public var damagedParts: Int { Int(art_sound_damaged_count(handle)) }
}
