import Foundation
import Testing

@testable import ArtReport

/// A page has at most 25 MB.
struct PageRoomTests {
  @Test(arguments: [(1, [9]), (2, [0, 9]), (4, [0, 3, 6, 9]), (10, Array(0..<10)), (50, Array(0..<10))])
  func someAreChosenEvenly(count: Int, places: [Int]) {
    #expect(ReportPage.evenly(Array(0..<10), count) == places)
  }

  @Test(
    arguments: [0, 1, 99, 100, 450, 999, 1000, 5000], [[Int](repeating: 100, count: 10), (1...10).map { 20 * $0 }, []])
  func asManyFitAsThereIsRoomFor(room: Int, sizes: [Int]) {
    let places = ReportPage.within(sizes, room: room)
    let total = places.reduce(0) { $0 + sizes[$1] }
    #expect(total <= room && places == places.sorted() && Set(places).count == places.count)
    if places.count > 1 { #expect(places.first == 0 && places.last == sizes.count - 1) }
    // One more would not fit.
    if places.count < sizes.count {
      let more = ReportPage.evenly(Array(sizes.indices), places.count + 1).reduce(0) { $0 + sizes[$1] }
      #expect(more > room || sizes.count == 10 && sizes[0] == 20)
    }
  }

  /// A PNG of a size in bytes; what its pixels are does not matter here.
  private static func png(_ bytes: Int) -> Data {
    func number(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) } }
    func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
      number(content.count) + Array(name.utf8) + content + number(0)
    }
    let header = number(64) + number(48) + [8, 2, 0, 0, 0]
    return Data(
      [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", header)
        + chunk("IDAT", [UInt8](repeating: 7, count: bytes)) + chunk("IEND", []))
  }

  @Test func sheetsAreThinnedEvenly() throws {
    let run = try SmallRun()
    for step in 1...60 {
      try run.write(Self.png(700_000), to: String(format: "train/samples/step-%07d.png", step * 10))
    }
    let (report, html) = try run.report()
    let shown = report.sheets.shown
    #expect(html.utf8.count <= ReportPage.limit && html.utf8.count > 23_000_000)
    // Those of the run's own are there too.
    #expect(report.sheets.all == 65 && shown.first?.step == 0 && shown.last?.step == 600)
    #expect(
      report.gaps == [
        "65 sheets of the training would be more than 25 MB; \(shown.count) of them are here, evenly, the first and the "
          + "last among them"
      ])
    #expect(shown.last?.width == 64 && shown.last?.height == 48)
    #expect(report.images.count == 5)
  }

  @Test func theLargestImageIsLeftOutFirst() throws {
    let run = try SmallRun()
    try run.write(Self.png(15_000_000), to: "preview.png")
    try run.write(Self.png(9_000_000), to: "photo.jpg")
    let (report, html) = try run.report()
    #expect(html.utf8.count <= ReportPage.limit)
    #expect(
      report.gaps == ["Training images of “preview” has 15 MB and is left out: a page has at most 25 MB"])
    #expect(report.images.map(\.stage) == ["photo", "gif", "webp", "mp4"] && report.sheets.shown.count == 5)
  }
}
