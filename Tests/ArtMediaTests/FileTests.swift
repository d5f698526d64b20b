import ArtFiles
import Foundation
import Testing

@testable import ArtMedia

@Suite struct FileTests {
  let folder: TemporaryFolder
  let image: PixelImage

  init() throws {
    folder = try TemporaryFolder()
    image = try gradient(width: 20, height: 10, channels: 3)
  }

  @Test func writesAndReplaces() throws {
    let file = folder.file("a.png")
    for value: UInt8 in [1, 2] {
      let flat = try PixelImage(width: 3, height: 2, channels: 1, fill: value)
      try PNGFormat().write(flat, to: .typed(file), ImageOptions(metadata: ["n": "\(value)"]))
      #expect(try ImageDecoder().decode(file: file) == flat)
      #expect(try MetadataReader().metadata(file: file) == ["n": "\(value)"])
    }
    #expect(try folder.names == ["a.png"])
  }

  @Test func linksStayLinks() throws {
    let target = folder.file("real.png")
    let link = folder.file("link.png")
    try PNGFormat().write(try PixelImage(width: 1, height: 1, channels: 1), to: .typed(target))
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
    try PNGFormat().write(image, to: .typed(link))
    #expect(try ImageDecoder().decode(file: target) == image)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == target)
  }

  @Test func placesThatCannotBeWrittenAreNamed() throws {
    let missing = folder.file("no/such/a.png")
    let error = #expect(throws: MediaError.self) { try PNGFormat().write(image, to: .typed(missing)) }
    #expect(error?.description == "\(missing): cannot create the file: no such file or directory")
    #expect(throws: MediaError(.unwritable, file: folder.path, "this is a folder, not a file")) {
      try PNGFormat().write(image, to: .typed(folder.path))
    }
    #expect(throws: MediaError(.unwritable, file: "/dev/full", "this is not a regular file")) {
      try PNGFormat().write(image, to: .typed("/dev/full"))
    }
    #expect(try folder.names == [])
  }

  @Test func newFilesHaveOrdinaryPermissions() throws {
    let plain = folder.file("plain")
    #expect(FileManager.default.createFile(atPath: plain, contents: nil))
    try PNGFormat().write(image, to: .typed(folder.file("a.png")))
    let modes = try [plain, folder.file("a.png")].map {
      try FileManager.default.attributesOfItem(atPath: $0)[.posixPermissions] as? Int
    }
    #expect(modes[0] == modes[1])
  }
}
