import CFFmpeg

/// The first sound of a file as it is encoded there, to be copied.
final class SoundPackets {
  /// FFmpeg's name of the codec: `aac`.
  let codec: String
  /// Whether a container can be told all that it needs to hold the sound.
  let isComplete: Bool
  /// Samples a second; 0 where the file does not tell before it is decoded.
  let rate: Int
  let channels: Int
  let handle: OpaquePointer
  private let input: FFmpegInput

  /// - Throws: ``MediaError`` where the file cannot be read, or has no sound.
  init(_ file: String) throws(MediaError) {
    do throws(MediaError) {
      let input = try FFmpegInput(file)
      let kind = try SoundKind.of(input.start())
      var info = ArtPacketsInfo()
      var status = ART_SOUND_DONE
      let native = input.native
      let (handle, message) = withFFmpegMessage {
        art_sound_packets_open(native, kind.containers, &info, &status, $0)
      }
      try input.check()
      guard let handle else { throw SoundReader.failure(status, message, kind) }
      self.input = input
      self.handle = handle
      codec = withUnsafeBytes(of: info.codec) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      isComplete = info.is_complete != 0
      rate = Int(info.rate)
      channels = Int(info.channels)
    } catch {
      throw error.inFile(file)
    }
  }

  deinit {
    art_sound_packets_free(handle)
  }

  /// Throws the disk's error, where there was one.
  func check() throws(MediaError) { try input.check() }
}
