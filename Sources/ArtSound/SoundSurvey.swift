import Foundation
public import ArtMedia

/// What a first hearing of a sound tells: how long it is, how loud, and whether all of it is there.
public struct SoundSurvey: Hashable, Sendable {
  /// The samples a second that sounds are heard with.
  static let rate = 24_000
  /// How many samples a value of the loudness covers: 2 ms.
  static let step = 48

  public let file: String
  /// The length in seconds, without what is skipped at the beginning.
  public let seconds: Double
  /// How many samples of ``rate`` are skipped at the beginning.
  let skipped: Int
  /// The largest sample, 1 for full scale.
  public let peak: Double
  /// The length that the file claims, where it is cut off before.
  public let claimedSeconds: Double?
  /// How many parts could not be decoded and are left out.
  public let damagedParts: Int
  /// The root mean square of each 2 ms, 1 for the peak.
  let loudness: [Float]

  /// Hears a whole file.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - start: What is skipped at the beginning, in seconds.
  /// - Throws: `MediaError` where the file cannot be read, has no sound, is silent, or ends before `start`.
  public init(_ file: String, from start: Double = 0) throws(MediaError) {
    var hearing = try Hearing(file, from: start)
    var (count, peak, energy) = (0, 0.0, 0.0)
    var loudness: [Float] = []
    while let samples = try hearing.next() {
      for sample in samples {
        peak = max(peak, abs(Double(sample)))
        energy += Double(sample) * Double(sample)
        count += 1
        guard count % Self.step == 0 else { continue }
        loudness.append(Float((energy / Double(Self.step)).squareRoot()))
        energy = 0
      }
    }
    guard hearing.hasReachedStart, count > 0 else {
      let length = Self.text(Double(hearing.heard) / Double(Self.rate))
      throw MediaError(
        .invalidArgument, file: file, "the track has only \(length) seconds: it cannot begin at \(Self.text(start))")
    }
    guard peak > 0.001 else {
      throw MediaError(
        .noSound, file: file, "the track is silent: nothing in it is louder than -60 dB",
        advice: "name one that can be heard")
    }
    self.file = file
    self.peak = peak
    seconds = Double(count) / Double(Self.rate)
    skipped = hearing.skipped
    let whole = Double(hearing.heard) / Double(Self.rate)
    claimedSeconds = hearing.claimedSeconds.flatMap { $0 > whole + 0.25 ? $0 : nil }
    damagedParts = hearing.damagedParts
    self.loudness = loudness.map { $0 / Float(peak) }
  }

  /// What is wrong with the file, though it can be used, without its name; nil where nothing is.
  public var warning: String? {
    if let claimedSeconds {
      let end = seconds + Double(skipped) / Double(Self.rate)
      return
        "the sound is cut off after \(Self.text(end)) of \(Self.text(claimedSeconds)) seconds; what is there "
        + "is used"
    }
    if damagedParts > 0 {
      return
        "\(damagedParts == 1 ? "a part of the sound is" : "\(damagedParts) parts of the sound are") damaged "
        + "and left out"
    }
    return nil
  }

  /// Seconds in words, to a tenth.
  static func text(_ seconds: Double) -> String {
    let tenths = Int((seconds * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }
}

/// A sound in mono, piece by piece, from a place on.
struct Hearing {
  private let reader: SoundReader
  private var left: Int
  private(set) var heard = 0
  let skipped: Int

  init(_ file: String, from start: Double) throws(MediaError) {
    reader = try SoundReader(file, rate: SoundSurvey.rate, channels: 1)
    skipped = Int((start * Double(SoundSurvey.rate)).rounded())
    left = skipped
  }

  var hasReachedStart: Bool { left == 0 }
  var claimedSeconds: Double? { reader.claimedSeconds }
  var damagedParts: Int { reader.damagedParts }

  /// The next samples; nil at the end.
  mutating func next() throws(MediaError) -> [Float]? {
    while left > 0 {
      let count = try reader.read(min(left, 1 << 16)).count
      guard count > 0 else { return nil }
      left -= count
      heard += count
    }
    let samples = try reader.read(1 << 14)
    heard += samples.count
    return samples.isEmpty ? nil : samples
  }
}
