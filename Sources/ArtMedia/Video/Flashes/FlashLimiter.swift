/// Keeps a sequence of frames below three flashes a second, which may trigger seizures (WCAG 2.2, success criterion 2.3.1):
/// a frame that would be one change too many follows the frame before only as far as it may.
///
/// What is shown is measured, not what was drawn, so the limit holds whatever comes.
public struct FlashLimiter: Sendable {
  /// Five changes are two and a half flashes.
  static let mostChanges = 5
  /// Of how many parts of the way to a frame the most is taken.
  private static let parts = 16

  private var meter: FlashMeter
  private var shown: PixelImage?
  /// How many frames were held back.
  public private(set) var changedFrames = 0

  /// - Parameter frameRate: Frames a second.
  public init(frameRate: Double) {
    meter = FlashMeter(frameRate: frameRate)
  }

  /// The frame to show in the place of the next one; all have one size and the same channels.
  public mutating func limited(_ frame: PixelImage) -> PixelImage {
    guard let shown else { return show(frame, measured(frame)) }
    let whole = measured(frame)
    if whole.changes <= Self.mostChanges { return show(frame, whole) }
    changedFrames += 1
    // The frame before, once more, is no change.
    var (fits, tooMuch) = (0, Self.parts)
    while tooMuch - fits > 1 {
      let part = (fits + tooMuch) / 2
      let isSafe = measured(Self.blend(shown, frame, part)).changes <= Self.mostChanges
      if isSafe { fits = part } else { tooMuch = part }
    }
    let blended = Self.blend(shown, frame, fits)
    return show(blended, measured(blended))
  }

  private func measured(_ frame: PixelImage) -> FlashMeter {
    var meter = meter
    meter.add(frame)
    return meter
  }

  private mutating func show(_ frame: PixelImage, _ meter: FlashMeter) -> PixelImage {
    self.meter = meter
    shown = frame
    return frame
  }

  private static func blend(_ from: PixelImage, _ to: PixelImage, _ part: Int) -> PixelImage {
    guard part > 0, from.pixels.count == to.pixels.count else { return from }
    let pixels = zip(from.pixels, to.pixels).map { a, b in
      UInt8((Int(a) * (parts - part) + Int(b) * part + parts / 2) / parts)
    }
    return PixelImage(unchecked: pixels, width: from.width, height: from.height, channels: from.channels)
  }
}
