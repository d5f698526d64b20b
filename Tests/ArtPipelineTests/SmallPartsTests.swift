import ArtFiles
import ArtSettings
import Foundation
import Testing

@testable import ArtPipeline

struct SmallPartsTests {
  @Test func theRateIsThatOfTheLastSeconds() {
    var meter = RateMeter(window: .seconds(10))
    let start = ContinuousClock.now
    #expect(meter.rate == nil)
    meter.mark(0, at: start)
    #expect(meter.rate == nil)
    meter.mark(10, at: start + .seconds(10))
    #expect(meter.rate == 1)
    for second in 1...20 { meter.mark(10 + 3 * second, at: start + .seconds(10 + second)) }
    #expect(meter.rate == 3)
  }

  @Test(arguments: [(10, 240, [0, 24, 48, 72, 96, 120, 144, 168, 192, 216]), (3, 2, [0, 1]), (1, 9, [0])])
  func framesAreSpreadEvenly(wanted: Int, count: Int, frames: [Int]) {
    #expect(SheetStage.spread(wanted, over: count) == frames)
  }

  @Test(arguments: [(7, 10, "0007"), (12_345, 12_345, "12345"), (1, 123_456, "000001")])
  func numbersSortAsTexts(number: Int, count: Int, text: String) {
    #expect(ImagesStage.digits(number, of: count) == text)
  }

  @Test(arguments: [(28, 3), (64, 1), (63, 2), (200, 1), (1, 64)])
  func smallImagesAreEnlarged(side: Int, scale: Int) {
    #expect(TileSettings.scale(forTilesOf: side) == scale)
  }

  @Test func hashesOfFilesAreThoseOfTheirBytes() throws {
    let folder = try TemporaryFolder()
    let path = folder.path(of: "x")
    try Data(repeating: 7, count: 3_000_000).write(to: URL(fileURLWithPath: path))
    let found = try SHA256.hash(file: path)
    #expect(found.bytes == 3_000_000)
    #expect(found.hash.hex == "892f2fe04ec507da2fe21530851fc8c60ae8a0d9b126b61d7168fd5dbb209a1b")
    #expect(throws: FileError.self) { try SHA256.hash(file: folder.path(of: "y")) }
  }
}
