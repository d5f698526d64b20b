import ArtFiles
import ArtMedia
import ArtSettings
import ArtTensor
import Testing

@testable import ArtData

/// Pairs and sides of files, with files that are odd or damaged among them.
struct PairsSourceTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func png(_ grey: UInt8, _ width: Int = 4, _ height: Int = 4) throws -> [UInt8] {
    try PNGFormat().encode(PixelImage(width: width, height: height, channels: 1, fill: grey))
  }

  /// Two halves of one colour each.
  private func halves(_ left: UInt8, _ right: UInt8, _ width: Int = 8, _ height: Int = 4) throws -> [UInt8] {
    try PNGFormat().encode(
      PixelImage(
        width: width, height: height, channels: 1,
        pixels: (0..<(width * height)).map { $0 % width < width / 2 ? left : right }))
  }

  private func load(_ source: any DatasetSource, _ side: Int = 2, seed: UInt64 = 1, threads: Int = 2) throws -> Dataset
  {
    try source.load(
      DatasetRequest(height: side, width: side, channels: 1, seed: seed, pool: ThreadPool(threads: threads)))
  }

  private func firsts(_ pixels: [UInt8], _ size: Int = 4) -> [UInt8] {
    stride(from: 0, to: pixels.count, by: size).map { pixels[$0] }
  }

  private func sideBySide(_ direction: PairsSource.Direction = .leftToRight, loadSize: Int? = nil) -> PairsSource {
    PairsSource(.sideBySide(FolderSource(path: folder.path, hasLabels: false), direction), loadSize: LoadSize(loadSize))
  }

  @Test(arguments: [PairsSource.Direction.leftToRight, .rightToLeft])
  func takesHalves(direction: PairsSource.Direction) throws {
    try folder.write("a.png", halves(10, 20))
    try folder.write("more/b.png", halves(30, 40, 16, 8))
    let set = try load(sideBySide(direction))
    let (left, right) = (set.inputs?.pixels ?? [], set.pixels)
    #expect(firsts(left) == (direction == .leftToRight ? [10, 30] : [20, 40]))
    #expect(firsts(right) == (direction == .leftToRight ? [20, 40] : [10, 30]))
    #expect(set.inputs?.isPaired == true && set.labels == nil && set.rejected.isEmpty)
    #expect(Set(left.prefix(4)).count == 1 && Set(right.prefix(4)).count == 1)
    #expect(try sideBySide().imageCount() == 2 && sideBySide().classCount() == 0)
  }

  @Test func tellsOfFilesThatAreNoPairs() throws {
    for (name, left) in [("a", 10), ("b", 30), ("d", 50), ("f", 60)] as [(String, UInt8)] {
      try folder.write("\(name).png", halves(left, left + 1))
    }
    try folder.write("c.png", halves(1, 2, 7, 4))
    try folder.write("e.png", [1, 2, 3])
    try folder.write("g.png", png(9, 4, 4))
    try folder.write("notes.txt", [65])
    let set = try load(sideBySide())
    #expect(firsts(set.inputs?.pixels ?? []) == [10, 30, 50, 60])
    #expect(firsts(set.pixels) == [11, 31, 51, 61])
    let words = set.rejected.map(\.description)
    #expect(words.count == 3)
    #expect(
      words.first
        == "c.png: has an odd width, 7 pixels, and no two halves of equal width; cut it to an even width")
    #expect(words.dropFirst().first?.hasPrefix("e.png: ") == true)
    #expect(
      words.last == "g.png: is 4×4, the shape of one half: it is no pair, as most files here are, of 8×4")
    #expect(set.others.count == 1)
    #expect(try load(sideBySide(), threads: 1).contentHash == set.contentHash)
    try sideBySide().check()
  }

  /// A set of pairs of all shapes has no usual one: a square file is a pair of two upright halves.
  @Test func keepsPairsOfAnyShape() throws {
    try folder.write("a.png", halves(10, 20, 8, 4))
    try folder.write("b.png", halves(30, 40, 4, 4))
    try folder.write("c.png", halves(50, 60, 12, 4))
    #expect(try load(sideBySide()).count == 3)
  }

  @Test func loadsLargerThanTheModel() throws {
    try folder.write("a.png", halves(10, 20))
    let set = try load(sideBySide(loadSize: 12), 10)
    #expect(set.imageShape == [12, 12, 1] && set.inputs?.imageShape == [12, 12, 1])
    let error = #expect(throws: DatasetError.self) { try load(sideBySide(loadSize: 9), 10) }
    #expect(folder.words(error).contains("'loadSize' is 9, and the model's images are of 10×10"))
  }

  // MARK: - Two folders

  private func folders(_ limit: Int? = nil, fit: FitMode = .crop) -> PairsSource {
    PairsSource(
      .folders(
        input: FolderSource(path: "\(folder.path)/drawn", fit: fit, hasLabels: false, limit: limit),
        target: FolderSource(path: "\(folder.path)/photos", fit: fit, hasLabels: false)))
  }

  @Test func pairsFilesOfEqualNames() throws {
    for (name, grey) in [("a.png", 1), ("sub/b.png", 2), ("c.x.png", 3), ("d.png", 4)] as [(String, UInt8)] {
      try folder.write("drawn/\(name)", png(grey))
    }
    for (name, grey) in [("a.PNG", 11), ("sub/b.bmp", 12), ("c.x.png", 13), ("b.png", 14)] as [(String, UInt8)] {
      try folder.write("photos/\(name)", png(grey, 8, 8))
    }
    let set = try load(folders())
    // Files of a folder come before those of its subfolders.
    #expect(firsts(set.inputs?.pixels ?? []) == [1, 3, 2])
    #expect(firsts(set.pixels) == [11, 13, 12])
    #expect(
      set.rejected.map(\.description) == [
        "drawn/d.png: no file in photos has this name; endings do not count",
        "photos/b.png: no file in drawn has this name; endings do not count",
      ])
    #expect(try folders().imageCount() == 3)
    for seed: UInt64 in 0..<6 {
      let two = try load(folders(2), seed: seed)
      #expect(zip(firsts(two.inputs?.pixels ?? []), firsts(two.pixels)).allSatisfy { $0 + 10 == $1 })
      #expect(two.count == 2)
    }
    #expect(try folders(2).imageCount() == 2)
  }

  @Test func tellsOfPairsThatDoNotFit() throws {
    try folder.write("drawn/a.png", png(1))
    try folder.write("drawn/a.bmp", png(2))
    try folder.write("photos/a.png", png(11))
    try folder.write("drawn/b.png", png(3, 4, 4))
    try folder.write("photos/b.png", png(13, 8, 4))
    try folder.write("drawn/c.png", [1])
    try folder.write("photos/c.png", png(14))
    try folder.write("drawn/d.png", png(5, 20, 10))
    try folder.write("photos/d.png", png(15, 41, 20))
    let set = try load(folders())
    #expect(firsts(set.pixels) == [11, 15])
    #expect(firsts(set.inputs?.pixels ?? []) == [2, 5])
    let words = set.rejected.map(\.description)
    #expect(words.count == 3)
    #expect(words[0].hasPrefix("drawn/c.png: "))
    #expect(
      words[1]
        == "photos/b.png: is 8×4, and its input in drawn 4×4: the proportions differ; cut both alike, or set 'fit' to 'stretch'"
    )
    #expect(words[2] == "drawn/a.png: a.bmp has the same name, and is used")
    #expect(try load(folders(fit: .stretch)).count == 3)
  }

  @Test func checksAsItLoads() throws {
    func message(_ source: any DatasetSource) -> String {
      let checked = folder.words(#expect(throws: DatasetError.self) { try source.check() })
      #expect(folder.words(#expect(throws: DatasetError.self) { try load(source) }) == checked)
      return checked
    }
    try folder.write("drawn/a.png", png(1))
    #expect(message(folders()).contains("there is no such folder"))
    try folder.write("photos/b.png", png(2))
    #expect(
      message(folders())
        == "TMP/drawn: none of its 1 image has the name of one in TMP/photos; a pair is two files of equal names, endings "
        + "apart: a.png has no partner")
    try folder.write("drawn/b.png", png(2, 9, 2))
    #expect(message(folders()).contains("the proportions differ"))
    try folder.write("drawn/b.png", png(2))
    try folders().check()
    try folder.write("odd/a.png", halves(1, 2, 7, 2))
    let odd = PairsSource(.sideBySide(FolderSource(path: "\(folder.path)/odd", hasLabels: false), .leftToRight))
    #expect(message(odd).contains("the only image cannot be used: a.png: has an odd width"))
  }

  // MARK: - Unpaired

  @Test func sidesHaveTheirOwnCounts() throws {
    for number in 0..<5 { try folder.write("photos/\(number).png", png(UInt8(number), 6, 3)) }
    for number in 0..<2 { try folder.write("paintings/\(number).png", png(UInt8(100 + number), 3, 9)) }
    try folder.write("paintings/bad.png", [7])
    let source = UnpairedSource(input: "\(folder.path)/photos", target: "\(folder.path)/paintings")
    let set = try load(source)
    #expect(set.count == 2 && set.inputs?.count == 5 && set.inputs?.isPaired == false)
    #expect(firsts(set.inputs?.pixels ?? []) == [0, 1, 2, 3, 4])
    #expect(set.rejected.count == 1 && set.rejected[0].file == "paintings/bad.png")
    #expect(try source.imageCount() == 3)
    try source.check()
    #expect(source.takesImages(from: "\(folder.path)/photos") && source.takesImages(from: "\(folder.path)/paintings"))
    #expect(!source.takesImages(from: folder.path))
  }

  /// A single image keeps its proportions: up to `loadSize`, or four times the model's, and never below the model's.
  static let singles: [((Int, Int), Int?, (Int, Int))] = [
    ((20, 10), nil, (20, 10)), ((200, 100), nil, (32, 16)), ((200, 100), 50, (50, 25)), ((200, 100), 4, (16, 8)),
    ((4, 4), nil, (8, 8)), ((100, 5), 50, (160, 8)), ((30, 40), 40, (30, 40)),
  ]

  @Test(arguments: singles, [true, false])
  func singleImagesKeepTheirProportions(one: ((Int, Int), Int?, (Int, Int)), isFile: Bool) throws {
    let ((width, height), loadSize, expected) = one
    let file = try folder.write("photo/a.png", png(3, width, height))
    try folder.write("paintings/1.png", png(4, 50, 40))
    try folder.write("paintings/2.png", png(5, 50, 40))
    let source = UnpairedSource(
      input: isFile ? file : "\(folder.path)/photo", target: "\(folder.path)/paintings",
      loadSize: LoadSize(loadSize.map { max($0, 8) }))
    let set = try load(source, 8)
    let inputs = try #require(set.inputs)
    #expect(inputs.count == 1)
    if loadSize != 4 { #expect((inputs.width, inputs.height) == expected) }
    let side = max(loadSize ?? 8, 8)
    #expect(set.imageShape == [side, side, 1])
    let sampler = try BatchSampler(dataset: set, size: (8, 8), batchSize: 3, key: RandomKey(seed: 1))
    #expect(sampler.inputShape == [8, 8, 1])
    #expect(isFile == !source.takesImages(from: "\(folder.path)/photo"))
  }

  @Test func tellsOfASingleImageThatIsNone() throws {
    try folder.write("b.png", png(4))
    let source = UnpairedSource(
      input: try folder.write("a.png", [1, 2]), target: "\(folder.path)/b.png")
    let error = #expect(throws: DatasetError.self) { try load(source) }
    #expect(folder.words(error).hasPrefix("TMP: the only image cannot be used: a.png: "))
    #expect(folder.words(#expect(throws: DatasetError.self) { try source.check() }) == folder.words(error))
  }

  // MARK: - Settings and fingerprints

  private func read(_ value: SettingValue) -> (DatasetSpecification?, String) {
    let log = ProblemLog()
    let found = DatasetRegistry.standard.read(value, path: "dataset", in: SettingsEnvironment(), log: log)
    return (found, log.problems.map(\.description).joined(separator: "\n").replacing(folder.path, with: "TMP"))
  }

  @Test func readsPairs() throws {
    let path = SettingValue(folder.path)
    let (one, none) = read(["kind": "pairs", "path": path, "direction": "BtoA", "loadSize": 286, "fit": "stretch"])
    #expect(none == "")
    let source = try #require(one?.source as? PairsSource)
    guard case .sideBySide(let files, .rightToLeft) = source.place else {
      Issue.record("\(source.place)")
      return
    }
    #expect(files.path == folder.path && files.fit == .stretch && !files.hasLabels && source.loadSize.side == 286)
    let (two, nothing) = read(["kind": "pairs", "input": path, "target": path, "limit": 3])
    #expect(nothing == "")
    guard case .folders(let input, let target)? = (two?.source as? PairsSource)?.place else {
      Issue.record("no folders")
      return
    }
    #expect(input.limit == 3 && target.limit == nil)
    let (three, good) = read(["kind": "unpaired", "input": path, "target": path, "loadSize": 300])
    #expect(good == "")
    #expect((three?.source as? UnpairedSource)?.loadSize.side == 300)
  }

  @Test func saysWhatIsWrong() {
    let path = SettingValue(folder.path)
    let cases: [(SettingValue, String)] = [
      (
        ["kind": "pairs"],
        "pairs need 'path', a folder of files that hold both halves, or 'input' and 'target', two folders"
      ),
      (["kind": "pairs", "input": path], "pairs need 'path'"),
      (
        ["kind": "pairs", "path": path, "input": path, "target": path], "expected either 'path' or 'input' and 'target'"
      ),
      (["kind": "pairs", "input": path, "target": path, "direction": "AtoB"], "exchange the folders"),
      (["kind": "pairs", "path": path, "direction": "left"], "expected \"AtoB\" or \"BtoA\", found \"left\""),
      (["kind": "pairs", "path": path, "make": "grey"], "unknown key 'make'"),
      (["kind": "pairs", "path": "/none"], "there is no file or folder '/none'"),
      (["kind": "unpaired", "input": path], "the key 'target' is missing"),
    ]
    for (value, expected) in cases {
      let problems = read(value).1
      #expect(problems.contains(expected), "\(problems)")
    }
  }

  @Test func fingerprintsFollowFilesAndSettings() throws {
    try folder.write("a/1.png", halves(1, 2))
    try folder.write("b/1.png", halves(1, 3))
    func print(_ source: any DatasetSource) throws -> String {
      type(of: source).kind + (try #require(try source.fingerprint(DatasetRequest(seed: 1))).canonicalJSON)
    }
    func folders(_ a: String, _ b: String) -> (FolderSource, FolderSource) {
      (FolderSource(path: "\(folder.path)/\(a)"), FolderSource(path: "\(folder.path)/\(b)"))
    }
    let (a, b) = folders("a", "b")
    var all = try [
      print(PairsSource(.sideBySide(a, .leftToRight))), print(PairsSource(.sideBySide(a, .rightToLeft))),
      print(PairsSource(.sideBySide(b, .leftToRight))),
      print(PairsSource(.sideBySide(a, .leftToRight), loadSize: LoadSize(9))),
      print(PairsSource(.folders(input: a, target: b))), print(PairsSource(.folders(input: b, target: a))),
      print(UnpairedSource(input: a.path, target: b.path)), print(UnpairedSource(input: b.path, target: a.path)),
      print(UnpairedSource(input: "\(a.path)/1.png", target: b.path, loadSize: LoadSize(9))),
    ]
    try folder.write("b/1.png", halves(1, 4))
    all.append(try print(UnpairedSource(input: a.path, target: b.path)))
    #expect(Set(all).count == all.count)
  }
}
