import Foundation

/// What a coordinate network is told of each place in one respect: a number for each column, for each row, or for each pixel.
package struct CoordinatePlaces: Sendable {
  /// 1 where all rows are alike, or all columns.
  package let rows: Int
  package let columns: Int
  /// Row by row.
  package let numbers: [Float]

  /// A number for each pixel of an image, row by row.
  package func map(of size: Size2D) -> [Float] {
    (0..<size.height).flatMap { row in
      (0..<size.width).map { column in numbers[(rows == 1 ? 0 : row) * columns + (columns == 1 ? 0 : column)] }
    }
  }
}

extension CoordinateNetwork {
  /// Of each coordinate, in the order of the first kernel's rows.
  package var places: [CoordinatePlaces] {
    let (x, y) = (size.columns(0..<size.width), size.rows(0..<size.height))
    func row(_ numbers: [Float]) -> CoordinatePlaces {
      CoordinatePlaces(rows: 1, columns: numbers.count, numbers: numbers)
    }
    func column(_ numbers: [Float]) -> CoordinatePlaces {
      CoordinatePlaces(rows: numbers.count, columns: 1, numbers: numbers)
    }
    guard wraps else {
      let distances = y.flatMap { y in x.map { x in (x * x + y * y).squareRoot() } }
      return [row(x), column(y), CoordinatePlaces(rows: y.count, columns: x.count, numbers: distances)]
    }
    func around(_ places: [Float], _ side: Int) -> (sines: [Float], cosines: [Float]) {
      let radius = Float(side) / Float(size.shorter)
      let angles = places.map { Double($0 * (Float.pi / radius)) }
      return (angles.map { Float(sin($0)) * radius }, angles.map { Float(cos($0)) * radius })
    }
    let (across, down) = (around(x, size.width), around(y, size.height))
    return [row(across.sines), row(across.cosines), column(down.sines), column(down.cosines)]
  }
}
