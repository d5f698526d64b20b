import Foundation

/// Sounds that tests make, one channel of samples from −1 to 1.
public struct TestSound: Sendable {
  public var rate: Int
  public var samples: [Float]

  public init(rate: Int = 44_100, seconds: Double, _ value: (_ time: Double) -> Double = { _ in 0 }) {
    self.rate = rate
    samples = (0..<Int((seconds * Double(rate)).rounded())).map { Float(value(Double($0) / Double(rate))) }
  }

  /// Short clicks at some moments.
  public static func clicks(
    at times: [Double], seconds: Double, rate: Int = 44_100, frequency: Double = 1500
  ) -> TestSound {
    var sound = TestSound(rate: rate, seconds: seconds)
    for time in times { sound.addClick(at: time, frequency: frequency) }
    return sound
  }

  /// The moments of a steady beat.
  public static func beats(_ tempo: Double, from start: Double = 0.25, until end: Double) -> [Double] {
    (0..<10_000).map { start + Double($0) * 60 / tempo }.filter { $0 < end - 0.1 }
  }

  /// Adds a click of 20 ms that begins at once and dies away.
  public mutating func addClick(at time: Double, frequency: Double = 1500, loudness: Double = 0.8) {
    let start = Int((time * Double(rate)).rounded())
    for offset in 0..<min(rate / 50, max(0, samples.count - start)) {
      let t = Double(offset) / Double(rate)
      samples[start + offset] += Float(loudness * exp(-t / 0.004) * cos(2 * .pi * frequency * t))
    }
  }

  /// Adds even noise, the same every time.
  public mutating func addNoise(_ loudness: Double) {
    var state: UInt64 = 88_172_645_463_325_252
    for index in samples.indices {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      samples[index] += Float(loudness * (Double(state >> 11) / Double(1 << 53) * 2 - 1))
    }
  }

  /// A WAV file of 16 bits, with the same sound in each channel.
  public func wav(channels: Int = 1) -> [UInt8] {
    func little(_ value: Int, _ bytes: Int) -> [UInt8] {
      (0..<bytes).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    let size = samples.count * channels * 2
    var bytes = Array("RIFF".utf8) + little(36 + size, 4) + Array("WAVEfmt ".utf8) + little(16, 4) + little(1, 2)
    bytes += little(channels, 2) + little(rate, 4) + little(rate * channels * 2, 4) + little(channels * 2, 2)
    bytes += little(16, 2) + Array("data".utf8) + little(size, 4)
    bytes.reserveCapacity(bytes.count + size)
    for sample in samples {
      let value = Int((max(-1, min(1, Double(sample))) * 32_767).rounded())
      for _ in 0..<channels {
        bytes.append(UInt8(truncatingIfNeeded: value))
        bytes.append(UInt8(truncatingIfNeeded: value >> 8))
      }
    }
    return bytes
  }
}
