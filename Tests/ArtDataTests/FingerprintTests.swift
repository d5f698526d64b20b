import ArtMedia
import ArtSettings
import ArtTensor
import Testing

@testable import ArtData

/// Fingerprints tell data sets apart without loading them.
struct FingerprintTests {
  private func fingerprint(_ source: any DatasetSource, seed: UInt64 = 1, threads: Int = 1) throws -> String {
    try #require(try source.fingerprint(DatasetRequest(seed: seed, pool: ThreadPool(threads: threads)))).canonicalJSON
  }

  @Test func drawnSetsFollowTheirSettings() throws {
    let sources: [any DatasetSource] = [
      StrokesSource(count: 5), StrokesSource(count: 6), StrokesSource(count: 5, digits: [1]),
      StrokesSource(count: 5, seed: 3), BlossomsSource(count: 5), BlossomsSource(count: 6),
      BlossomsSource(count: 5, species: [BlossomsSource.speciesNames[1]]),
      BlossomsSource(count: 5, backgrounds: [BlossomsSource.backgroundNames[1]]), BlossomsSource(count: 5, seed: 3),
    ]
    let all = try sources.map { try fingerprint($0) }
    #expect(Set(all).count == all.count)
    #expect(try fingerprint(StrokesSource(count: 5), seed: 2) != all[0])
    #expect(try fingerprint(StrokesSource(count: 5, seed: 3), seed: 2) == all[3])
  }

  @Test func foldersFollowNamesAndBytes() throws {
    let folder = try TemporaryFolder()
    func write(_ name: String, _ grey: UInt8) throws {
      let image = try PixelImage(width: 2, height: 2, channels: 1, pixels: [grey, grey, grey, grey])
      try folder.write(name, PNGFormat().encode(image))
    }
    for (name, grey) in [("a/1.png", 1), ("a/2.png", 2), ("b/3.png", 3)] as [(String, UInt8)] { try write(name, grey) }
    let source = FolderSource(path: folder.path)
    let first = try fingerprint(source)
    try folder.write("notes.txt", [65])
    #expect(try fingerprint(source, seed: 2, threads: 3) == first)
    var others = [first]
    func expectChange(_ source: FolderSource, seed: UInt64 = 1) throws {
      others.append(try fingerprint(source, seed: seed))
      #expect(Set(others).count == others.count)
    }
    try expectChange(FolderSource(path: folder.path, fit: .pad))
    try expectChange(FolderSource(path: folder.path, background: .black))
    try expectChange(FolderSource(path: folder.path, hasLabels: false))
    try expectChange(FolderSource(path: folder.path, limit: 2))
    try write("a/2.png", 9)
    try expectChange(source)
    try write("a/4.png", 4)
    try expectChange(source)
    // A file that is no image counts, too: it is told of.
    try folder.write("a/4.png", [1, 2, 3])
    try expectChange(source)
  }

  @Test func idxFilesFollowTheirBytes() throws {
    let folder = try TemporaryFolder()
    let names = ("train-images-idx3-ubyte", "train-labels-idx1-ubyte")
    try folder.write(names.0, IDXBuilder.images(3, 2, 2))
    var all = [try fingerprint(IDXSource(path: folder.path))]
    try folder.write(names.1, IDXBuilder.labels([4, 0, 2]))
    all.append(try fingerprint(IDXSource(path: folder.path)))
    all.append(try fingerprint(IDXSource(path: folder.path, limit: 2)))
    all.append(try fingerprint(IDXSource(path: folder.path, order: .columns)))
    try folder.write(names.1, IDXBuilder.labels([4, 1, 2]))
    all.append(try fingerprint(IDXSource(path: folder.path)))
    #expect(Set(all).count == all.count)
  }
}
