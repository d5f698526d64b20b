import ArtFiles
import ArtPipeline
import Foundation
import Testing

/// `artpipe runs clean` frees what runs have moved aside, and nothing else.
struct RunCleaningTests {
  private let folder: TemporaryFolder

  /// A run whose work was moved aside twice.
  init() throws {
    folder = try TemporaryFolder()
    for text in ["x", "yy", "zzz"] {
      _ = try Workbench.run(
        Workbench.plan(#"{"stages": [{"kind": "costly", "id": "work", "text": "\#(text)"}]}"#), in: folder)
    }
  }

  private func cleaning() throws -> RunCleaning { try RunCleaning(RunFolder(folder.path)) }

  private func write(_ text: String, to name: String) throws {
    try FileManager.default.createDirectory(
      at: URL(fileURLWithPath: folder.path(of: name)).deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path(of: name)))
  }

  private func names() throws -> [String] { try folder.files().keys.filter { !$0.hasPrefix(".lock") }.sorted() }

  @Test func whatWasMovedAsideIsFreed() throws {
    try write("half a file", to: ".tmp/.artpipe-1.tmp")
    let before = try names()
    let cleaning = try cleaning()
    #expect(cleaning.items.map(\.name) == ["work.1", "work.2", ".tmp"])
    #expect(cleaning.items.map(\.bytes) == [24, 26, 11])
    #expect(
      cleaning.items.map(\.reason) == ["the text is another", "the text is another", "a run was killed"])
    // Looking changes nothing.
    #expect(try names() == before)
    #expect(try cleaning.clean() == [])
    #expect(try names() == ["manifest.json", "work/a.txt", "work/b.txt"])
    #expect(!FileManager.default.fileExists(atPath: folder.path(of: "work.1")))
    #expect(try self.cleaning().items == [])
    #expect(try #require(Manifest.read(in: RunFolder(folder.path))).movedAside == nil)
  }

  @Test func whatAPersonPutThereStays() throws {
    try write("mine", to: "work.1/notes/mine.txt")
    try write("mine now", to: "work.2/a.txt")
    try write("mine too", to: "work.7/a.txt")
    #expect(try cleaning().kept == ["work.1/notes/mine.txt"])
    #expect(try cleaning().clean() == ["work.1/notes/mine.txt", "work.2/a.txt"])
    #expect(
      try names() == [
        "manifest.json", "work.1/notes/mine.txt", "work.2/a.txt", "work.7/a.txt", "work/a.txt", "work/b.txt",
      ])
    #expect(try cleaning().items.map(\.name) == ["work.1", "work.2"])
  }

  /// A manifest from elsewhere names what it did not write.
  @Test func aForeignManifestFreesNothing() throws {
    try write("mine", to: "photos/1.jpg")
    let path = folder.path(of: "manifest.json")
    let text = try String(contentsOfFile: path, encoding: .utf8)
      .replacing("\"movedTo\" : \"work.1\"", with: "\"movedTo\" : \"photos\"")
      .replacing("\"file\" : \"work.1/a.txt\"", with: "\"file\" : \"photos/1.jpg\"")
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    #expect(try cleaning().clean() == [])
    #expect(try names().contains("photos/1.jpg"))
  }

  @Test func aLinkIsNotFollowed() throws {
    let other = try TemporaryFolder()
    try FileManager.default.moveItem(atPath: folder.path(of: "work.1"), toPath: other.path(of: "work.1"))
    try FileManager.default.createSymbolicLink(
      atPath: folder.path(of: "work.1"), withDestinationPath: other.path(of: "work.1"))
    _ = try cleaning().clean()
    #expect(try other.files().keys.sorted() == ["work.1/a.txt", "work.1/b.txt"])
  }

  @Test func folderInUseIsLeftAlone() throws {
    let lock = try RunLock(RunFolder(folder.path))
    let error = #expect(throws: PipelineError.self) { try cleaning().clean() }
    #expect(error?.code == .busy)
    withExtendedLifetime(lock) {}
  }

  @Test func otherFoldersAreRefused() throws {
    let other = try TemporaryFolder()
    let error = #expect(throws: PipelineError.self) { try RunCleaning(RunFolder(other.path)) }
    #expect(
      error?.description
        == "\(other.path) is no run folder: it has neither manifest.json nor a folder 'train'; give the folder that 'artpipe run' named, such as runs/NAME"
    )
    #expect(error?.code == .missingInput)
  }
}
