import ArtTensor
import CArtKernels
import Testing

@Suite struct ReduceTests {
  static let shapes = [
    (0, 3), (1, 1), (5, 1), (1000, 1), (63, 2), (64, 3), (4099, 3), (200, 31), (129, 32), (77, 33), (300, 64),
    (70, 100),
    (65, 128), (3, 1000), (1, 5000), (2, 0),
  ]

  static func numbers(_ rows: Int, _ columns: Int) -> [Float] {
    // Far from zero, so that careless sums lose digits.
    RandomKey(seed: UInt64(rows * 7919 + columns)).normals(count: rows * columns).map { $0 + 3 }
  }

  @Test(arguments: shapes) func sumsMatchDoublePrecision(rows: Int, columns: Int) {
    let x = Self.numbers(rows, columns)
    var down = [Float](repeating: .nan, count: columns)
    var along = [Float](repeating: .nan, count: rows)
    art_sum_over_rows(x, rows, columns, &down)
    art_sum_over_columns(x, rows, columns, &along)
    for c in 0..<columns {
      let exact = (0..<rows).reduce(0.0) { $0 + Double(x[$1 * columns + c]) }
      #expect(abs(Double(down[c]) - exact) <= 4e-7 * abs(exact), "column \(c)")
    }
    for r in 0..<rows {
      let exact = (0..<columns).reduce(0.0) { $0 + Double(x[r * columns + $1]) }
      #expect(abs(Double(along[r]) - exact) <= 4e-7 * abs(exact), "row \(r)")
    }
    let exact = x.reduce(0.0) { $0 + Double($1) }
    #expect(abs(Double(art_sum(x, x.count)) - exact) <= 4e-7 * abs(exact))
  }

  @Test func aLongSumKeepsItsDigits() {
    let x = [Float](repeating: 0.1, count: 20_000_000)
    #expect(abs(Double(art_sum(x, x.count)) - Double(Float(0.1)) * 2e7) < 2)
  }

  @Test(arguments: shapes) func maximaAreExact(rows: Int, columns: Int) {
    let x = Self.numbers(rows, columns).map { -$0 }
    var down = [Float](repeating: .nan, count: columns)
    var along = [Float](repeating: .nan, count: rows)
    art_max_over_rows(x, rows, columns, &down)
    art_max_over_columns(x, rows, columns, &along)
    for c in 0..<columns {
      let column = (0..<rows).map { x[$0 * columns + c] }
      #expect(down[c] == column.max() ?? -.infinity, "column \(c)")
    }
    for r in 0..<rows {
      let row = x[r * columns..<(r + 1) * columns]
      #expect(along[r] == row.max() ?? -.infinity, "row \(r)")
    }
    #expect(art_max(x, x.count) == x.max() ?? -.infinity)
  }

  @Test(arguments: [0, 1, 63, 64, 100, 129]) func aMaximumIsNotANumberWhereAnElementIs(place: Int) {
    var x = Self.numbers(130, 1)
    x[place] = .nan
    var down: Float = 0
    art_max_over_rows(x, 130, 1, &down)
    #expect(down.isNaN)
    #expect(art_max(x, 130).isNaN)
  }
}
