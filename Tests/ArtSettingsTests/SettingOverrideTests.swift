import ArtSettings
import Testing

struct SettingOverrideTests {
  private let document: SettingValue = [
    "name": "x", "model": "rgb-art",
    "stages": ["train", ["kind": "sheet", "id": "one"], ["kind": "sheet", "columns": 3]],
  ]

  private func set(_ texts: String...) throws -> SettingValue {
    try document.applying(texts.map(SettingOverride.init), shorthands: ["model": "plugin", "dataset": "kind"])
  }

  @Test(arguments: [
    ("name=y", ["name"], #""y""#),
    ("seed=7", ["seed"], "7"),
    ("name=\"7\"", ["name"], #""7""#),
    ("dataset=../a b", ["dataset"], #""../a b""#),
    ("model.batch=8", ["model"], #"{"batch":8,"plugin":"rgb-art"}"#),
    ("model.recipe.loss=x", ["model"], #"{"plugin":"rgb-art","recipe":{"loss":"x"}}"#),
    ("stages.0.steps=10", ["stages", "0"], #"{"kind":"train","steps":10}"#),
    ("stages[0].steps=1e2", ["stages", "0"], #"{"kind":"train","steps":100}"#),
    ("stages.train.steps=10", ["stages", "0"], #"{"kind":"train","steps":10}"#),
    ("stages.one.columns=2", ["stages", "1"], #"{"columns":2,"id":"one","kind":"sheet"}"#),
    ("stages[2]=[1]", ["stages", "2"], "[1]"),
    ("a.b.c=null", ["a"], #"{"b":{"c":null}}"#),
    ("stages=[\"load\"]", ["stages"], #"["load"]"#),
  ])
  func setsValues(text: String, path: [String], json: String) throws {
    var value: SettingValue? = try set(text)
    for step in path { value = Int(step).map { value?.array?[$0] } ?? value?[step] }
    #expect(value?.canonicalJSON == json)
  }

  @Test(arguments: [
    ("name", "--set name: expected path=value, as in stages.train.steps=200"),
    ("a..b=1", "--set a..b=1: a name in the path is empty: one dot stands between two names, as in stages.train.steps"),
    ("stages.3.x=1", "--set stages.3.x=1: stages: there is no entry 3; the list has 3, counted from 0"),
    ("stages.trian.x=1", "--set stages.trian.x=1: stages: there is no entry 'trian'; did you mean 'train'?"),
    (
      "stages.sheet.x=1",
      "--set stages.sheet.x=1: stages: several entries are of kind 'sheet'; name one by its index or give it an id"
    ),
    (
      "stages.2.columns.x=1", "--set stages.2.columns.x=1: stages[2].columns: has no settings of its own: it is 3"
    ),
  ])
  func explainsWrongPaths(text: String, message: String) {
    #expect(performing: { try set(text) }, throws: { "\($0)" == message })
  }

  @Test func problemsNameTheOption() throws {
    let log = ProblemLog()
    let reader = SettingsReader(try set("stages.train.steps=many"), log: log)
    _ = reader.objects("stages", shorthand: "kind", "") { stage in
      _ = stage.value("kind", "")
      _ = stage.value("id", "")
      _ = stage.value("columns", "")
      return stage.integer("steps", default: 1, "")
    }
    #expect(
      log.problems.map(\.description) == [
        #"--set stages.train.steps=many: stages[0].steps: expected a whole number, found "many""#
      ])
  }
}
