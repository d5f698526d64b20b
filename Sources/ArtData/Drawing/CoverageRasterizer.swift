/// Finds how much of each pixel lies inside a closed outline, exactly.
///
/// Each edge leaves, in every row it passes, the change of coverage from one pixel to the next; summing a row from
/// left to right then gives the coverage. Outlines in either direction work; where an outline overlaps itself the
/// sums add up, so take the absolute value and cut it at 1.
struct CoverageRasterizer {
  private let width: Int
  private let height: Int
  private var changes: [Float]
  /// The box of pixels that the outline touches.
  private(set) var left = 0
  private(set) var right = 0
  private(set) var top = 0
  private(set) var bottom = 0

  init(width: Int, height: Int) {
    self.width = width
    self.height = height
    // One pixel more in each row: the change after the last one has a place to go.
    changes = [Float](repeating: 0, count: (width + 2) * height)
  }

  /// Starts a new outline.
  mutating func begin() {
    (left, right, top, bottom) = (width, 0, height, 0)
  }

  /// Adds the edge from `a` to `b`, in pixels.
  mutating func edge(_ a: Point, _ b: Point) {
    guard a.y != b.y else { return }
    let sign: Float = a.y < b.y ? 1 : -1
    let upper = a.y < b.y ? a : b
    let lower = a.y < b.y ? b : a
    guard lower.y > 0, upper.y < Float(height) else { return }
    let slope = (lower.x - upper.x) / (lower.y - upper.y)
    let first = max(Int(upper.y), 0)
    let last = min(Int(lower.y.rounded(.up)), height)
    top = min(top, first)
    bottom = max(bottom, last)
    for row in first..<last {
      let y0 = max(upper.y, Float(row))
      let y1 = min(lower.y, Float(row + 1))
      guard y1 > y0 else { continue }
      let x0 = min(max(upper.x + (y0 - upper.y) * slope, 0), Float(width))
      let x1 = min(max(upper.x + (y1 - upper.y) * slope, 0), Float(width))
      cross(row, from: min(x0, x1), to: max(x0, x1), height: sign * (y1 - y0))
    }
  }

  /// An edge that passes a part of one row, `height` high, going from column `x0` to `x1`.
  private mutating func cross(_ row: Int, from x0: Float, to x1: Float, height: Float) {
    let first = Int(x0)
    let last = max(Int(x1.rounded(.up)), first + 1)
    left = min(left, first)
    right = max(right, min(last + 1, width))
    let start = row * (width + 2)
    let perColumn = x1 > x0 ? height / (x1 - x0) : 0
    for column in first..<last {
      let from = max(x0, Float(column))
      let to = min(x1, Float(column + 1))
      let part = x1 > x0 ? perColumn * (to - from) : height
      // Of this pixel only what lies to the right of the edge is covered; of all later ones, the whole.
      let missed = part * ((from + to) * 0.5 - Float(column))
      changes[start + column] += part - missed
      changes[start + column + 1] += missed
    }
  }

  /// The change of coverage at a pixel, forgotten afterwards.
  @inline(__always)
  mutating func take(_ column: Int, _ row: Int) -> Float {
    let place = row * (width + 2) + column
    defer { changes[place] = 0 }
    return changes[place]
  }

  /// Forgets what lies beyond the last column.
  mutating func endRow(_ row: Int) {
    changes[row * (width + 2) + right] = 0
    changes[row * (width + 2) + width + 1] = 0
  }
}
