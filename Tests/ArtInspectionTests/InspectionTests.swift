import ArtData
import ArtMedia
import ArtTensor
import ArtTestSupport
import Foundation
import Testing

@testable import ArtInspection

/// What is found in a folder with one image of each kind.
struct InspectionTests {
  @Test func eachKindIsFound() throws {
    let shells = try ImageFolder()
    try shells.add(12) { try ImageFolder.patches($0) }
    try shells.add(ImageFolder.patches(0), as: "twice.png")
    try shells.add(ImageFolder.patches(3), as: "again.jpg")
    try shells.add(ImageFolder.patches(50, isGrey: true), as: "grey.png")
    try shells.add(ImageFolder.patches(51, width: 20, height: 20), as: "small.png")
    try shells.add(ImageFolder.patches(52, width: 120, height: 80), as: "wide.png")
    try shells.add(ImageFolder.patches(53, alpha: 0), as: "clear.png")
    for fixture in ["orientation6.jpg", "cmyk.jpg", "rgb16.png", "animated.gif"] { try shells.add(fixture: fixture) }
    let whole = try Data(JPEGFormat().encode(ImageFolder.patches(60)))
    try whole.prefix(500).write(to: URL(filePath: shells.path + "/cut.jpg"))
    try Data("no image".utf8).write(to: URL(filePath: shells.path + "/text.png"))
    try Data("note".utf8).write(to: URL(filePath: shells.path + "/note.txt"))

    let found = try shells.inspection()
    let named = Dictionary(uniqueKeysWithValues: found.findings(side: 64).map { ($0.name, Set($0.findings.map(\.id))) })
    let fixtureShape: Set = ["other-shape", "small"]
    #expect(
      named
        == [
          "cut.jpg": ["unusable"], "text.png": ["unusable"], "twice.png": ["copy"], "again.jpg": ["near-copy"],
          "grey.png": ["grey"], "small.png": ["small"], "wide.png": ["other-shape"], "clear.png": ["transparent"],
          "orientation6.jpg": fixtureShape.union(["turned"]), "cmyk.jpg": fixtureShape.union(["cmyk"]),
          "rgb16.png": fixtureShape.union(["16-bit"]), "animated.gif": fixtureShape.union(["animated"]),
        ])
    #expect(found.images.count == 22 && found.distinctCount == 21)
    #expect(found.others.description == "1 file of kinds that are not read (1 .txt)")
    #expect(!found.isGrey && found.usualShorterSide == 64 && found.classes.isEmpty)
    let words = found.findings(side: 64).filter { ["cut.jpg", "twice.png", "wide.png"].contains($0.name) }
      .flatMap { $0.findings.map(\.description) }
    #expect(
      words == [
        "cannot be used: this JPEG is damaged: part of the image is missing", "the same image as 0.png",
        "has another shape than most: 120×80",
      ])
  }

  @Test func theResultDoesNotDependOnThreads() throws {
    let shells = try ImageFolder()
    try shells.add(30) { try ImageFolder.patches($0 % 20) }
    let results = try [1, 2, 3].map { threads in
      try Inspection(shells.path, FolderSource(path: shells.path), pool: ThreadPool(threads: threads))
    }
    for result in results {
      #expect(result.findings(side: 64).map(\.findings) == results[0].findings(side: 64).map(\.findings))
      #expect(result.mirrorTest == results[0].mirrorTest && result.mirrorTest?.count == 20)
    }
  }

  @Test func classesAreCounted() throws {
    let shells = try ImageFolder()
    try shells.add(3, in: "cowrie") { try ImageFolder.patches($0) }
    try shells.add(2, in: "whelk") { try ImageFolder.patches($0 + 10) }
    try shells.add(ImageFolder.patches(20), as: "loose.png")
    #expect(
      try shells.inspection().classes.map { "\($0.name) \($0.count)" } == ["cowrie 3", "unsorted 1", "whelk 2"])
  }

  /// The tolerance is for JPEG's rounding: a tint is a colour.
  @Test(arguments: [(0, true), (8, true), (9, false), (60, false)] as [(UInt8, Bool)])
  func greyIsToldByPixels(spread: UInt8, isGrey: Bool) throws {
    var pixels = [UInt8](repeating: 100, count: 3 * 64)
    pixels[17] += spread
    let image = try PixelImage(width: 8, height: 8, channels: 3, pixels: pixels)
    #expect(try InspectedImage(image, name: "a").isGrey == isGrey)
  }

  /// A colour that nobody sees is none, and an alpha channel that hides nothing makes no image transparent.
  @Test func whatIsHiddenDoesNotCount() throws {
    var pixels: [UInt8] = Array(repeating: [200, 200, 200, 255], count: 64).flatMap(\.self)
    #expect(try !InspectedImage(PixelImage(width: 8, height: 8, channels: 4, pixels: pixels), name: "a").isTransparent)
    pixels.replaceSubrange(0..<4, with: [255, 0, 0, 0])
    let image = try InspectedImage(PixelImage(width: 8, height: 8, channels: 4, pixels: pixels), name: "a")
    #expect(image.isTransparent && image.isGrey && image.brightness == 200)
  }

  @Test(arguments: ["", "text", "archive"])
  func whatHoldsNoImageIsAnError(kind: String) throws {
    let shells = try ImageFolder()
    if kind == "text" { try Data("a".utf8).write(to: URL(filePath: shells.path + "/a.txt")) }
    let path = kind == "archive" ? shells.folder.path(of: "shells.zip") : shells.path
    if kind == "archive" { try Data("PK".utf8).write(to: URL(filePath: path)) }
    let error = #expect(throws: DatasetError.self) {
      try Inspection(path, FolderSource(path: path), pool: ThreadPool(threads: 1))
    }
    #expect(
      error?.description
        == [
          "":
            "\(path): the folder holds no images; found there: nothing; images end in .png, .jpg, .webp, .gif or the like",
          "text":
            "\(path): the folder holds no images; found there: 1 file: 1 .txt; images end in .png, .jpg, .webp, .gif or the like",
          "archive": "\(path): this is a file, not a folder; unpack it, and give the folder that comes out",
        ][kind])
  }

  struct RealFolder: Sendable, CustomTestStringConvertible {
    let name: String
    let count: Int
    var transparent = 0
    var classes = 0
    var copies = 0
    var allowsFlips = true

    var testDescription: String { name }
  }

  /// Photos beside their plans, which cannot be mirrored; stickers; ten classes of small photos; flags of which several are
  /// the same. Those that are there.
  static let realFolders = [
    RealFolder(name: "facades/train", count: 400, allowsFlips: false),
    RealFolder(name: "vendors/google/nature", count: 147, transparent: 147),
    RealFolder(name: "cifar", count: 12_000, classes: 10),
    RealFolder(name: "emoji", count: 1296, transparent: 1296, classes: 9, copies: 7),
  ].filter { TestData.path($0.name) != nil }

  @Test(.enabled(if: !realFolders.isEmpty, "\(TestData.reason("emoji"))"), arguments: realFolders)
  func realFoldersAreRead(_ folder: RealFolder) throws {
    let path = try #require(TestData.path(folder.name))
    let found = try Inspection(path, FolderSource(path: path), pool: ThreadPool(threads: 2))
    #expect(found.images.count == folder.count && found.rejected.isEmpty && !found.isGrey)
    #expect(found.images.count(where: \.isTransparent) == folder.transparent)
    #expect(found.classes.count == folder.classes && found.copies.count == folder.copies)
    #expect(found.mirrorTest?.allowsFlips == folder.allowsFlips)
  }
}
