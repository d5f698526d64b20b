import Foundation
import Testing

@testable import ArtMedia

@Suite struct FileTests {
  let folder: TemporaryFolder
  let picture: PixelImage

  init() throws {
    folder = try TemporaryFolder()
    picture = try gradient(width: 20, height: 10, channels: 3)
  }

  @Test func writesAndReplaces() throws {
    let file = folder.file("a.png")
    for value: UInt8 in [1, 2] {
      let flat = try PixelImage(width: 3, height: 2, channels: 1, fill: value)
      try PNGEncoder().write(flat, to: file, metadata: ["n": "\(value)"])
      #expect(try ImageDecoder().decode(file: file) == flat)
      #expect(try ImageMetadata.read(file: file) == ["n": "\(value)"])
    }
    #expect(try folder.names == ["a.png"])
  }

  @Test func linksStayLinks() throws {
    let target = folder.file("real.png")
    let link = folder.file("link.png")
    try PNGEncoder().write(try PixelImage(width: 1, height: 1, channels: 1), to: target)
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
    try PNGEncoder().write(picture, to: link)
    #expect(try ImageDecoder().decode(file: target) == picture)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == target)
  }

  @Test func devicesAreWrittenTo() throws {
    try PNGEncoder().write(picture, to: "/dev/null")
    #expect(FileKind("/dev/null") == .special)
  }

  @Test func placesThatCannotBeWrittenAreNamed() throws {
    let missing = folder.file("no/such/a.png")
    let error = #expect(throws: MediaError.self) { try PNGEncoder().write(picture, to: missing) }
    #expect(error?.description == "\(missing): cannot create the file: no such file or directory")
    #expect(throws: MediaError(.unwritable, file: folder.path, "this is a folder, not a file")) {
      try PNGEncoder().write(picture, to: folder.path)
    }
    #expect(throws: MediaError.self) { try PNGEncoder().write(picture, to: "/dev/full") }
    #expect(try folder.names == [])
  }

  @Test func droppedFilesLeaveNothing() throws {
    do {
      let pending = try PendingFile(folder.file("a.mp4"))
      #expect(try folder.names == [".artpipe-\(ProcessInfo.processInfo.processIdentifier)-0.tmp"])
      _ = consume pending
    }
    #expect(try folder.names == [])
  }

  @Test func filesInProgressDoNotDisturbOneAnother() throws {
    let first = try PendingFile(folder.file("a.mp4"))
    let second = try PendingFile(folder.file("b.mp4"))
    #expect(first.temporary != second.temporary)
    try first.commit()
    try second.commit()
    #expect(try folder.names == ["a.mp4", "b.mp4"])
  }

  @Test func newFilesHaveOrdinaryPermissions() throws {
    let plain = folder.file("plain")
    #expect(FileManager.default.createFile(atPath: plain, contents: nil))
    try PNGEncoder().write(picture, to: folder.file("a.png"))
    let modes = try [plain, folder.file("a.png")].map {
      try FileManager.default.attributesOfItem(atPath: $0)[.posixPermissions] as? Int
    }
    #expect(modes[0] == modes[1])
  }

  @Test func pipesAreRead() throws {
    let pipe = folder.file("pipe")
    #expect(mkfifo(pipe, 0o600) == 0)
    let bytes = try PNGEncoder(compressionLevel: 0).encode(try gradient(width: 300, height: 200, channels: 3))
    let writer = Thread {
      guard let output = FileHandle(forWritingAtPath: pipe) else { return }
      try? output.write(contentsOf: Data(bytes))
      try? output.close()
    }
    writer.start()
    #expect(try FileBytes.read(pipe) == bytes)
  }
}
