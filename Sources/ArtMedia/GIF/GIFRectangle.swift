/// A part of a GIF's frame.
struct GIFRectangle: Hashable {
  var x: Int
  var y: Int
  var width: Int
  var height: Int
}

extension GIFRectangle {
  /// The smallest part that holds every difference of two images of one size; `nil` when they are the same.
  init?(between before: PixelImage, and after: PixelImage) {
    let rowCount = after.bytesPerRow
    let (width, height, channels) = (after.width, after.height, after.channels)
    let bounds: (left: Int, right: Int, top: Int, bottom: Int)? = before.pixels.withUnsafeBufferPointer { before in
      after.pixels.withUnsafeBufferPointer { after in
        var bounds: (left: Int, right: Int, top: Int, bottom: Int)?
        for y in 0..<height {
          let row = y * rowCount..<(y + 1) * rowCount
          guard let first = row.first(where: { before[$0] != after[$0] }),
            let last = row.last(where: { before[$0] != after[$0] })
          else { continue }
          let (left, right) = ((first - row.lowerBound) / channels, (last - row.lowerBound) / channels)
          let old = bounds ?? (left: width, right: 0, top: y, bottom: y)
          bounds = (min(old.left, left), max(old.right, right), old.top, y)
        }
        return bounds
      }
    }
    guard let bounds else { return nil }
    self.init(
      x: bounds.left, y: bounds.top, width: bounds.right - bounds.left + 1, height: bounds.bottom - bounds.top + 1)
  }
}
