import ArtFiles
import ArtTestSupport
import Testing

@testable import ArtData

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

struct IDXSourceTests {
  static let placesOfPrograms: [(images: String, labels: String)] = [
    ("train-images-idx3-ubyte", "train-labels-idx1-ubyte"),
    // As torchvision keeps them, seen from its root, from the set's folder and from the one in it.
    ("MNIST/raw/train-images-idx3-ubyte", "MNIST/raw/train-labels-idx1-ubyte"),
    ("FashionMNIST/raw/train-images-idx3-ubyte.gz", "FashionMNIST/raw/train-labels-idx1-ubyte"),
    ("raw/train-images-idx3-ubyte", "raw/train-labels-idx1-ubyte"),
    // As some programs unpack them: into folders of the files' names.
    ("train-images-idx3-ubyte/train-images-idx3-ubyte", "train-labels-idx1-ubyte/train-labels-idx1-ubyte"),
    ("train-images.idx3-ubyte", "train-labels.idx1-ubyte"),
  ]

  @Test(arguments: placesOfPrograms)
  func findsFilesWhereProgramsPutThem(layout: (images: String, labels: String)) throws {
    let folder = try TemporaryFolder()
    let images = IDXBuilder.images(3, 2, 2)
    try folder.write(layout.images, layout.images.hasSuffix(".gz") ? GzipBuilder.file(images) : images)
    try folder.write(layout.labels, IDXBuilder.labels([2, 0, 1]))
    #expect(IDXSource.recognizes(path: folder.path))
    let set = try IDXSource(path: folder.path).load(DatasetRequest())
    #expect(set.count == 3)
    #expect(set.labels == [2, 0, 1])
  }

  /// Labels that the disk does not show are not taken for missing.
  @Test(arguments: ["raw/", "train-labels-idx1-ubyte/"])
  func aDiskThatFailsLosesNoLabels(place: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("train-images-idx3-ubyte", IDXBuilder.images(3, 2, 2))
    try folder.write("\(place)train-labels-idx1-ubyte", IDXBuilder.labels([2, 0, 1]))
    let source = IDXSource(path: folder.path)
    #expect(try source.find().labels != nil)
    #expect(throws: DatasetError.self) {
      try SystemCall.$fault.withValue(.failing(.open, after: 1)) { try source.find() }
    }
  }

  /// A folder that has a file's name, beside the file.
  @Test func takesTheFileAndNotTheFolderBesideIt() throws {
    let folder = try TemporaryFolder()
    try folder.write("train-images.idx3-ubyte", IDXBuilder.images(3, 2, 2))
    try folder.write("train-labels.idx1-ubyte", IDXBuilder.labels([2, 0, 1]))
    try folder.write("train-images-idx3-ubyte/train-images-idx3-ubyte", IDXBuilder.images(5, 2, 2))
    try folder.write("train-labels-idx1-ubyte/train-labels-idx1-ubyte", IDXBuilder.labels([0, 0, 0, 0, 0]))
    let set = try IDXSource(path: folder.path).load(DatasetRequest())
    #expect(set.labels == [2, 0, 1])
  }

  @Test func tellsSetsOfTorchvisionApart() throws {
    let folder = try TemporaryFolder()
    try folder.write("MNIST/raw/train-images-idx3-ubyte", IDXBuilder.images(3, 2, 2))
    try folder.write("KMNIST/raw/train-images-idx3-ubyte", IDXBuilder.images(4, 2, 2))
    let error = #expect(throws: DatasetError.self) { try IDXSource(path: folder.path).load(DatasetRequest()) }
    #expect(error?.reason.contains("several sets") == true)
  }

  /// No memory is taken for images that are not wanted, and a claim that no memory holds is refused.
  @Test func takesMemoryForWhatIsWanted() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a-images-idx3-ubyte", IDXBuilder.file([1 << 14, 1 << 13, 1 << 11], []))
    #expect(truncate(path, 16 + (1 << 38)) == 0)
    let error = #expect(throws: DatasetError.self) { try IDXSource(path: path).load(DatasetRequest()) }
    #expect(
      error?.reason.contains("16,384 images of 8192×2048 take 275 GB of memory") == true, "\(error?.reason ?? "")")
    let set = try IDXSource(path: path, limit: 1).load(DatasetRequest(height: 4, width: 4, channels: 1))
    #expect(set.pixels == [UInt8](repeating: 0, count: 16))
  }

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  static let layouts: [(images: String, labels: String)] = [
    ("train-images-idx3-ubyte", "train-labels-idx1-ubyte"),
    ("train-images.idx3-ubyte", "train-labels.idx1-ubyte"),
    ("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"),
    ("train-images-idx3-ubyte", "train-labels-idx1-ubyte.gz"),
    ("train10k-images-idx3-ubyte.gz", "train10k-labels-idx1-ubyte.gz"),
    ("fashion-mnist-train-images-idx3-ubyte", "fashion-mnist-train-labels-idx1-ubyte"),
  ]

  private func pack(_ name: String, _ bytes: [UInt8]) -> [UInt8] {
    name.hasSuffix(".gz") ? GzipBuilder.file(bytes) : bytes
  }

  @Test(arguments: layouts)
  func findsImagesAndLabels(layout: (images: String, labels: String)) throws {
    try folder.write(layout.images, pack(layout.images, IDXBuilder.images(3, 2, 2)))
    try folder.write(layout.labels, pack(layout.labels, IDXBuilder.labels([4, 0, 2])))
    for path in [folder.path, folder.path + "/", "\(folder.path)/\(layout.images)"] {
      let set = try IDXSource(path: path).load(DatasetRequest())
      #expect(set.count == 3)
      #expect(set.labels == [4, 0, 2])
      #expect(set.classNames == ["0", "1", "2", "3", "4"])
      #expect(set.pixels == (0..<12).map { UInt8($0) })
      #expect(set.name == layout.images)
    }
  }

  @Test func takesTheAskedPartAndMNISTsNamesFirst() throws {
    try folder.write("train-images-idx3-ubyte", IDXBuilder.images(3, 2, 2))
    try folder.write("train10k-images-idx3-ubyte", IDXBuilder.images(4, 2, 2))
    try folder.write("t10k-images-idx3-ubyte.gz", GzipBuilder.file(IDXBuilder.images(5, 2, 2)))
    #expect(try IDXSource(path: folder.path).load(DatasetRequest()).count == 3)
    let test = try IDXSource(path: folder.path, part: .test).load(DatasetRequest())
    #expect(test.count == 5)
    #expect(test.labels == nil)
    #expect(test.classNames.isEmpty)
  }

  @Test func readsEMNISTByColumns() throws {
    let name = "emnist-letters-train-images-idx3-ubyte"
    try folder.write(name, IDXBuilder.file([1, 2, 3], [1, 2, 3, 4, 5, 6]))
    let set = try IDXSource(path: folder.path).load(DatasetRequest())
    #expect([set.height, set.width] as [Int] == [3, 2])
    #expect(set.pixels == [1, 4, 2, 5, 3, 6])
    let rows = try IDXSource(path: folder.path, order: .rows).load(DatasetRequest())
    #expect(rows.pixels == [1, 2, 3, 4, 5, 6])
  }

  @Test func readsColour() throws {
    try folder.write("train-images-idx4-ubyte", IDXBuilder.file([2, 2, 1, 3], (0..<12).map { UInt8($0) }))
    let set = try IDXSource(path: folder.path).load(DatasetRequest())
    #expect([set.count, set.height, set.width, set.channels] == [2, 2, 1, 3])
  }

  @Test func limitsAndFits() throws {
    try folder.write("train-images-idx3-ubyte", IDXBuilder.file([2, 2, 2], [UInt8](repeating: 90, count: 8)))
    try folder.write("train-labels-idx1-ubyte", IDXBuilder.labels([0, 1]))
    let set = try IDXSource(path: folder.path, limit: 1).load(DatasetRequest(height: 6, width: 4, channels: 3))
    #expect([set.count, set.height, set.width, set.channels] == [1, 6, 4, 3])
    #expect(set.labels == [0])
    #expect(set.pixels == [UInt8](repeating: 90, count: 72))
  }

  static let mistakes: [(String, [(String, [UInt8])], IDXSource.Part, String)] = [
    (
      "nothing", [("a.txt", []), ("b.txt", []), ("c", [])], .train,
      "TMP: the folder holds no IDX file of training images; found there: 3 files: 2 .txt, 1 without an ending; "
        + "such files are named like train-images-idx3-ubyte.gz"
    ),
    (
      "other part", [("t10k-images-idx3-ubyte", [])], .train,
      "TMP: the folder holds no IDX file of training images, only t10k-images-idx3-ubyte; "
        + "set \"part\" to \"test\" to use them"
    ),
    (
      "several", [("a-train-images-idx3-ubyte", []), ("b-train-images-idx3-ubyte", [])], .train,
      "TMP: the folder holds several sets: a-train-images-idx3-ubyte, b-train-images-idx3-ubyte; "
        + "give the path of one of these files"
    ),
    (
      "labels for images", [("train-images-idx3-ubyte", IDXBuilder.labels([1]))], .train,
      "TMP/train-images-idx3-ubyte: the file holds an array of 1 dimension; images have 3, or 4 with colour; "
        + "it looks like the labels; give the file of images"
    ),
    (
      "images for labels",
      [
        ("train-images-idx3-ubyte", IDXBuilder.images(1, 2, 2)),
        ("train-labels-idx1-ubyte", IDXBuilder.images(1, 2, 2)),
      ], .train, "TMP/train-labels-idx1-ubyte: the file holds an array of 3 dimensions; labels have one"
    ),
    (
      "count",
      [
        ("train-images-idx3-ubyte", IDXBuilder.images(2, 2, 2)), ("train-labels-idx1-ubyte", IDXBuilder.labels([1])),
      ], .train, "TMP/train-labels-idx1-ubyte: there are 1 labels, but 2 images in TMP/train-images-idx3-ubyte"
    ),
    (
      "no image", [("train-images-idx3-ubyte", IDXBuilder.images(0, 2, 2))], .train,
      "TMP/train-images-idx3-ubyte: the file holds 0 images of 2×2: nothing to learn from"
    ),
    (
      "channels", [("train-images-idx4-ubyte", IDXBuilder.file([1, 1, 1, 2], [1, 2]))], .train,
      "TMP/train-images-idx4-ubyte: the images have 2 channels; 1 or 3 can be read"
    ),
  ]

  @Test(arguments: mistakes)
  func saysWhatIsWrong(_: String, files: [(String, [UInt8])], part: IDXSource.Part, expected: String) throws {
    for (name, bytes) in files { try folder.write(name, bytes) }
    let error = #expect(throws: DatasetError.self) {
      try IDXSource(path: folder.path, part: part).load(DatasetRequest())
    }
    #expect(folder.words(error) == expected)
  }

  @Test func suggestsANeighbour() throws {
    try folder.write("mnist/train-images-idx3-ubyte")
    let error = #expect(throws: DatasetError.self) {
      try IDXSource(path: folder.path + "/minst").load(DatasetRequest())
    }
    #expect(folder.words(error) == "TMP/minst: there is no such file or folder; did you mean 'TMP/mnist'?")
  }

  @Test(.enabled(if: TestData.path("mnist") != nil, "\(TestData.reason("mnist"))"))
  func readsMNIST() throws {
    let path = try #require(TestData.path("mnist"))
    for part in IDXSource.Part.allCases {
      let set = try IDXSource(path: path, part: part).load(DatasetRequest())
      #expect([set.count, set.height, set.width, set.channels] == [10_000, 28, 28, 1])
      let labels = try #require(set.labels)
      #expect(Set(labels) == Set(0...9))
      let mean = set.pixels.reduce(0) { $0 + Int($1) } / set.pixels.count
      #expect((30...37).contains(mean))
    }
  }
}
