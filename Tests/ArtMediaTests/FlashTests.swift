import Testing

@testable import ArtMedia

@Suite struct FlashTests {
  /// Frames of 16×16 whose left part changes and whose rest stays.
  static func frames(_ colors: [RGBColor], columns: Int = 16) throws -> [PixelImage] {
    try colors.map { color in
      var frame = try PixelImage(width: 16, height: 16, channels: 3, fill: 20)
      var patch = try PixelImage(width: columns, height: 16, channels: 3)
      patch.fill(with: color)
      for y in 0..<16 { for x in 0..<columns { for c in 0..<3 { frame[x, y, c] = patch[x, y, c] } } }
      return frame
    }
  }

  static func grey(_ value: Int) -> RGBColor {
    RGBColor(red: UInt8(value), green: UInt8(value), blue: UInt8(value))
  }

  struct Case: CustomTestStringConvertible {
    var name: String
    var colors: [RGBColor]
    var columns = 16
    var flashes: Double
    var testDescription: String { name }
  }

  /// A square wave that changes every so many frames.
  static func wave(_ a: RGBColor, _ b: RGBColor, every step: Int, count: Int = 50) -> [RGBColor] {
    (0..<count).map { $0 / step % 2 == 0 ? a : b }
  }

  static let cases = [
    Case(name: "still", colors: wave(.white, .white, every: 1), flashes: 0),
    // At 25 frames a second, a change each 5 frames: 6 in a second and the frame that ends it.
    Case(name: "black and white", colors: wave(.black, .white, every: 5), flashes: 3),
    Case(name: "slow", colors: wave(.black, .white, every: 13), flashes: 1),
    Case(name: "a fifth of the image", colors: wave(.black, .white, every: 5), columns: 2, flashes: 0),
    Case(name: "a quarter of the image", colors: wave(.black, .white, every: 5), columns: 4, flashes: 3),
    // Luminances of 0.216 and 0.314, less than a tenth apart; 0.216 and 0.323.
    Case(name: "faint", colors: wave(grey(128), grey(152), every: 5), flashes: 0),
    Case(name: "not faint", colors: wave(grey(128), grey(154), every: 5), flashes: 3),
    // Both above 0.8 of white.
    Case(name: "bright", colors: wave(grey(232), .white, every: 5), flashes: 0),
    Case(name: "up in steps", colors: (0..<50).map { grey($0 * 5) }, flashes: 0.5),
    // Red of the luminance of a dark grey.
    Case(
      name: "red", colors: wave(RGBColor(red: 160, green: 0, blue: 0), grey(92), every: 5), flashes: 3),
  ]

  @Test(arguments: cases)
  func counts(_ item: Case) throws {
    var meter = FlashMeter(frameRate: 25)
    for frame in try Self.frames(item.colors, columns: item.columns) { meter.add(frame) }
    #expect(meter.flashesPerSecond == item.flashes)
  }

  @Test(arguments: [(25.0, 1), (25, 2), (25, 3), (12.5, 1), (60, 4), (2, 1)], [16, 5])
  func limits(_ rate: (perSecond: Double, step: Int), columns: Int) throws {
    let frames = try Self.frames(Self.wave(.black, .white, every: rate.step, count: 120), columns: columns)
    var (limiter, meter, drawn) = (
      FlashLimiter(frameRate: rate.perSecond), FlashMeter(frameRate: rate.perSecond),
      FlashMeter(frameRate: rate.perSecond)
    )
    for frame in frames {
      meter.add(limiter.limited(frame))
      drawn.add(frame)
    }
    #expect(meter.flashesPerSecond < 3)
    #expect((limiter.changedFrames > 0) == (drawn.flashesPerSecond >= 3))
    // Not all is held back.
    if drawn.flashesPerSecond > 0 { #expect(meter.flashesPerSecond >= 1) }
  }

  @Test func calmFramesStayAsTheyAre() throws {
    let frames = try Self.frames(Self.wave(.black, .white, every: 13) + (0..<50).map { Self.grey($0 * 5) })
    var limiter = FlashLimiter(frameRate: 25)
    for frame in frames {
      let shown = limiter.limited(frame)
      #expect(shown == frame)
    }
    #expect(limiter.changedFrames == 0)
  }

  /// After a burst, the frames are shown again as they were drawn.
  @Test func comesBack() throws {
    let frames = try Self.frames(Self.wave(.black, .white, every: 1, count: 30) + Array(repeating: .white, count: 40))
    var limiter = FlashLimiter(frameRate: 25)
    let shown = frames.map { limiter.limited($0) }
    #expect(shown.last == frames.last)
  }
}
