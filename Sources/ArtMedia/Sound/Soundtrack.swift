/// The sound of a video: a file, and where it is heard.
///
/// It begins with the first frame and ends with the last: what is left of it fades out in 20 ms, and after its own end
/// there is silence. The sound of a video that is written anew is kept whole (``VideoReader/sound(in:)``).
public struct Soundtrack: Hashable, Sendable {
  public var file: String
  /// The place in the sound at which the video begins, in seconds; below 0 where there is silence first.
  public var start: Double
  /// After how many frames the sound begins anew; nil where it never does.
  public var period: Int?

  /// Of a sound that comes from a video with the same frames; nil for others.
  var kept: Kept?

  /// How the sound of a video that is written anew is kept: all of it, also what sounds after the last frame.
  struct Kept: Hashable, Sendable {
    /// The moment of the file's own clock at which the video begins, in seconds.
    var origin: Double
    /// Whether it is copied as it is encoded; else it is decoded and encoded anew.
    var isCopied: Bool
  }

  public init(file: String, start: Double = 0, period: Int? = nil) {
    self.init(file: file, start: start, period: period, kept: nil)
  }

  init(file: String, start: Double = 0, period: Int? = nil, kept: Kept?) {
    self.file = file
    self.start = start
    self.period = period
    self.kept = kept
  }

  var limits: SoundLimits { kept == nil ? .standard : .none }

  /// Whether an encoder is needed.
  var isEncoded: Bool { kept?.isCopied != true }
}

/// A soundtrack as samples, as much as the frames so far take.
final class SoundtrackSamples {
  let rate: Int
  let channels: Int
  private let track: Soundtrack
  private let frameRate: FrameRate
  private var frames = 0
  /// Of the sound from its beginning on; nil before the first sample.
  private var reader: SoundReader?
  /// Of the silence before the sound, the instants that are left.
  private var silence = 0
  /// What may still fade out.
  private var held: [Float] = []

  /// - Parameters:
  ///   - track: The sound.
  ///   - frameRate: How long a frame is shown.
  ///   - rates: The rates that the encoder takes; a sound of another one is converted to the first.
  init(_ track: Soundtrack, frameRate: FrameRate, rates: [Int]) throws(MediaError) {
    let own = try SoundReader(track.file, limits: track.limits)
    self.track = track
    self.frameRate = frameRate
    rate = rates.contains(own.rate) ? own.rate : rates.first ?? own.rate
    channels = own.channels
  }

  private var fade: Int { rate / 50 }

  /// The instant at which a frame, counted from 0, is shown.
  private func instant(of frame: Int) -> Int { frame * rate * frameRate.denominator / frameRate.numerator }

  /// The samples that come next when so many frames more were written.
  func advance(frames more: Int) throws(MediaError) -> [Float] {
    var samples: [Float] = []
    let wanted = frames + more
    while frames < wanted {
      let end = track.period.map { (frames / $0 + 1) * $0 }
      let next = min(wanted, end ?? wanted)
      held += try read(instant(of: next) - instant(of: frames))
      frames = next
      if next == end { samples += try finish() }
      let ready = max(0, held.count - fade * channels)
      samples += held[..<ready]
      held.removeFirst(ready)
    }
    return samples
  }

  /// The last samples: they fade out where the sound would go on. The sound begins anew after them.
  func finish() throws(MediaError) -> [Float] {
    var rest = held
    if track.kept != nil {
      held = []
      return rest
    }
    if let reader, try !reader.read(1).isEmpty {
      let count = min(fade, rest.count / channels)
      let start = rest.count - count * channels
      for instant in 0..<count {
        let share = Float(count - instant) / Float(count + 1)
        for channel in 0..<channels { rest[start + instant * channels + channel] *= share }
      }
    }
    held = []
    reader = nil
    return rest
  }

  /// What sounds after the last frame, piece by piece; empty at the end. Asked for when all else was taken.
  func rest() throws(MediaError) -> [Float] { track.kept == nil ? [] : try opened().read(1 << 14) }

  /// The next samples, with silence before the beginning and after the end.
  private func read(_ count: Int) throws(MediaError) -> [Float] {
    let reader = try opened()
    let quiet = min(silence, count)
    silence -= quiet
    let samples = [Float](repeating: 0, count: quiet * channels) + (try reader.read(count - quiet))
    return samples + [Float](repeating: 0, count: count * channels - samples.count)
  }

  private func opened() throws(MediaError) -> SoundReader {
    if let reader { return reader }
    let reader = try SoundReader(track.file, rate: rate, channels: channels, limits: track.limits)
    var left = Int((track.start * Double(rate)).rounded())
    silence = max(0, -left)
    while left > 0 {
      let skipped = try reader.read(min(left, 1 << 16)).count / channels
      guard skipped > 0 else { break }
      left -= skipped
    }
    self.reader = reader
    return reader
  }
}
