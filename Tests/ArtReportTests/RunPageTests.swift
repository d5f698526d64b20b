import ArtPipeline
import Foundation
import Testing

@testable import ArtFiles
@testable import ArtReport

/// The page in the run's own folder.
struct RunPageTests {
  private let run: SmallRun

  init() throws { run = try SmallRun() }

  private func write(_ text: String) throws {
    try RunPage.report.write(in: run.folder) { try $0.append(Array(text.utf8)) }
  }

  private var page: String? { (try? run.data("report.html")).map { String(decoding: $0, as: UTF8.self) } }

  @Test func itIsRecordedAndReplaced() throws {
    try write("one")
    let first = try run.data("manifest.json")
    try write("one")
    #expect(try page == "one" && run.data("manifest.json") == first)
    try write("two")
    let pages = Manifest.read(in: run.folder)?.pages
    #expect(page == "two" && pages?.map(\.file) == ["report.html"] && pages?.first?.bytes == 3)
    // No other command writes over it.
    #expect(throws: PipelineError.self) { try run.folder.checkReplaceable("report.html") }
  }

  @Test(arguments: [true, false])
  func whatSomebodyPutThereIsKept(afterAPage: Bool) throws {
    if afterAPage { try write("one") }
    try run.write(Data("mine".utf8), to: "report.html")
    try write("two")
    #expect(try page == "two" && run.data("report.html.1") == Data("mine".utf8))
    let aside = Manifest.read(in: run.folder)?.movedAside
    #expect(aside?.last?.movedTo == "report.html.1" && aside?.last?.files == [])
  }

  @Test func aFolderOfItsNameIsMovedAside() throws {
    try FileManager.default.createDirectory(atPath: run.path("report.html/inner"), withIntermediateDirectories: true)
    try write("one")
    #expect(page == "one" && FileManager.default.fileExists(atPath: run.path("report.html.1/inner")))
  }

  @Test func aStagesFileIsLeftAlone() throws {
    try run.changeManifest { manifest in
      var stages = try #require(manifest["stages"] as? [[String: Any]])
      stages[1]["outputs"] = [["file": "report.html", "bytes": 4, "sha256": String(repeating: "0", count: 64)]]
      manifest["stages"] = stages
    }
    try run.write(Data("mine".utf8), to: "report.html")
    let error = #expect(throws: PipelineError.self) { try write("one") }
    #expect(error?.message.contains("writes this file") == true && page == "mine")
  }

  /// A full disk: the page before stays whole, and nothing else is left.
  @Test(arguments: [SystemCall.write, .sync, .rename, .open])
  func aFailureLeavesThePageBefore(call: SystemCall) throws {
    try write("one")
    let page = try run.page()
    let before = try FileManager.default.contentsOfDirectory(atPath: run.folder.path).sorted()
    let error = #expect(throws: PipelineError.self) {
      try SystemCall.$fault.withValue(SystemCall.Fault { $0 == call ? 28 : nil }) {
        try RunPage.report.write(in: run.folder) { writer in
          try page.forEachPiece { try writer.append(Array($0.utf8)) }
        }
      }
    }
    #expect(error?.message.contains(run.folder.path) == true)
    #expect(self.page == "one")
    #expect(try FileManager.default.contentsOfDirectory(atPath: run.folder.path).sorted() == before)
  }
}
