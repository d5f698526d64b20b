import ArtMedia
import ArtSettings
import ArtTensor

/// Covers parts of an input with a colour.
struct HoleBrush {
  private let input: InputPixels
  private let sample: [UInt8]

  init(_ input: InputPixels, color: SettingColor) {
    self.input = input
    sample = RGBColor(red: color.red, green: color.green, blue: color.blue).samples(channels: input.channels)
  }

  /// A rectangle with sides from a third of the reach to all of it, wherever it fits.
  func box(reach: Double, _ key: RandomKey) {
    func side(_ number: UInt64, atMost most: Int) -> Int {
      min(most, max(1, Int((reach * (1 + 2 * Double(key.uniform(number))) / 3).rounded())))
    }
    let (width, height) = (side(1, atMost: input.width), side(2, atMost: input.height))
    let left = key.int(3, below: input.width - width + 1)
    let top = key.int(4, below: input.height - height + 1)
    for y in top..<top + height {
      for x in left..<left + width { cover(x, y) }
    }
  }

  /// Four straight lines from place to place, each at most half of the reach along each axis.
  func stroke(reach: Double, _ key: RandomKey) {
    let radius = max(0.5, reach * (0.02 + 0.06 * Double(key.uniform(1))))
    var x = Double(key.uniform(2)) * Double(input.width)
    var y = Double(key.uniform(3)) * Double(input.height)
    for line: UInt64 in 0..<4 {
      let acrossX = reach * (Double(key.uniform(4 + 2 * line)) - 0.5)
      let downY = reach * (Double(key.uniform(5 + 2 * line)) - 0.5)
      // Two discs for each pixel on the way: no gaps.
      let steps = max(1, Int((max(abs(acrossX), abs(downY)) * 2).rounded()))
      for step in 0...steps {
        let t = Double(step) / Double(steps)
        disc(x + acrossX * t, y + downY * t, radius: radius)
      }
      (x, y) = (x + acrossX, y + downY)
    }
  }

  private func disc(_ x: Double, _ y: Double, radius: Double) {
    func range(_ middle: Double, _ count: Int) -> Range<Int> {
      let first = min(max(Int((middle - radius).rounded(.down)), 0), count)
      return first..<min(max(Int((middle + radius).rounded(.up)), first), count)
    }
    for row in range(y, input.height) {
      for column in range(x, input.width) {
        let (dx, dy) = (Double(column) + 0.5 - x, Double(row) + 0.5 - y)
        if dx * dx + dy * dy <= radius * radius { cover(column, row) }
      }
    }
  }

  private func cover(_ x: Int, _ y: Int) {
    let start = (y * input.width + x) * input.channels
    for channel in sample.indices { input.bytes[start + channel] = sample[channel] }
  }
}
