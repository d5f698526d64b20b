public import ArtTensor

extension ImageSet {
  /// The images, each averaged down until neither side is longer than `side`, as features from 0 (black) to 1 (white):
  /// layout and colour without detail. Smaller images keep their pixels.
  ///
  /// Every pixel of a thumbnail is the mean of the area that it covers, parts of pixels counted in part.
  ///
  /// - Parameters:
  ///   - side: the longest side of a thumbnail, at least 1.
  ///   - pool: the threads that do the work.
  /// - Returns: `[count, height′ × width′ × channels]`.
  public func thumbnails(side: Int, pool: ThreadPool) -> FeatureMatrix {
    let longest = max(height, width)
    func shrunk(_ length: Int) -> Int { longest <= side ? length : max(1, (length * side + longest / 2) / longest) }
    let rows = Cover.all(of: height, in: shrunk(height))
    let columns = Cover.all(of: width, in: shrunk(width))
    let size = rows.count * columns.count * channels
    var values = [Float](repeating: 0, count: count * size)
    values.withUnsafeMutableBufferPointer { values in
      // Each block writes the features of its own images.
      nonisolated(unsafe) let values = values
      pixels.withUnsafeBufferPointer { pixels in
        let block = 64
        pool.parallel((count + block - 1) / block) { number in
          for image in (number * block)..<min((number + 1) * block, count) {
            average(
              UnsafeBufferPointer(rebasing: pixels[(image * imageSize)..<((image + 1) * imageSize)]), rows,
              columns, UnsafeMutableBufferPointer(rebasing: values[(image * size)..<((image + 1) * size)]))
          }
        }
      }
    }
    return FeatureMatrix(unchecked: count, size, values)
  }

  private func average(
    _ image: UnsafeBufferPointer<UInt8>, _ rows: [Cover], _ columns: [Cover],
    _ result: UnsafeMutableBufferPointer<Float>
  ) {
    var place = 0
    for row in rows {
      for column in columns {
        for channel in 0..<channels {
          var sum: Float = 0
          for (y, share) in zip(row.range, row.shares) {
            for (x, part) in zip(column.range, column.shares) {
              sum += share * part * Float(image[(y * width + x) * channels + channel])
            }
          }
          result[place] = sum / 255
          place += 1
        }
      }
    }
  }
}

/// The pixels under one pixel of a smaller image along one axis, and the share that each has in it.
private struct Cover {
  let range: Range<Int>
  /// As many as the range; their sum is 1.
  let shares: [Float]

  static func all(of length: Int, in count: Int) -> [Cover] {
    (0..<count).map { index in
      let (start, end) = (Double(index * length) / Double(count), Double((index + 1) * length) / Double(count))
      let first = Int(start)
      let last = min(Int(end.rounded(.up)), length)
      let shares = (first..<last).map { pixel in
        Float((min(end, Double(pixel + 1)) - max(start, Double(pixel))) / (end - start))
      }
      return Cover(range: first..<last, shares: shares)
    }
  }
}
