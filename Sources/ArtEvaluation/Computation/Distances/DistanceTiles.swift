import ArtTensor

/// The squared Euclidean distances between all rows of two sets, tile by tile.
///
/// They come from inner products in single precision, which leaves an error of about a ten-millionth of the rows' squared
/// lengths; both sets are moved to the middle of the right one first, so that these are small.
struct DistanceTiles {
  private let products: ProductTiles
  private let leftSquares: [Float]
  private let rightSquares: [Float]

  init(_ left: FeatureMatrix, _ right: FeatureMatrix) {
    let middle = right.columnMeans()
    let (a, b) = (left.subtracting(middle), right.subtracting(middle))
    products = ProductTiles(a, b)
    leftSquares = Self.squares(a)
    rightSquares = Self.squares(b)
  }

  /// As ``ProductTiles/forEach(pool:_:)``, with squared distances, none below zero.
  func forEach(
    pool: ThreadPool,
    _ body: (_ rows: Range<Int>, _ columns: Range<Int>, _ squares: UnsafePointer<Float>) -> Void
  ) {
    rightSquares.withUnsafeBufferPointer { right in
      products.forEach(pool: pool) { rows, columns, tile in
        for row in rows {
          let line = tile + (row - rows.lowerBound) * columns.count
          let square = leftSquares[row]
          for place in 0..<columns.count {
            line[place] = max(square + right[columns.lowerBound + place] - 2 * line[place], 0)
          }
        }
        body(rows, columns, tile)
      }
    }
  }

  private static func squares(_ features: FeatureMatrix) -> [Float] {
    features.values.withUnsafeBufferPointer { values in
      (0..<features.rows).map { row in
        var sum = 0.0
        for place in (row * features.columns)..<((row + 1) * features.columns) {
          sum += Double(values[place]) * Double(values[place])
        }
        return Float(sum)
      }
    }
  }
}
