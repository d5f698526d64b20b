import ArtMedia
import ArtSettings
import Testing

@testable import ArtData

/// Looking at images without loading them all: what it refuses is what loading refuses, in the same words.
struct CheckTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func words(_ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch {
      return "\(error)"
    }
  }

  /// The message of a check, which must be that of loading.
  private func message(_ source: some DatasetSource) -> String? {
    let checked = words { try source.check() }
    #expect(checked == words { _ = try source.load(DatasetRequest(height: 2, width: 2, channels: 1)) })
    return checked
  }

  @Test func foldersNeedOneImageThatCanBeRead() throws {
    #expect(message(FolderSource(path: "\(folder.path)/none"))?.contains("there is no such folder") == true)
    try folder.write("a/notes.txt", [65])
    let source = FolderSource(path: "\(folder.path)/a")
    #expect(message(source)?.contains("the folder holds no images; found there: 1 file: 1 .txt") == true)
    try folder.write("a/1.png", [1, 2, 3])
    #expect(message(source)?.contains("the only image cannot be used: 1.png: ") == true)
    let image = try PNGFormat().encode(PixelImage(width: 3, height: 2, channels: 1, fill: 9))
    try folder.write("a/2.png", image)
    #expect(message(source) == nil)
    try folder.write("b/class/1.png", image)
    #expect(message(FolderSource(path: "\(folder.path)/b")) == nil)
    #expect(message(FolderSource(path: "\(folder.path)/b", isRecursive: false))?.contains("holds no images") == true)
  }

  @Test(
    arguments: [
      (IDXBuilder.images(3, 2, 2), IDXBuilder.labels([1, 0, 1]), nil),
      (IDXBuilder.images(3, 2, 2), nil, nil),
      (IDXBuilder.images(3, 2, 2).dropLast(), nil, "3 images of 2×2 need 12 bytes after the header, found 11"),
      (IDXBuilder.images(3, 2, 2) + [7], nil, "need 12 bytes after the header, but the file goes on after them"),
      (IDXBuilder.labels([1, 2]), nil, "the file holds an array of 1 dimension; images have 3"),
      (IDXBuilder.images(0, 2, 2), nil, "nothing to learn from"),
      (IDXBuilder.file([1, 2, 2, 2], [UInt8](repeating: 0, count: 8)), nil, "the images have 2 channels"),
      (IDXBuilder.file([1, 1, 1], [0], type: 9), nil, "the file holds signed bytes"),
      ([1, 2, 3, 4, 5], nil, "this is no IDX file: it begins with 01 02 03 04"),
      ([], nil, "the file is empty"),
      (IDXBuilder.images(3, 2, 2), IDXBuilder.labels([1, 0]), "there are 2 labels, but 3 images"),
      (IDXBuilder.images(3, 2, 2), IDXBuilder.images(3, 1, 1), "an array of 3 dimensions; labels have one"),
    ] as [([UInt8], [UInt8]?, String?)])
  func filesNeedHeadersThatFit(images: [UInt8], labels: [UInt8]?, expected: String?) throws {
    try folder.write("train-images-idx3-ubyte", images)
    if let labels { try folder.write("train-labels-idx1-ubyte", labels) }
    let found = message(IDXSource(path: folder.path))
    if let expected {
      #expect(found?.contains(expected) == true, "\(found ?? "nothing")")
    } else {
      #expect(found == nil)
    }
  }

  @Test func packedFilesAreLookedAtByTheirHeaders() throws {
    try folder.write("train-images-idx3-ubyte.gz", GzipBuilder.file(IDXBuilder.images(100, 28, 28)))
    try folder.write("train-labels-idx1-ubyte.gz", GzipBuilder.file(IDXBuilder.labels([1, 2])))
    #expect(message(IDXSource(path: folder.path))?.contains("there are 2 labels, but 100 images") == true)
    try folder.write(
      "train-labels-idx1-ubyte.gz", GzipBuilder.file(IDXBuilder.labels([UInt8](repeating: 1, count: 100))))
    #expect(message(IDXSource(path: folder.path)) == nil)
  }

  @Test func foldersTellTheirClasses() throws {
    let image = try PNGFormat().encode(PixelImage(width: 3, height: 2, channels: 1, fill: 9))
    try folder.write("1.png", image)
    func count(_ hasLabels: Bool = true) throws -> Int? {
      try FolderSource(path: folder.path, hasLabels: hasLabels).classCount()
    }
    #expect(try count() == 0)
    try folder.write("cat/1.png", image)
    #expect(try count() == 2)
    #expect(try count(false) == 0)
    #expect(throws: DatasetError.self) { try FolderSource(path: "\(folder.path)/none").classCount() }
    try folder.write("train-images-idx3-ubyte", IDXBuilder.images(1, 2, 2))
    #expect(try IDXSource(path: folder.path).classCount() == 0)
    try folder.write("train-labels-idx1-ubyte", IDXBuilder.labels([1]))
    #expect(try IDXSource(path: folder.path).classCount() == nil)
  }

  @Test func drawnSetsAreAlwaysThere() throws {
    let specification = try #require(
      DatasetRegistry.standard.read("strokes", path: "dataset", in: SettingsEnvironment(), log: ProblemLog()))
    try specification.source.check()
  }
}
