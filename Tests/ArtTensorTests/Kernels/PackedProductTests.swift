import ArtTensor
import CArtKernels
import Testing

/// Products in scratch memory of the caller, and products of thin factors, against double precision.
@Suite struct PackedProductTests {
  /// Two factors as they lie in memory, with room at the end of each row.
  private struct Factors {
    let (rows, columns, depth): (Int, Int, Int)
    let transposes: (left: Bool, right: Bool)
    let (aRow, bRow, productRow): (Int, Int, Int)
    let a: [Float]
    let b: [Float]

    init(_ size: (Int, Int, Int), _ transposes: (Bool, Bool)) {
      (rows, columns, depth) = size
      self.transposes = transposes
      (aRow, bRow, productRow) =
        ((transposes.0 ? rows : depth) + 2, (transposes.1 ? depth : columns) + 3, columns + 1)
      a = RandomKey(seed: 3).normals(count: aRow * max(rows, depth, 1))
      b = RandomKey(seed: 4).normals(count: bRow * max(columns, depth, 1))
    }

    func exact(_ i: Int, _ j: Int) -> Double {
      (0..<depth).reduce(0.0) {
        $0 + Double(a[transposes.left ? $1 * aRow + i : i * aRow + $1])
          * Double(b[transposes.right ? j * bRow + $1 : $1 * bRow + j])
      }
    }

    /// The largest error of a product that was added to `before`, and whether the gaps behind its rows are untouched.
    func check(_ product: [Float], before: Float) -> (error: Double, leavesGaps: Bool) {
      var worst = 0.0
      for i in 0..<rows {
        for j in 0..<columns {
          let error = abs(Double(product[i * productRow + j]) - exact(i, j) - Double(before))
          worst = max(worst, error.isNaN ? .infinity : error)
        }
      }
      return (worst, (0..<rows).allSatisfy { product[$0 * productRow + columns] == -7 })
    }

    var tolerance: Double { 1e-5 * (1 + Double(depth).squareRoot()) }

    func filled(_ value: Float) -> [Float] {
      (0..<rows * productRow).map { $0 % productRow == columns ? -7 : value }
    }
  }

  static let transposes = [(false, false), (false, true), (true, false), (true, true)]

  /// Sizes around the blocks of 256 rows, 384 steps and 32 columns, and steps that meet in the same cache lines.
  static let sizes = [
    (1, 1, 1), (3, 5, 7), (12, 32, 16), (13, 33, 17), (25, 16, 384), (255, 31, 385), (257, 65, 50), (600, 17, 129),
    (40, 100, 1022), (1022, 40, 30), (7, 9, 0),
  ]

  @Test(arguments: sizes, transposes)
  func packedProduct(_ size: (Int, Int, Int), _ transposes: (Bool, Bool)) {
    let factors = Factors(size, transposes)
    let count = art_product_scratch(size.0, size.2)
    for before: Float in [.nan, 2] {
      var product = factors.filled(before)
      var scratch = [Float](repeating: .nan, count: count + 8)
      art_product(
        transposes.0 ? 1 : 0, transposes.1 ? 1 : 0, size.0, size.1, size.2, factors.a, factors.aRow, factors.b,
        factors.bRow, &product, factors.productRow, before.isNaN ? 0 : 1, &scratch)
      let (worst, leavesGaps) = factors.check(product, before: before.isNaN ? 0 : before)
      #expect(worst <= factors.tolerance)
      #expect(leavesGaps)
      #expect(scratch[count...].allSatisfy { $0.isNaN }, "wrote behind its scratch memory")
    }
  }

  /// Scratch memory for a product serves every smaller one: blocks are of like size, not the largest.
  @Test func scratchMemoryServesSmallerProducts() {
    for (rows, depth) in [(257, 385), (300, 400), (511, 767), (1000, 1000)] {
      for smaller in stride(from: 1, through: rows, by: 13) {
        #expect(art_product_scratch(smaller, depth) <= art_product_scratch(rows, depth))
        #expect(art_product_scratch(rows, smaller) <= art_product_scratch(rows, max(depth, smaller)))
      }
    }
  }

  static let thinSizes = [(1, 1, 1), (1, 5000, 3), (2, 17, 33), (3, 100, 64), (4, 2100, 21), (4, 3, 100), (2, 40, 0)]

  @Test(arguments: thinSizes, [false, true])
  func thinProduct(_ size: (Int, Int, Int), transposesLeft: Bool) {
    let factors = Factors(size, (transposesLeft, false))
    var product = factors.filled(.nan)
    art_thin_product(
      factors.a, transposesLeft ? 1 : factors.aRow, transposesLeft ? factors.aRow : 1, factors.b, factors.bRow, size.0,
      size.1, size.2, &product, factors.productRow)
    let (worst, leavesGaps) = factors.check(product, before: 0)
    #expect(worst <= factors.tolerance)
    #expect(leavesGaps)
  }

  @Test(arguments: thinSizes)
  func thinDots(_ size: (Int, Int, Int)) {
    let factors = Factors(size, (false, true))
    var product = factors.filled(.nan)
    art_thin_dots(
      factors.a, factors.aRow, factors.b, factors.bRow, size.0, size.1, size.2, &product, factors.productRow)
    let (worst, leavesGaps) = factors.check(product, before: 0)
    #expect(worst <= factors.tolerance)
    #expect(leavesGaps)
  }

  @Test(arguments: [(1, 1, 16), (5, 3, 16), (16, 16, 16), (17, 32, 32), (40, 19, 32), (33, 48, 50)], [false, true])
  func panelsHoldTheMatrix(_ size: (rows: Int, columns: Int, width: Int), isTransposed: Bool) {
    let (rows, columns, width) = size
    let gap = 3
    let (rowStep, columnStep) = isTransposed ? (1, rows + gap) : (columns + gap, 1)
    let matrix = (0..<(max(rows, columns) * (max(rows, columns) + gap))).map { Float($0) + 1 }
    var panel = [Float](repeating: -7, count: rows * width + 1)
    art_pack_panel(matrix, rowStep, columnStep, rows, columns, &panel, width)
    let expected = (0..<rows).flatMap { r in
      (0..<width).map { c in c < columns ? matrix[r * rowStep + c * columnStep] : 0 }
    }
    #expect(panel == expected + [-7])
  }
}
