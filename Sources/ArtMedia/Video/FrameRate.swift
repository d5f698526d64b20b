/// Frames a second, as a fraction.
public struct FrameRate: Hashable, Sendable {
  public let numerator: Int
  public let denominator: Int

  /// - Throws: ``MediaError`` when the rate is not between 1/1000 and 1000, or a part of it is not from 1 to 65,535.
  public init(_ numerator: Int, over denominator: Int = 1) throws(MediaError) {
    let isSmall = (1...65_535).contains(numerator) && (1...65_535).contains(denominator)
    guard isSmall, numerator <= denominator * 1000, denominator <= numerator * 1000 else {
      throw FrameRate.unusable("\(numerator)" + (denominator == 1 ? "" : "/\(denominator)"))
    }
    self.numerator = numerator
    self.denominator = denominator
  }

  /// The simplest fraction that is nearest to a number, such as 25 for 25.0 and 30000/1001 for 29.97.
  public init(_ framesPerSecond: Double) throws(MediaError) {
    guard framesPerSecond.isFinite, framesPerSecond >= 0.001, framesPerSecond <= 1000 else {
      throw FrameRate.unusable("\(framesPerSecond)")
    }
    // Television's rates are written short: 23.976, 29.97, 59.94.
    let television = (framesPerSecond * 1001 / 1000).rounded()
    let isWhole = framesPerSecond == framesPerSecond.rounded()
    if !isWhole, [24, 30, 48, 60, 120].contains(television), abs(television * 1000 / 1001 - framesPerSecond) < 0.005 {
      try self.init(Int(television) * 1000, over: 1001)
      return
    }
    // Over 1, 2, 3, …: the first fraction as good as the number is written. Slow rates need larger denominators.
    let most = framesPerSecond < 1 ? 10_000 : 1001
    let candidates = (1...most).filter { (framesPerSecond * Double($0)).rounded() >= 1 }
    func error(_ denominator: Int) -> Double {
      abs((framesPerSecond * Double(denominator)).rounded() / Double(denominator) - framesPerSecond)
    }
    let best =
      candidates.first { error($0) < framesPerSecond * 1e-9 } ?? candidates.min { error($0) < error($1) } ?? 1
    try self.init(Int((framesPerSecond * Double(best)).rounded()), over: best)
  }

  public var framesPerSecond: Double { Double(numerator) / Double(denominator) }

  private static func unusable(_ text: String) -> MediaError {
    MediaError(.invalidArgument, "a video cannot have \(text) frames a second", advice: "use a rate from 0.001 to 1000")
  }

  /// 25 frames a second.
  public static let standard = FrameRate(checkedNumerator: 25)

  private init(checkedNumerator: Int) {
    numerator = checkedNumerator
    denominator = 1
  }
}
