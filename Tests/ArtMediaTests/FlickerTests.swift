import Testing

@testable import ArtMedia

@Suite struct FlickerTests {
  private func frame(_ value: Int, channels: Int = 3, width: Int = 4) throws -> PixelImage {
    try PixelImage(width: width, height: 2, channels: channels, fill: UInt8(value))
  }

  @Test(arguments: [
    ([7], 0.0, 0), ([7, 7, 7], 0, 2), ([0, 10, 0], 10, 2), ([0, 255, 0, 255], 255, 3), ([0, 3, 9], 4.5, 2),
  ])
  func isTheMeanChange(values: [Int], mean: Double, pairs: Int) throws {
    for channels in [1, 3] {
      var meter = FlickerMeter()
      for value in values { try meter.add(frame(value, channels: channels)) }
      #expect(meter.mean == mean && meter.pairs == pairs)
    }
  }

  /// Noise of ±a around a still image changes a sample by 2a/3 on average: the mean distance of two even numbers.
  @Test func tellsHowStrongNoiseIs() throws {
    var state: UInt64 = 5
    func noisy(_ most: Int) throws -> PixelImage {
      try PixelImage(
        width: 64, height: 64, channels: 1,
        pixels: (0..<64 * 64).map { _ in
          state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          return UInt8(128 - most + Int(state >> 33) % (2 * most + 1))
        })
    }
    let means = try [6, 30].map { most in
      var meter = FlickerMeter()
      for _ in 0..<8 { try meter.add(noisy(most)) }
      return meter.mean
    }
    #expect(abs(means[0] - 4.3) < 0.2 && abs(means[1] - 20.3) < 0.6)
  }

  @Test func refusesOtherSizes() throws {
    var meter = FlickerMeter()
    try meter.add(frame(1))
    #expect(throws: MediaError.self) { try meter.add(frame(1, width: 5)) }
  }
}
