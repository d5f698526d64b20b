/// What becomes of the sound of a video that is written anew.
public struct KeptSound: Hashable, Sendable {
  /// For ``VideoSettings/soundtrack``; nil where the sound is left out, or there is none.
  public let track: Soundtrack?
  /// What happens to the sound, without a full stop; nil where there is none.
  public let words: String?
}

extension VideoReader {
  /// The sound of this video for one of the same frames in a format: copied as it is where the format can hold it, else
  /// encoded anew, else left out.
  public func sound(in format: any VideoFormat) -> KeptSound {
    guard sounds > 0 else { return KeptSound(track: nil, words: nil) }
    let which = sounds == 1 ? "its sound" : "the first of its \(sounds) sounds"
    guard format.keepsSound else {
      return KeptSound(track: nil, words: "\(which) is left out: \(format.title) files have none")
    }
    do throws(MediaError) {
      let packets = try SoundPackets(file)
      let name = SoundPackets.title(packets.codec)
      if packets.isComplete, format.copiesSound(of: packets.codec) {
        let track = Soundtrack(file: file, kept: Soundtrack.Kept(origin: start, isCopied: true))
        return KeptSound(track: track, words: "\(which) (\(name)) is kept as it is")
      }
      let reader = try SoundReader(file, limits: .none)
      let track = Soundtrack(
        file: file, start: start - reader.start, kept: Soundtrack.Kept(origin: start, isCopied: false))
      return KeptSound(
        track: track, words: "\(which) (\(name)) is encoded anew, for \(format.title) files do not hold it as it is")
    } catch {
      return KeptSound(track: nil, words: "\(which) is left out: \(error.words)")
    }
  }
}

extension SoundPackets {
  /// What a codec is called, by FFmpeg's name of it.
  static func title(_ codec: String) -> String {
    codec.hasPrefix("pcm_") ? "PCM" : codec == "opus" ? "Opus" : codec == "vorbis" ? "Vorbis" : codec.uppercased()
  }
}
