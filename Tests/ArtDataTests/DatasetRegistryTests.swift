import ArtMedia
import ArtSettings
import Testing

@testable import ArtData

struct DatasetRegistryTests {
  private let folder: TemporaryFolder
  private let registry: DatasetRegistry

  init() throws {
    folder = try TemporaryFolder()
    registry = .standard
    try folder.write("mnist/train-images-idx3-ubyte")
    try folder.write("flowers/a.png")
    try folder.write("digits.idx3", [0, 0, 8, 3])
  }

  private func read(_ value: SettingValue) -> (DatasetSpecification?, String) {
    let log = ProblemLog()
    let result = registry.read(value, path: "dataset", in: SettingsEnvironment(), log: log)
    let words = log.problems.map(\.description).joined(separator: "\n").replacing(folder.path, with: "TMP")
    return (result, words)
  }

  private func placed(_ text: String) -> SettingValue {
    SettingValue(text.replacing("TMP", with: folder.path))
  }

  @Test func listsTheKinds() {
    #expect(registry.ids == ["blossoms", "strokes", "folder", "pairs", "unpaired", "cifar", "idx"])
    for kind in registry.ids {
      let settings = registry.describe(kind, in: SettingsEnvironment()) ?? []
      #expect(settings.map(\.key).contains("validation"))
      #expect(settings.allSatisfy { !$0.help.isEmpty })
      #expect(registry[kind]?.summary.isEmpty == false)
    }
    #expect(registry.describe("none", in: SettingsEnvironment()) == nil)
    let error = #expect(throws: RegistryError.self) { try DatasetRegistry([StrokesSource.self, StrokesSource.self]) }
    #expect(error?.description == "two data sets have the id 'strokes'; each needs one of its own")
  }

  static let shorthands: [(String, String)] = [
    ("blossoms", "blossoms"), ("strokes", "strokes"), ("TMP/mnist", "idx"), ("TMP/flowers", "folder"),
    ("TMP/digits.idx3", "idx"), ("TMP/mnist/train-images-idx3-ubyte", "idx"), ("TMP", "folder"),
  ]

  @Test(arguments: shorthands)
  func readsShorthands(text: String, kind: String) {
    let (result, problems) = read(placed(text))
    #expect(result?.kind == kind)
    #expect(problems == "")
    let (named, more) = read(["path": placed(text)])
    if text.hasPrefix("TMP") {
      #expect(named?.kind == kind)
      #expect(more == "")
    }
  }

  @Test func readsSettings() throws {
    let (result, problems) = read([
      "kind": "folder", "path": placed("TMP/flowers"), "fit": "pad", "background": "#102030", "limit": 7,
      "labels": false, "recursive": false, "validation": 0.25, "augment": ["flip": true, "crop": 0.1, "shift": 2],
    ])
    #expect(problems == "")
    let source = try #require(result?.source as? FolderSource)
    #expect(source.fit == .pad)
    #expect(source.background == SettingColor(red: 16, green: 32, blue: 48))
    #expect(source.limit == 7)
    #expect(!source.hasLabels)
    #expect(!source.isRecursive)
    #expect(result?.validation == 0.25)
    #expect(result?.augmentation == Augmentation([RandomFlip(), RandomCrop(0.1), RandomShift(2)]))
    let (drawn, none) = read(["kind": "strokes", "count": 50, "digits": [3, 1, 3], "seed": 9])
    #expect(none == "")
    let strokes = try #require(drawn?.source as? StrokesSource)
    #expect(strokes.count == 50)
    #expect(strokes.digits == [1, 3])
    #expect(strokes.seed == 9)
  }

  @Test func saysWhatIsWrong() {
    let kinds = "blossoms, strokes, folder, pairs, unpaired, cifar, idx"
    let sets = "\(kinds), mnist, fashion-mnist, kmnist, cifar10"
    let cases: [(SettingValue, String)] = [
      (
        "blosoms",
        "dataset: \"blosoms\" is neither a data set (\(sets)) nor a file or folder; did you mean 'blossoms'?"
      ),
      (
        placed("TMP/flower"),
        "dataset: \"TMP/flower\" is neither a data set (\(sets)) nor a file or folder; "
          + "did you mean 'TMP/flowers'?"
      ),
      (["limit": 3], "dataset: a data set needs a 'kind' (\(kinds)) or a 'path'"),
      (7, "dataset: expected a text or an object, found 7"),
      (
        ["kind": "folders", "path": "x"],
        "dataset.kind: this program has no data set 'folders'; did you mean 'folder'?"
      ),
      (
        ["kind": 7, "path": "x"],
        "dataset.kind: expected \"blossoms\", \"strokes\", \"folder\", \"pairs\", \"unpaired\", \"cifar\" or \"idx\", found 7"
      ),
      (["kind": "mnits"], "dataset.kind: this program has no data set 'mnits'; did you mean 'mnist'?"),
      (["kind": "folder"], "dataset: the key 'path' is missing"),
      (
        ["kind": "folder", "path": placed("TMP/flower")],
        "dataset.path: there is no file or folder 'TMP/flower'; did you mean 'TMP/flowers'?"
      ),
      (
        ["kind": "blossoms", "species": ["rose", "dasiy"], "cuont": 3],
        "dataset.species: there is no 'dasiy'; known are anemone, cherry, cosmos, dahlia, daisy, forget-me-not, lily, "
          + "poppy, rose, sunflower; did you mean 'daisy'?\ndataset: unknown key 'cuont'; did you mean 'count'?"
      ),
      (
        ["kind": "strokes", "count": 0, "digits": [10]],
        "dataset.count: expected a whole number from 1 to 10,000,000, found 0\n"
          + "dataset.digits[0]: expected a whole number from 0 to 9, found 10"
      ),
      (["kind": "strokes", "digits": []], "dataset.digits: expected at least one digit"),
      (
        ["kind": "strokes", "augment": ["flips": true]],
        "dataset.augment: unknown key 'flips'; did you mean 'flip'?"
      ),
    ]
    for (value, expected) in cases {
      #expect(read(value).1 == expected)
    }
  }
}
