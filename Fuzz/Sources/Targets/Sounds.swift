import ArtMedia

/// Tracks in all formats.
extension FuzzTarget {
  /// Read whole, as they are and as a mix of another rate.
  static let sound = FuzzTarget("sound", largest: 16_384) { input in
    let file = input.file("fuzz-sound")
    for (rate, channels) in [(nil, nil), (8000, 1)] as [(Int?, Int?)] {
      attempt {
        let reader = try SoundReader(file, rate: rate, channels: channels, limits: limits)
        precondition(reader.rate > 0 && (1...2).contains(reader.channels))
        while case let samples = try reader.read(4096), !samples.isEmpty {
          precondition(samples.count % reader.channels == 0 && samples.count <= 4096 * reader.channels)
        }
      }
    }
  }

  /// Short, so that much can be tried: few bytes may stand for hours of silence.
  private static let limits = SoundLimits(seconds: 20, fileBytes: 1 << 20)
}
