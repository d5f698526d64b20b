import Testing

@testable import ArtMedia

@Suite("Blending into a hole")
struct PoissonBlendTests {
  /// Repeatable noise.
  private func noise(_ width: Int, _ height: Int, _ channels: Int, _ seed: UInt32) throws -> PixelImage {
    var state = seed
    let pixels = (0..<width * height * channels).map { _ in
      state = state &* 1_664_525 &+ 1_013_904_223
      return UInt8(truncatingIfNeeded: state >> 24)
    }
    return try PixelImage(width: width, height: height, channels: channels, pixels: pixels)
  }

  /// Holes of several kinds in an image of 7×6: inside, at edges and corners, in parts, nearly all.
  static let holes: [String] = [
    "....... ....... ..###.. ..###.. ....... .......", "##..... ##..... ....... ......# .....## ......#",
    "####### ####### ....... ....... ####### #######", "####### ####### ###.### ####### ####### #######",
    "#.#.#.# .#.#.#. #.#.#.# .#.#.#. #.#.#.# .#.#.#.", "....... ...#... ....... ....... ....... .......",
  ]

  static func mask(_ hole: String) throws -> PixelMask {
    try PixelMask(width: 7, height: 6, isHole: hole.filter { $0 != " " }.map { $0 == "#" })
  }

  @Test("solves what a direct solver solves", arguments: holes)
  func direct(hole: String) throws {
    let mask = try Self.mask(hole)
    let (image, around) = (try noise(7, 6, 1, 3), try noise(7, 6, 1, 9))
    let (source, surroundings) = (image.pixels.map(Double.init), around.pixels.map(Double.init))
    let system = PoissonSystem(mask)
    let found = system.solution(source: source, surroundings: surroundings)
    let exact = Self.solved(mask, source, surroundings)
    #expect(found.count == exact.count)
    #expect(zip(found, exact).allSatisfy { abs($0 - $1) < 1e-6 })
    let blended = try image.blended(into: around, hole: mask)
    var unknown = 0
    for place in 0..<42 {
      if mask.isHole[place] {
        let value = UInt8(min(255, max(0, exact[unknown].rounded())))
        #expect(abs(Int(blended.pixels[place]) - Int(value)) <= 1)
        unknown += 1
      } else {
        #expect(blended.pixels[place] == around.pixels[place])
      }
    }
  }

  /// Equation 7 of Pérez et al. as a dense matrix, by Gaussian elimination.
  private static func solved(_ mask: PixelMask, _ source: [Double], _ surroundings: [Double]) -> [Double] {
    let places = mask.isHole.indices.filter { mask.isHole[$0] }
    var rows = places.enumerated().map { number, place -> [Double] in
      var row = [Double](repeating: 0, count: places.count + 1)
      for (dx, dy) in [(0, 1), (1, 0), (0, -1), (-1, 0)] {
        let (x, y) = (place % mask.width + dx, place / mask.width + dy)
        guard x >= 0, y >= 0, x < mask.width, y < mask.height else { continue }
        let other = y * mask.width + x
        row[number] += 1
        row[places.count] += source[place] - source[other]
        if let unknown = places.firstIndex(of: other) {
          row[unknown] -= 1
        } else {
          row[places.count] += surroundings[other]
        }
      }
      return row
    }
    for pivot in rows.indices {
      let best = (pivot..<rows.count).max { abs(rows[$0][pivot]) < abs(rows[$1][pivot]) } ?? pivot
      rows.swapAt(pivot, best)
      for row in rows.indices where row != pivot {
        let factor = rows[row][pivot] / rows[pivot][pivot]
        if factor != 0 { for column in pivot...places.count { rows[row][column] -= factor * rows[pivot][column] } }
      }
    }
    return rows.indices.map { rows[$0][places.count] / rows[$0][$0] }
  }

  @Test("what differs by a colour alone leaves no trace", arguments: [1, 3, 4])
  func offset(channels: Int) throws {
    var around = try noise(7, 6, channels, 5)
    around.withUnsafeMutablePixels { for place in $0.indices { $0[place] = 60 + $0[place] / 4 } }
    var brighter = around
    brighter.withUnsafeMutablePixels { for place in $0.indices { $0[place] += 40 } }
    for hole in Self.holes { #expect(try brighter.blended(into: around, hole: Self.mask(hole)) == around) }
  }

  @Test("refuses what does not fit together")
  func refusals() throws {
    let (small, large) = (try noise(7, 6, 1, 1), try noise(8, 6, 1, 1))
    let mask = try Self.mask(Self.holes[0])
    #expect(throws: MediaError(.invalidArgument, "images of 8×6 and 7×6 and a mask of 7×6 cannot be blended")) {
      try large.blended(into: small, hole: mask)
    }
    let all = try PixelMask(width: 7, height: 6, isHole: [Bool](repeating: true, count: 42))
    #expect(throws: MediaError(.invalidArgument, "the hole covers the whole image, so there is nothing to blend into"))
    {
      try small.blended(into: small, hole: all)
    }
    #expect(throws: MediaError(.invalidArgument, "a mask of 2×2 has 4 pixels, not 1")) {
      try PixelMask(width: 2, height: 2, isHole: [true])
    }
  }

  @Test("a mask is white, or what shows through")
  func masks() throws {
    let grey = try PixelImage(width: 4, height: 1, channels: 1, pixels: [0, 127, 128, 255])
    #expect(try PixelMask(whiteOf: grey).isHole == [false, false, true, true])
    let clear = try PixelImage(
      width: 2, height: 1, channels: 4, pixels: [255, 255, 255, 127, 255, 255, 255, 128])
    #expect(PixelMask(transparencyOf: clear).isHole == [true, false])
    #expect(try PixelMask(whiteOf: clear).isHole == [false, true])
    #expect(PixelMask(transparencyOf: grey).holeCount == 0)
    // Half of the size: whatever some of the hole comes into.
    let mask = try PixelMask(width: 4, height: 4, isHole: (0..<16).map { $0 == 5 })
    #expect(try mask.fitted(width: 2, height: 2, mode: .crop).isHole == [true, false, false, false])
    #expect(try mask.fitted(width: 4, height: 4, mode: .pad) == mask)
  }
}
