import ArtFiles
import ArtMedia
import ArtTensor
import ArtTestSupport
import Foundation
import Synchronization
import Testing

@testable import ArtData

/// What lies in people's folders beside images, and names that look alike.
struct StrangeFolderTests {
  private let folder: TemporaryFolder
  private let image: [UInt8]

  init() throws {
    folder = try TemporaryFolder()
    image = try PNGFormat().encode(PixelImage(width: 3, height: 2, channels: 1, fill: 9))
  }

  private func load(_ source: FolderSource? = nil) throws -> Dataset {
    try (source ?? FolderSource(path: folder.path)).load(DatasetRequest(height: 2, width: 2, channels: 1))
  }

  private func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: "\(folder.path)/\(name)", withDestinationPath: target)
  }

  @Test func filesOfOtherKindsAreCountedByTheirEndings() throws {
    for name in ["a.png", "b.heic", "sub/c.HEIC", "d.psd", "e", "f.txt", "g.txt", "h.txt"] {
      try folder.write(name, image)
    }
    let set = try load()
    #expect(set.count == 1)
    #expect("\(set.others)" == "7 files of kinds that are not read (3 .txt, 2 .heic, 1 .psd, 1 without an ending)")
    #expect(set.rejected.isEmpty)
  }

  @Test(arguments: [
    "@eaDir/a.jpg", "sub/@eaDir/a.jpg", "__MACOSX/a.png", ".thumbnails/a.png", "Thumbs.db", "desktop.ini", ".DS_Store",
    "#recycle/a.png", "$RECYCLE.BIN/a.png", "System Volume Information/a.png",
  ])
  func whatSystemsPutThereIsNoImage(name: String) throws {
    try folder.write("sub/a.png", image)
    try folder.write(name, image)
    let set = try load()
    #expect(set.count == 1)
    #expect(set.classNames == ["sub"])
    #expect(set.others.isEmpty)
    #expect(set.rejected.isEmpty)
  }

  @Test func whatIsNoRegularFileIsNamed() throws {
    try folder.write("a.png", image)
    #expect(mkfifo("\(folder.path)/b.png", 0o600) == 0)
    try link("c.png", to: "/dev/zero")
    try link("d.png", to: "nowhere.png")
    let set = try load()
    #expect(set.count == 1)
    #expect(set.rejected.map(\.file) == ["b.png", "c.png", "d.png"])
    try FolderSource(path: folder.path).check()
    _ = try FolderSource(path: folder.path).fingerprint(DatasetRequest())
  }

  /// The system opens it, and gives no byte of it.
  @Test func whatTheSystemDoesNotGiveIsNamed() throws {
    for name in ["a.png", "c.png"] { try folder.write(name, image) }
    try link("b.png", to: "/proc/self/mem")
    let set = try load()
    #expect(set.count == 2)
    #expect(set.rejected.map(\.file) == ["b.png"])
    try FolderSource(path: folder.path).check()
    // The disk fails to give it: without it the set would be another one.
    let error = #expect(throws: DatasetError.self) {
      try FolderSource(path: folder.path).fingerprint(DatasetRequest())
    }
    #expect(error?.code == .unreadable && error?.file == "\(folder.path)/b.png")
    try FileManager.default.removeItem(atPath: "\(folder.path)/b.png")
    #expect(try FolderSource(path: folder.path).fingerprint(DatasetRequest()) != nil)
  }

  /// A disk that does not give an image at once, and one that never gives it: no training goes on without it, and who only
  /// looks at the folder is told.
  @Test(arguments: [1, 2, 100])
  func aDiskThatStumblesLeavesNoImageOut(failures: Int) throws {
    for name in ["a.odd", "b.png"] { try folder.write(name, name == "b.png" ? image : [7]) }
    func source() throws -> FolderSource {
      FolderSource(
        path: folder.path, formats: try ImageFormatRegistry([PNGFormat(), StumblingFormat(failures: failures)]))
    }
    let found = try source().decode(["a.odd", "b.png"], pool: ThreadPool(threads: 1)) { _, _ in }
    #expect(found.map { $0?.reason } == [failures == 1 ? nil : "the disk does not answer", nil])
    guard failures > 1 else {
      try source().check()
      let set = try load(source())
      #expect(set.count == 2 && set.rejected.isEmpty)
      return
    }
    for body in [{ try source().check() }, { _ = try load(source()) }] as [() throws -> Void] {
      let error = #expect(throws: DatasetError.self) { try body() }
      #expect(error?.code == .unreadable && error?.file == "\(folder.path)/a.odd")
      #expect(error?.description.contains("the disk does not answer; to go on without it, move it out") == true)
    }
  }

  /// A folder that is not looked into is another set; so is one with the images of a run, whose manifest was not seen.
  @Test(arguments: [(SystemCall.open, 2), (.examine, 4)])
  func aDiskThatDoesNotShowAFolderIsTold(call: SystemCall, after: Int) throws {
    for name in ["a.png", "sub/b.png"] { try folder.write(name, image) }
    func contents(goesOn: Bool) throws -> FolderContents {
      try SystemCall.$fault.withValue(.failing(call, after: after)) {
        try FolderSource(path: folder.path).contents(goesOn: goesOn)
      }
    }
    let error = #expect(throws: DatasetError.self) { try contents(goesOn: false) }
    #expect(error?.code == .unreadable && error?.file?.hasPrefix("\(folder.path)/sub") == true)
    let found = try contents(goesOn: true)
    #expect(found.images == ["a.png"] && found.rejected.map(\.file) == ["sub"])
  }

  /// A hash is asked for twice too.
  @Test(arguments: [EIO, ENOSPC, EMFILE, EACCES])
  func aFingerprintDoesNotFollowADiskThatStumbles(code: Int32) throws {
    for name in ["a.png", "b.png"] { try folder.write(name, image) }
    let source = FolderSource(path: folder.path)
    let request = DatasetRequest(pool: ThreadPool(threads: 1))
    let hash = try source.fingerprint(request)
    for number in 1...4 {
      for call in [SystemCall.read, .examine] {
        let found = try SystemCall.$fault.withValue(.only(number, call, code)) { try source.fingerprint(request) }
        #expect(found == hash, "\(call) \(number)")
      }
    }
    #expect(throws: DatasetError.self) {
      try SystemCall.$fault.withValue(.failing(.read)) { try source.fingerprint(request) }
    }
  }

  /// A file of 20 GB that takes no room on the disk.
  @Test func hugeFilesAreNamedWithTheLimit() throws {
    try folder.write("a.png", image)
    let huge = try folder.write("b.png")
    #expect(truncate(huge, 20 << 30) == 0)
    let set = try load()
    #expect(set.count == 1)
    #expect(set.rejected.map(\.file) == ["b.png"])
    #expect(set.rejected.first?.reason.contains("1073741824") == true)
    _ = try FolderSource(path: folder.path).fingerprint(DatasetRequest())
  }

  /// The result is the same, but for images that do not fit into memory alone.
  @Test func largeImagesAreDecodedOneAfterAnother() throws {
    for (name, side) in [("a", 3), ("b", 20), ("c", 100)] {
      let image = try PixelImage(width: side, height: side, channels: 1, fill: UInt8(side))
      try folder.write("\(name).png", PNGFormat().encode(image))
    }
    var reader = ImageReader(
      folder: folder.path, formats: .standard, fit: ImageFit(mode: .crop), height: 1, width: 1, channels: 1)
    let names = ["a.png", "b.png", "c.png"]
    let pool = ThreadPool(threads: 2)
    #expect(try reader.read(names, pool: pool).pixels == [3, 20, 100])
    reader.memory = 4000
    let result = try reader.read(names, pool: pool)
    #expect(result.pixels == [3, 20])
    #expect(result.rejected.map(\.file) == ["c.png"])
    #expect(result.rejected.first?.reason.contains("the image is 100×100; the limit is") == true)
  }

  /// As an ordinary user finds `lost+found` on a disk; root may enter everywhere.
  @Test(.enabled(if: geteuid() != 0, "root may enter everywhere"))
  func foldersThatMayNotBeEnteredAreNamed() throws {
    try folder.write("a/a.png", image)
    try folder.write("lost+found/b.png", image)
    #expect(chmod("\(folder.path)/lost+found", 0) == 0)
    defer { chmod("\(folder.path)/lost+found", 0o700) }
    let set = try load()
    #expect(set.count == 1)
    #expect(set.rejected.map(\.file) == ["lost+found"])
    #expect(set.rejected.first?.reason.contains("permission denied") == true)
  }

  @Test func aFolderKeepsItsNameFromALinkToIt() throws {
    for name in ["cats/1.png", "cats/2.png", "dogs/3.png"] { try folder.write(name, image) }
    try link("all", to: "cats")
    let set = try load()
    #expect(set.classNames == ["cats", "dogs"])
    #expect(set.labels == [0, 0, 1])
  }

  @Test func linksToFoldersElsewhereAreFollowed() throws {
    let other = try TemporaryFolder()
    try other.write("1.png", image)
    try folder.write("b/2.png", image)
    try link("a", to: other.path)
    // Back up: the folder is in use already.
    try link("b/up", to: "..")
    let set = try load()
    #expect(set.classNames == ["a", "b"])
    #expect(set.count == 2)
  }

  /// "é" as one character, and as a letter and an accent.
  @Test func namesThatLookAlikeAreTwo() throws {
    for name in ["caf\u{E9}/1.png", "cafe\u{301}/2.png", "dog/3.png"] { try folder.write(name, image) }
    let names = try load().classNames.map { Array($0.utf8) }
    #expect(names == ["cafe\u{301}", "caf\u{E9}", "dog"].map { Array($0.utf8) })
    #expect(try load().labels == [0, 1, 2])
  }

  /// "/" and a mark after it are one character to Swift.
  @Test func namesMayBeginWithAMark() throws {
    // Foundation makes no such paths.
    for (subfolder, name) in [("vowel", "\u{93E}.png"), ("\u{93F}", "1.png")] {
      #expect(mkdir("\(folder.path)/\(subfolder)", 0o700) == 0)
      let file = try #require(fopen("\(folder.path)/\(subfolder)/\(name)", "w"))
      #expect(fwrite(image, 1, image.count, file) == image.count)
      fclose(file)
    }
    let set = try load()
    #expect(set.count == 2)
    #expect(set.classNames == ["vowel", "\u{93F}"])
  }
}

/// A format of files that the system does not give the first times.
private struct StumblingFormat: ReadableImageFormat {
  let id = "odd"
  let suffixes = ["odd"]
  private let left: Left

  private final class Left: Sendable {
    let count: Atomic<Int>

    init(_ count: Int) { self.count = Atomic(count) }
  }

  init(failures: Int) { left = Left(failures) }

  func recognizes(_ bytes: [UInt8]) -> Bool { bytes == [7] }

  func decode(_ bytes: [UInt8], limits: ImageLimits) throws(MediaError) -> PixelImage {
    guard left.count.subtract(1, ordering: .relaxed).oldValue <= 0 else {
      throw MediaError(.unavailable, "the disk does not answer")
    }
    return try PixelImage(width: 1, height: 1, channels: 1, fill: 1)
  }
}
