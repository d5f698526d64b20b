import ArtFiles
import ArtSettings
import ArtTestSupport
import Foundation
import Testing

@testable import ArtData

struct PublishedSetTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Digits in the form of MNIST's.
  private static let toy = PublishedSet(
    name: "toy", summary: "toys", source: "nobody", license: "none",
    files: [
      PublishedFile(name: "train-images-idx3-ubyte", size: 20, sha256: "", addresses: []),
      PublishedFile(name: "train-labels-idx1-ubyte", size: 9, sha256: "", addresses: []),
    ], kind: IDXSource.self)

  private func fetch() throws {
    try folder.write("sets/toy/train-images-idx3-ubyte", [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3, 4])
    try folder.write("sets/toy/train-labels-idx1-ubyte", [0, 0, 8, 1, 0, 0, 0, 1, 0])
  }

  private func read(
    _ value: SettingValue, access: ReadAccess? = nil
  ) throws -> (DatasetSpecification?, String) {
    var environment = SettingsEnvironment()
    environment[PublishedSetRegistry.self] = try PublishedSetRegistry([Self.toy])
    environment[FetchedSets.self] = FetchedSets(folder: folder.path + "/sets")
    environment[ReadAccess.self] = access
    let log = ProblemLog()
    let result = DatasetRegistry.standard.read(value, path: "dataset", in: environment, log: log)
    return (log.isEmpty ? result : nil, log.problems.map(\.description).joined(separator: "\n"))
  }

  @Test(arguments: ["toy", ["kind": "toy"], ["kind": "toy", "validation": 0]] as [SettingValue])
  func aFetchedSetIsReadByItsName(value: SettingValue) throws {
    try fetch()
    let (found, problems) = try read(value)
    #expect(problems == "")
    #expect(found?.kind == "idx")
    let set = try #require(try found?.source.load(DatasetRequest()))
    #expect(set.pixels == [1, 2, 3, 4])
    #expect(set.labels == [0])
  }

  @Test func theMissingSetNamesTheCommandThatBringsIt() throws {
    let words = "dataset: the data set 'toy' is not here yet (29 bytes); 'artpipe datasets fetch toy' fetches it"
    #expect(try read("toy").1 == words)
    // All other mistakes are told too.
    #expect(
      try read(["kind": "toy", "prat": "test"]).1
        == words + "\ndataset: unknown key 'prat'; did you mean 'part'?")
    // One that has come in part is not there.
    try fetch()
    try folder.write("sets/toy/train-labels-idx1-ubyte", [0, 0, 8, 1])
    #expect(try read("toy").1 == words)
  }

  @Test func aCopyOfOnesOwnIsReadWhereItsPathIsGiven() throws {
    try folder.write("own/train-images-idx3-ubyte", [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 9])
    let (found, problems) = try read(["kind": "toy", "path": SettingValue(folder.path + "/own")])
    #expect(problems == "")
    #expect(try found?.source.load(DatasetRequest()).pixels == [9])
  }

  /// Where the set lies is not the document's to say, so that nothing of the user's is read by it.
  @Test func aDocumentThatIsNotTrustedReadsAFetchedSet() throws {
    try fetch()
    let access = ReadAccess.below([folder.path + "/nothing"])
    #expect(try read("toy", access: access).1 == "")
    #expect(
      try read(["kind": "toy", "path": SettingValue(folder.path + "/sets/toy")], access: access).1
        .contains("lies outside of what the document may read"))
  }

  /// The set may be moved: a run knows it by its bytes.
  @Test func theFingerprintDoesNotKnowWhereTheSetLies() throws {
    try fetch()
    let there = try #require(try read("toy").0).source
    try FileManager.default.copyItem(atPath: folder.path + "/sets/toy", toPath: folder.path + "/elsewhere")
    let elsewhere = IDXSource(path: folder.path + "/elsewhere")
    #expect(try there.fingerprint(DatasetRequest()) == elsewhere.fingerprint(DatasetRequest()))
  }

  @Test func settingsAreThoseOfTheKind() {
    let settings = DatasetRegistry.standard.describe(.mnist, in: SettingsEnvironment())
    #expect(
      settings.map(\.key) == ["path", "labels", "part", "order", "limit", "make", "loadSize", "augment", "validation"])
    #expect(settings.allSatisfy { !$0.isRequired })
  }

  static let places: [([String: String], String?)] = [
    ([:], nil),
    (["HOME": ""], nil),
    (["HOME": "/home/me"], "/home/me/.cache/artpipe/datasets"),
    (["HOME": "/home/me", "XDG_CACHE_HOME": "/var/me/"], "/var/me/artpipe/datasets"),
    // As the XDG's specification has it: a relative path counts for nothing.
    (["HOME": "/home/me", "XDG_CACHE_HOME": "cache"], "/home/me/.cache/artpipe/datasets"),
    (["HOME": "/home/me", "ARTPIPE_CACHE": "/srv/artpipe"], "/srv/artpipe/datasets"),
    (["ARTPIPE_CACHE": "/srv/artpipe", "XDG_CACHE_HOME": "/var/me"], "/srv/artpipe/datasets"),
    (["HOME": "/home/me", "ARTPIPE_CACHE": ""], "/home/me/.cache/artpipe/datasets"),
  ]

  @Test(arguments: places)
  func theEnvironmentSaysWhereSetsLie(environment: [String: String], folder: String?) {
    #expect(FetchedSets(environment: environment).folder == folder)
  }

  @Test func aRelativePlaceStartsFromTheCurrentFolder() {
    let folder = FetchedSets(environment: ["ARTPIPE_CACHE": "cache"]).folder
    #expect(folder == FileManager.default.currentDirectoryPath + "/cache/datasets")
  }

  @Test func theBuiltInSetsAreFetchedSafely() throws {
    let sets = PublishedSetRegistry.standard.all
    #expect(sets.map(\.name) == ["mnist", "fashion-mnist", "kmnist", "cifar10"])
    for set in sets {
      #expect(!set.license.isEmpty && !set.source.isEmpty && !set.files.isEmpty)
      #expect(Paths.fault(ofName: set.name) == nil)
      #expect(DatasetRegistry.standard[set.name] == nil)
      for file in set.files {
        #expect(ContentHash(hex: file.sha256) != nil, "\(file.name)")
        #expect(file.size > 1000)
        #expect(Paths.fault(ofName: file.name) == nil)
        #expect(!file.addresses.isEmpty)
        #expect(file.addresses.allSatisfy { $0.hasPrefix("https://") && $0.hasSuffix("/\(file.name)") })
      }
    }
  }

  /// The list is of real files.
  @Test(.enabled(if: TestData.path("mnist") != nil, "\(TestData.reason("mnist"))"))
  func theHashesAreThoseOfRealFiles() throws {
    let path = try #require(TestData.path("mnist"))
    for file in PublishedSet.mnist.files where file.name.hasPrefix("t10k") {
      let found = try SHA256.hash(file: Paths.join(path, file.name))
      #expect(found.hash.hex == file.sha256)
      #expect(found.bytes == file.size)
    }
  }
}
