import ArtMedia
import ArtSettings
import ArtTensor
import ArtTestSupport
import Testing

@testable import ArtData

struct FolderSourceTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// A PNG of one colour.
  private func png(_ color: [UInt8], width: Int = 4, height: Int = 4) throws -> [UInt8] {
    let pixels = Array(repeatElement(color, count: width * height).joined())
    let image = try PixelImage(width: width, height: height, channels: color.count, pixels: pixels)
    return try PNGFormat().encode(image)
  }

  private func load(_ source: FolderSource, _ request: DatasetRequest? = nil) throws -> Dataset {
    try source.load(request ?? DatasetRequest(height: 2, width: 2, channels: 3))
  }

  @Test func takesClassesFromSubfolders() throws {
    try folder.write("red/deep/1.png", png([255, 0, 0]))
    try folder.write("red/2.png", png([250, 0, 0]))
    try folder.write("blue/1.PNG", png([0, 0, 255]))
    try folder.write("blue/.hidden.png", png([9, 9, 9]))
    try folder.write(".cache/1.png", png([9, 9, 9]))
    try folder.write("notes.txt", [65])
    let set = try load(FolderSource(path: folder.path))
    #expect(set.count == 3)
    #expect(set.classNames == ["blue", "red"])
    #expect(set.labels == [0, 1, 1])
    #expect(set.rejected.isEmpty)
    let first = stride(from: 0, to: set.pixels.count, by: 12).map { Array(set.pixels[$0..<($0 + 3)]) }
    #expect(first == [[0, 0, 255], [250, 0, 0], [255, 0, 0]])
    #expect(try load(FolderSource(path: folder.path, hasLabels: false)).labels == nil)
  }

  @Test func putsImagesBesideSubfoldersIntoAClass() throws {
    try folder.write("1.png", png([1]))
    #expect(try load(FolderSource(path: folder.path)).labels == nil)
    try folder.write("a/1.png", png([1]))
    let set = try load(FolderSource(path: folder.path))
    #expect(set.classNames == ["a", "unsorted"])
    #expect(set.labels == [1, 0])
    #expect(try load(FolderSource(path: folder.path, isRecursive: false)).count == 1)
  }

  /// Of four channels colours are weighed by their alpha, and nothing is around what is padded: no colour bleeds in from
  /// where nothing shows.
  @Test func keepsWhatIsTransparent() throws {
    // The left half is half seen red, the right half is green that does not show.
    let row: [UInt8] = [255, 0, 0, 128, 255, 0, 0, 128, 0, 255, 0, 0, 0, 255, 0, 0]
    let image = try PixelImage(width: 4, height: 2, channels: 4, pixels: row + row)
    try folder.write("a.png", PNGFormat().encode(image))
    let set = try load(FolderSource(path: folder.path, fit: .pad), DatasetRequest(height: 4, width: 4, channels: 4))
    #expect(set.isTransparent && set.imageShape == [4, 4, 4])
    let (empty, shown) = (
      [UInt8](repeating: 0, count: 16), [128, 0, 0, 128, 128, 0, 0, 128] + [UInt8](repeating: 0, count: 8)
    )
    #expect(set.pixels == empty + shown + shown + empty)
    #expect(try Array(set.image(0).pixels[16..<20]) == [255, 0, 0, 128])
    // Made smaller, the edge is red and half as much seen; no green is in it.
    let small = try load(
      FolderSource(path: folder.path, fit: .stretch), DatasetRequest(height: 1, width: 1, channels: 4))
    #expect(small.pixels[1] == 0 && small.pixels[0] == small.pixels[3] && (60...68).contains(small.pixels[3]))
    // Without alpha it is on its background.
    let flat = try load(FolderSource(path: folder.path, fit: .pad), DatasetRequest(height: 4, width: 4, channels: 3))
    #expect(!flat.isTransparent && Array(flat.pixels[0..<3]) == [255, 255, 255])
    try folder.write("opaque/b.png", png([1, 2, 3]))
    #expect(
      try !load(FolderSource(path: folder.path + "/opaque"), DatasetRequest(height: 4, width: 4, channels: 4))
        .isTransparent)
  }

  static let fits: [(FitMode, [UInt8])] = [
    (.crop, [100, 100, 100, 100]),
    (.pad, [255, 255, 255, 255]),
    (.stretch, [10, 10, 10, 10]),
  ]

  /// A wide image, dark at its ends: cropping keeps the middle, padding puts white above, stretching shows all.
  @Test(arguments: fits)
  func changesProportions(fit: FitMode, topRowOrCorner: [UInt8]) throws {
    let row = [UInt8](repeating: 10, count: 8) + [UInt8](repeating: 100, count: 8) + [UInt8](repeating: 10, count: 8)
    let pixels = Array(repeatElement(row, count: 8).joined())
    let image = try PixelImage(width: 24, height: 8, channels: 1, pixels: pixels)
    try folder.write("wide.png", PNGFormat().encode(image))
    let set = try load(
      FolderSource(path: folder.path, fit: fit), DatasetRequest(height: 8, width: 8, channels: 1))
    // The corners of the result, the left ones first.
    let corners = [set.pixels[0], set.pixels[56], set.pixels[7], set.pixels[63]]
    #expect(corners.allSatisfy { abs(Int($0) - Int(topRowOrCorner[0])) < 8 }, "\(corners)")
  }

  @Test func putsTransparencyOnTheBackground() throws {
    try folder.write("a.png", png([200, 10, 10, 0]))
    let green = SettingColor(red: 0, green: 255, blue: 0)
    let set = try load(FolderSource(path: folder.path, background: green))
    #expect(Array(set.pixels.prefix(3)) == [0, 255, 0])
    let grey = try load(FolderSource(path: folder.path), DatasetRequest(height: 2, width: 2, channels: 1))
    #expect(grey.pixels == [255, 255, 255, 255])
  }

  @Test func goesOnPastBadFiles() throws {
    try folder.write("a/good.png", png([1, 2, 3]))
    try folder.write("a/cut.png", Array(png([1, 2, 3], width: 40, height: 40).dropLast(30)))
    try folder.write("b/empty.jpg", [])
    try folder.write("b/text.png", Array("no image".utf8))
    let set = try load(FolderSource(path: folder.path))
    #expect(set.count == 1)
    #expect(set.classNames == ["a"])
    #expect(set.rejected.map(\.file) == ["a/cut.png", "b/empty.jpg", "b/text.png"])
    #expect(set.rejected.allSatisfy { !$0.reason.isEmpty && !$0.reason.contains(folder.path) })
    #expect(set.rejected[1].description == "b/empty.jpg: the file is empty")
  }

  @Test func limitsByARandomChoice() throws {
    for i in 0..<20 { try folder.write("\(10 + i).png", png([UInt8(i)])) }
    let request = DatasetRequest(height: 1, width: 1, channels: 1, seed: 3)
    let source = FolderSource(path: folder.path, limit: 5)
    let set = try load(source, request)
    #expect(set.count == 5)
    #expect(set.pixels == set.pixels.sorted())
    #expect(set.pixels != [0, 1, 2, 3, 4])
    #expect(try load(source, request).contentHash == set.contentHash)
    var other = request
    other.seed = 4
    #expect(try load(source, other).contentHash != set.contentHash)
  }

  @Test func threadsMakeNoDifference() throws {
    for i in 0..<30 { try folder.write("\(i % 3)/\(i).png", png([UInt8(i), 5, 9], width: 9 + i, height: 12)) }
    try folder.write("1/bad.png", [1, 2, 3])
    let sets = try [1, 2, 3].map { threads in
      try load(
        FolderSource(path: folder.path),
        DatasetRequest(height: 8, width: 8, channels: 3, pool: ThreadPool(threads: threads)))
    }
    #expect(Set(sets.map(\.contentHash)).count == 1)
    #expect(sets.allSatisfy { $0.rejected.count == 1 && $0.count == 30 })
  }

  static let mistakes: [(String, [String], String, String)] = [
    (
      "nothing usable", (0..<8).map { "\($0).txt" } + (0..<4).map { "sub/\($0).heic" }, "",
      "TMP: the folder holds no images; found there: 12 files: 8 .txt, 4 .heic; "
        + "images end in .png, .jpg, .webp, .gif or the like"
    ),
    (
      "empty", [], "",
      "TMP: the folder holds no images; found there: nothing; "
        + "images end in .png, .jpg, .webp, .gif or the like"
    ),
    (
      "one of each", ["a.a", "b.b", "c.c", "d.d", "e.e", "f.f", "g.g"], "",
      "TMP: the folder holds no images; found there: "
        + "7 files: 1 .a, 1 .b, 1 .c, 1 .d, 1 .e, 2 others; "
        + "images end in .png, .jpg, .webp, .gif or the like"
    ),
    (
      "all bad", ["a.png", "b.png", "c.jpg", "d.png"], "",
      "TMP: none of the 4 images can be used: a.png: the file is empty; b.png: the file is empty; "
        + "c.jpg: the file is empty; and 1 more"
    ),
    ("one bad", ["a.png"], "", "TMP: the only image cannot be used: a.png: the file is empty"),
    ("missing", ["flowers/a.png"], "/flower", "TMP/flower: there is no such folder; did you mean 'TMP/flowers'?"),
    ("far off", ["flowers/a.png"], "/xyz", "TMP/xyz: there is no such folder"),
    ("a file", ["a.png"], "/a.png", "TMP/a.png: this is a file, not a folder; give the folder it is in"),
  ]

  @Test(arguments: mistakes)
  func saysWhatIsWrong(_: String, files: [String], path: String, expected: String) throws {
    for file in files { try folder.write(file) }
    let error = #expect(throws: DatasetError.self) { try load(FolderSource(path: folder.path + path)) }
    #expect(folder.words(error) == expected)
  }

  @Test(.enabled(if: TestData.path("emoji") != nil, "\(TestData.reason("emoji"))"))
  func readsEmoji() throws {
    let path = try #require(TestData.path("emoji"))
    let set = try load(
      FolderSource(path: path), DatasetRequest(height: 28, width: 28, channels: 3, pool: ThreadPool(threads: 2)))
    #expect(set.count == 1296)
    #expect(set.classNames.count == 9)
    #expect(set.rejected.isEmpty)
    // Transparent corners are white.
    let corners = (0..<set.count).filter { set.pixels[$0 * set.imageSize] == 255 }
    #expect(corners.count > 1000)
  }
}
