import Testing

@testable import ArtMedia

@Suite struct SheetTests {
  @Test(arguments: [
    (1, 1), (2, 2), (3, 2), (4, 2), (5, 3), (8, 4), (9, 3), (10, 5), (12, 4), (16, 4), (24, 6), (100, 10),
  ])
  func gridsAreNearlySquare(count: Int, columns: Int) {
    let chosen = SheetGrid.columns(for: count)
    #expect(chosen == columns)
  }

  static func flat(_ value: UInt8, channels: Int = 1, width: Int = 4, height: Int = 3) throws -> PixelImage {
    try PixelImage(width: width, height: height, channels: channels, fill: value)
  }

  @Test func tilesStandInOrder() throws {
    let tiles = try (1...5).map { try Self.flat(UInt8($0)) }
    let sheet = try Sheet(columns: 3, padding: 2, background: .black).render(tiles)
    #expect([sheet.width, sheet.height, sheet.channels] == [20, 12, 1])
    for y in 0..<sheet.height {
      for x in 0..<sheet.width {
        let (column, row) = ((x - 2) / 6, (y - 2) / 5)
        let isInside = x >= 2 && y >= 2 && (x - 2) % 6 < 4 && (y - 2) % 5 < 3 && row * 3 + column < 5
        #expect(sheet[x, y] == (isInside ? UInt8(row * 3 + column + 1) : 0))
      }
    }
  }

  @Test func tilesAreEnlarged() throws {
    let tile = try gradient(width: 4, height: 3, channels: 3)
    let squares = try Sheet(padding: 0, scale: 3).render([tile])
    #expect(squares == (try tile.resized(width: 12, height: 9, resampling: .nearest)))
    let smooth = try Sheet(padding: 0, scale: 3, upscaling: .smooth).render([tile])
    #expect(smooth == (try tile.resized(width: 12, height: 9, resampling: .lanczos)))
  }

  @Test func differentImagesShareASheet() throws {
    let tiles = [try Self.flat(10), try Self.flat(20, channels: 3, width: 2, height: 1), try Self.flat(0, channels: 4)]
    let sheet = try Sheet(columns: 3, padding: 1, background: RGBColor("#ff0000") ?? .black).render(tiles)
    #expect(sheet.channels == 3)
    #expect(sheet[1, 1, 1] == 10)
    #expect(sheet[7, 2, 2] == 20 && sheet[6, 2, 2] == 0)  // in the middle of its cell
    #expect(sheet[12, 2, 0] == 255)  // seen through
  }

  @Test func aTransparentSheetKeepsItsTiles() throws {
    let half = try PixelImage(width: 1, height: 1, channels: 4, pixels: [200, 100, 50, 128])
    let sheet = try Sheet(columns: 2, padding: 1, isTransparent: true, scale: 2).render([
      half, Self.flat(10, width: 1, height: 1),
    ])
    #expect([sheet.width, sheet.height, sheet.channels] == [7, 4, 4])
    func pixel(_ x: Int, _ y: Int) -> [UInt8] { (0..<4).map { sheet[x, y, $0] } }
    #expect(pixel(0, 0) == [0, 0, 0, 0] && pixel(3, 1) == [0, 0, 0, 0])
    #expect(pixel(1, 1) == [200, 100, 50, 128] && pixel(2, 2) == [200, 100, 50, 128])
    #expect(pixel(4, 1) == [10, 10, 10, 255])
  }

  @Test func digitsCanBeRead() throws {
    var image = try PixelImage(width: 61, height: 7, channels: 1)
    PixelFont.draw("0123456789", into: &image, x: 1, y: 0, scale: 1, color: .white)
    let lines = (0..<7).map { y in String((0..<61).map { image[$0, y] > 0 ? "#" : "." }) }
    #expect(
      lines == [
        "..###....#....###...###.....#..#####...##..#####..###...###..",
        ".#...#..##...#...#.#...#...##..#......#........#.#...#.#...#.",
        ".#...#...#.......#.....#..#.#..####..#........#..#...#.#...#.",
        ".#...#...#.....##....##..#..#......#.####....#....###...####.",
        ".#...#...#....#........#.#####.....#.#...#...#...#...#.....#.",
        ".#...#...#...#.....#...#....#..#...#.#...#..#....#...#....#..",
        "..###...###..#####..###.....#...###...###...#.....###...##...",
      ])
  }

  @Test(arguments: ["white", "black", "#808080", "yellow"])
  func numbersStandBelowTheirTiles(background: String) throws {
    let color = try RGBColor(parsing: background)
    let tiles = try (0..<3).map { _ in try Self.flat(128, width: 20, height: 20) }
    let sheet = try Sheet(columns: 3, padding: 2, background: color, firstNumber: 9).render(tiles)
    #expect([sheet.width, sheet.height] == [68, 33])
    let text = color.readableText.red
    for index in 0..<3 {
      let corner = (x: 2 + index * 22, y: 2)
      for y in 0..<20 { for x in 0..<20 { #expect(sheet[corner.x + x, corner.y + y, 0] == 128) } }
      let written = (21..<30).flatMap { y in (0..<20).map { sheet[corner.x + $0, 2 + y, 0] } }
      #expect(written.filter { $0 == text }.count > 8)
    }
  }

  @Test func narrowTilesMakeRoomForNumbers() throws {
    let sheet = try Sheet(columns: 2, padding: 0, firstNumber: 1000).render([try Self.flat(0), try Self.flat(0)])
    #expect(sheet.width == 2 * PixelFont.width(of: "1001"))
  }

  @Test(arguments: [
    (Sheet(columns: 0), "a sheet's columns must be from 1 to 1000000, not 0"),
    (Sheet(padding: -1), "a sheet's padding must be from 0 to 10000, not -1"),
    (Sheet(scale: 0), "a sheet's scale must be from 1 to 10000, not 0"),
    (Sheet(firstNumber: -1), "a sheet's first number must be from 0 to 1000000000, not -1"),
  ])
  func refusesSettingsWithoutSense(sheet: Sheet, reason: String) throws {
    let tile = try Self.flat(0)
    #expect(throws: MediaError(.invalidArgument, reason)) { try sheet.render([tile]) }
  }

  @Test func refusesEmptyAndEnormousSheets() throws {
    #expect(throws: MediaError(.invalidArgument, "a sheet needs at least one image")) { try Sheet().render([]) }
    let tile = try Self.flat(0)
    let error = #expect(throws: MediaError.self) { try Sheet(scale: 10_000).render([tile, tile]) }
    #expect(error?.code == .tooLarge)
  }
}
