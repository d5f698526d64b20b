extension PixelImage {
  /// The image turned and mirrored as its EXIF orientation asks for.
  func upright(from orientation: ExifOrientation) -> PixelImage {
    guard orientation != .upright else { return self }
    let outWidth = orientation.swapsSides ? height : width
    let outHeight = orientation.swapsSides ? width : height
    // The output is filled row by row; a step right and a step down in it are fixed steps in the input.
    let right: (x: Int, y: Int)
    let down: (x: Int, y: Int)
    switch orientation {
    case .upright: (right, down) = ((1, 0), (0, 1))
    case .mirrored: (right, down) = ((-1, 0), (0, 1))
    case .turned180: (right, down) = ((-1, 0), (0, -1))
    case .flipped: (right, down) = ((1, 0), (0, -1))
    case .transposed: (right, down) = ((0, 1), (1, 0))
    case .needsClockwiseTurn: (right, down) = ((0, -1), (1, 0))
    case .transversed: (right, down) = ((0, -1), (-1, 0))
    case .needsCounterclockwiseTurn: (right, down) = ((0, 1), (-1, 0))
    }
    // Where the steps go left or up, they begin at the far end.
    let startX = right.x + down.x < 0 ? width - 1 : 0
    let startY = right.y + down.y < 0 ? height - 1 : 0
    let rightStep = (right.y * width + right.x) * channels
    let downStep = (down.y * width + down.x) * channels
    let start = (startY * width + startX) * channels
    let turned = [UInt8](unsafeUninitializedCapacity: pixels.count) { output, count in
      pixels.withUnsafeBufferPointer { input in
        var out = 0
        for y in 0..<outHeight {
          var place = start + y * downStep
          for _ in 0..<outWidth {
            for channel in 0..<channels { output[out + channel] = input[place + channel] }
            out += channels
            place += rightStep
          }
        }
        count = out
      }
    }
    return PixelImage(unchecked: turned, width: outWidth, height: outHeight, channels: channels)
      .converted(by: conversions.union(.turned))
  }
}
