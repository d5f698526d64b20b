/// Counts the changes of one quantity that the eye takes for a flash, up and down in turn.
///
/// A change counts when the quantity has moved far enough from its last valley or peak; a flash is two opposing ones
/// (WCAG 2.2, "general flash and red flash thresholds").
struct FlashCounter: Sendable {
  /// The least change.
  let least: Double
  /// The darker state of a change is below this.
  let darkest: Double
  private var low: Double?
  private var high: Double?
  /// The frames of the last changes.
  private var changes: [Int] = []

  init(least: Double, darkest: Double) {
    self.least = least
    self.darkest = darkest
  }

  /// - Parameters:
  ///   - value: The quantity in a frame, from 0 to 1.
  ///   - frame: The frame's number.
  ///   - period: How many frames a second has.
  /// - Returns: The changes in the second that ends with this frame.
  mutating func add(_ value: Double, frame: Int, period: Int) -> Int {
    // After a change up only the peak is known, after one down only the valley: changes alternate.
    if low == nil, high == nil { (low, high) = (value, value) }
    if let valley = low {
      low = min(valley, value)
      if value - valley >= least, valley < darkest { change(frame, low: nil, high: value) }
    }
    if let peak = high {
      high = max(peak, value)
      if peak - value >= least, value < darkest { change(frame, low: value, high: nil) }
    }
    if let first = changes.first, frame - first > period { changes.removeAll { frame - $0 > period } }
    return changes.count
  }

  private mutating func change(_ frame: Int, low: Double?, high: Double?) {
    changes.append(frame)
    (self.low, self.high) = (low, high)
  }
}
