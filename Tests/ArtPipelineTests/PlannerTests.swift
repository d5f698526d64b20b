import ArtData
import ArtGAN
import ArtGraph
import ArtPipeline
import ArtSettings
import Testing

struct PlannerTests {
  @Test func wordsOfOneStageAreEnough() throws {
    let plan = try Workbench.plan(
      #"{"model": "mlp-gan", "stages": ["train", "sample", "sheet", "interpolate", "video"]}"#)
    #expect(plan.document.name == "test")
    #expect(plan.document.seed == 1)
    #expect(plan.stages.map(\.id) == ["train", "sample", "sheet", "interpolate", "video"])
    #expect(plan.stages.map(\.input) == [nil, 0, 1, 1, 3])
    #expect(plan.model?.id == "mlp-gan")
    #expect(plan.dataset?.kind == "strokes")
  }

  @Test func stagesOfOneKindGetNumbers() throws {
    let plan = try Workbench.plan(
      #"{"stages": ["note", {"kind": "note", "id": "note-2"}, "note", {"kind": "note", "id": "x"}]}"#)
    #expect(plan.stages.map(\.id) == ["note", "note-2", "note-3", "x"])
  }

  @Test func fromTakesAnEarlierStage() throws {
    let plan = try Workbench.plan(
      """
      {"model": "mlp-gan", "stages": ["train", {"kind": "sample", "id": "a"}, {"kind": "sample", "id": "b"}, "sheet",
        {"kind": "sheet", "from": "a"}, {"kind": "interpolate", "from": "train"}, {"kind": "interpolate", "sampleNumbers": [1, 2]}]}
      """)
    #expect(plan.stages.map(\.input) == [nil, 0, 0, 2, 1, 0, 2])
  }

  @Test(arguments: [
    (#"{"stages": []}"#, "test.json:1:12: stages: there is nothing to do: the list of stages is empty"),
    ("[]", "test.json:1:1: expected an object, found a list"),
    (
      #"{"model": "mlp-gan", "stages": ["train", "sample", "sheet", {"kind": "sheet", "file": "sheet.png"}]}"#,
      "test.json:1:61: stages[3]: 'sheet' writes sheet.png too; give one another 'file'"
    ),
    (
      #"{"model": "mlp-gan", "stages": ["train", "sample", "sheet", {"kind": "sheet", "file": "SHEET.png"}]}"#,
      "test.json:1:61: stages[3]: 'sheet' writes SHEET.png too; give one another 'file'"
    ),
    (
      #"{"model": "mlp-gan", "stages": ["train", "sample", {"kind": "sheet", "file": "manifest.png", "atlas": true}]}"#,
      "test.json:1:52: stages[2]: 'sheet' would write manifest.json, which is a file of the run's own; give it another 'file'"
    ),
    (
      #"{"model": "mlp-gan", "stages": ["train", "sample", {"kind": "sheet", "file": "Manifest.png", "atlas": true}]}"#,
      "test.json:1:52: stages[2]: 'sheet' would write Manifest.json, which is a file of the run's own; give it another 'file'"
    ),
    ("{}", "test.json:1:1: the key 'stages' is missing"),
    (#"{"stages": ["tarin"]}"#, "test.json:1:13: stages[0].kind: there is no stage 'tarin'; did you mean 'train'?"),
    (
      #"{"stages": [{"kind": "zzz", "a": 1}]}"#,
      "test.json:1:22: stages[0].kind: there is no stage 'zzz'; "
        + "known stages: train, load, sample, interpolate, storyboard, growth, directions, neighbours, mix, "
        + "choices, project, complete, translate, sheet, video, images, evaluate, train-classifier, preview, export, note"
    ),
    (
      #"{"model": "dcgan-mist", "stages": ["train"]}"#,
      "test.json:1:11: model.plugin: there is no model 'dcgan-mist'; did you mean 'dcgan-mnist'?"
    ),
    (
      #"{"model": {"plugin": "mlp-gan", "colour": 1}, "stages": ["note"]}"#,
      "test.json:1:33: model: unknown key 'colour'"
    ),
    (
      #"{"stages": ["train"]}"#,
      "test.json:1:1: the key 'model' is missing: which model to train; "
        + "known models: cppn-art, dcgan-mnist, hybrid-gan, mlp-gan, rgb-art"
    ),
    (
      #"{"model": "mlp-gan", "stages": ["train", "sheet"]}"#,
      "test.json:1:42: stages[1]: 'sheet' needs images, but 'train' gives a model; "
        + "put 'sample', 'interpolate', 'storyboard' or another stage that gives images before it"
    ),
    (
      #"{"stages": ["video"]}"#,
      "test.json:1:13: stages[0]: 'video' needs images, but it is the first stage; "
        + "put 'sample', 'interpolate', 'storyboard' or another stage that gives images before it"
    ),
    (
      #"{"model": "mlp-gan", "stages": ["train", {"kind": "sheet", "from": "train"}]}"#,
      "test.json:1:68: stages[1].from: 'sheet' needs images, but 'train' gives a model"
    ),
    (
      #"{"model": "mlp-gan", "stages": ["train", {"kind": "sample", "from": "trian"}]}"#,
      "test.json:1:69: stages[1].from: there is no stage 'trian' before this one; did you mean 'train'?"
    ),
    (
      #"{"model": "mlp-gan", "stages": [{"kind": "sample", "from": "train"}, "train"]}"#,
      "test.json:1:60: stages[0].from: a stage takes from one before it; 'train' comes later"
    ),
    (
      #"{"stages": [{"kind": "note", "id": "a"}, {"kind": "note", "id": "a"}]}"#,
      "test.json:1:42: stages[1].id: another stage has the id 'a' too"
    ),
    (
      #"{"stages": [{"kind": "note", "id": "a/b"}]}"#,
      "test.json:1:36: stages[0].id: expected at most 100 letters, digits, '-' and '_', found \"a/b\""
    ),
    (
      #"{"model": "mlp-gan", "stages": ["train", "sample", {"kind": "interpolate", "sampleNumbers": [3, 65]}]}"#,
      "test.json:1:93: stages[2].sampleNumbers: there is no sample 65: there are only 64"
    ),
    (
      #"{"stages": [{"kind": "load", "file": "no/such.safetensors"}]}"#,
      "test.json:1:38: stages[0].file: there is no file no/such.safetensors"
    ),
    (
      #"{"model": "mlp-gan", "dataset": "no/such", "stages": ["train"]}"#,
      "test.json:1:33: dataset: \"no/such\" is neither a data set (blossoms, strokes, folder, pairs, unpaired, cifar, idx, plain, mnist, "
        + "fashion-mnist, kmnist, cifar10) "
        + "nor a file or folder"
    ),
    (
      #"{"convolutionAlgorithms": "exakt", "stages": ["note"]}"#,
      "test.json:1:27: convolutionAlgorithms: expected \"fast\" or \"exact\", found \"exakt\"; did you mean 'exact'?"
    ),
    (
      #"{"name": "a/b", "stages": ["note"]}"#,
      "test.json:1:10: name: expected a name of letters, digits, '-', '_', '.' and spaces that does not begin "
        + "with '.', found \"a/b\""
    ),
    (
      #"{"stages": [{"kind": "train", "steps": 5, "epochs": 1}], "model": "mlp-gan"}"#,
      "test.json:1:53: stages[0].epochs: give one of 'steps', 'epochs', 'images' and 'minutes'"
    ),
    (
      #"{"stages": [{"kind": "train", "budget": {"minutes": 10}}], "model": "mlp-gan"}"#,
      "test.json:1:31: stages[0]: unknown key 'budget'; write \"minutes\": 10 on the stage itself, or a \"budget\" into the "
        + "model's recipe (model.recipe.budget)"
    ),
    (
      #"{"budget": {"steps": 500}, "stages": ["train"], "model": "mlp-gan"}"#,
      "test.json:1:2: unknown key 'budget'; write \"steps\": 500 on the stage 'train', or a "
    ),
    (
      #"{"budget": 5, "stages": ["train"], "model": "mlp-gan"}"#,
      "test.json:1:2: unknown key 'budget'; write \"minutes\": 10 on the stage 'train', or a "
    ),
    (
      #"{"epochs": 3, "stages": ["train"], "model": "mlp-gan"}"#,
      "test.json:1:2: unknown key 'epochs'; write \"epochs\": 3 on the stage 'train', or a "
    ),
  ])
  func explains(document: String, message: String) {
    let error = #expect(throws: Problems.self) { try Workbench.plan(document) }
    #expect(error?.description.hasPrefix(message) == true, "\(error?.description ?? "no error")")
    #expect(error?.problems.count == 1)
  }

  @Test func findsAllProblemsAtOnce() {
    let document = """
      {
        "naem": "x",
        "model": "rgb-atr",
        "stages": [
          {"kind": "train", "steps": "many"},
          {"kind": "sample", "count": 0},
          {"kind": "sheet", "colums": 8, "background": "mauve"},
          {"kind": "interpolate", "seconds": 5, "frames": 3},
          {"kind": "video", "fps": 0, "from": "sheet"}
        ]
      }
      """
    let error = #expect(throws: Problems.self) { try Workbench.plan(document) }
    let found = error?.problems.map { "\($0.location?.line ?? 0) \($0.path) \($0.code.rawValue)" }
    #expect(
      found == [
        "2  unknownKey", "3 model.plugin unknownName", "5 stages[0].steps wrongType", "6 stages[1].count outOfRange",
        "7 stages[2] unknownKey", "7 stages[2].background wrongType", "8 stages[3].frames conflict",
        "9 stages[4].fps outOfRange", "9 stages[4].from conflict",
      ])
  }

  @Test(arguments: [
    (#"{"stages": ["note"]}"#, ConvolutionAlgorithms.fast),
    (#"{"convolutionAlgorithms": "fast", "stages": ["note"]}"#, .fast),
    (#"{"convolutionAlgorithms": "exact", "stages": ["note"]}"#, .exact),
  ])
  func algorithmsAreRead(document: String, algorithms: ConvolutionAlgorithms) throws {
    #expect(try Workbench.plan(document).document.convolutionAlgorithms == algorithms)
  }

  @Test func overridesReachStages() throws {
    let plan = try Workbench.plan(
      #"{"model": "mlp-gan", "stages": ["train"]}"#,
      set: ["stages.train.steps=3", "model.recipe.batchSize=4", "dataset=blossoms", "seed=9"])
    #expect(plan.stages[0].settings.canonicalJSON == #"{"kind":"train","steps":3}"#)
    #expect(plan.model?.recipe.batchSize == 4)
    #expect(plan.dataset?.kind == "blossoms")
    #expect(plan.document.seed == 9)
  }
}
