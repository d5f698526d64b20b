import ArtCPU
import ArtFiles
import ArtGAN
import ArtMedia
import ArtNN
import ArtSettings
import ArtTensor
import ArtTestSupport
import Foundation
import Testing

@testable import ArtPipeline

/// The files that stages read, as recipes tell of them, and what `rerun` says where they are not as they were.
struct RecipeFilesTests {
  private let folder: TemporaryFolder

  /// What a person has: a model, and files for its stages.
  init() throws {
    folder = try TemporaryFolder()
    try FilePlace.typed(folder.path(of: "m.safetensors")).write(Self.model.get())
    let definition = try Checkpoint.definition(inFile: .typed(folder.path(of: "m.safetensors")))
    let latents = definition.latent.points(seed: 1, count: 2).map { Array($0) }
    let points = PointsFile(
      points: latents.map { NamedPoint(latent: $0) },
      directions: [LatentDirection(name: "round", vector: latents[0], range: nil)])
    try FilePlace.typed(folder.path(of: "p.artpoints.json")).write(Array(points.text.utf8))
    try Safetensors(
      tensors: ["latents": Tensor(shape: [2, definition.latent.size], scalars: latents.flatMap { $0 })]
    ).write(to: .typed(folder.path(of: "latents.safetensors")))
    try FilePlace.typed(folder.path(of: "clicks.wav")).write(
      TestSound.clicks(at: [0.2, 0.5], seconds: 1, rate: 8000).wav())
    try FileManager.default.createDirectory(atPath: folder.path(of: "own"), withIntermediateDirectories: false)
    for (name, fill) in [("mask.png", UInt8(0)), ("a.png", 90), ("own/b.png", 60)] {
      var image = try PixelImage(width: 28, height: 28, channels: 1, fill: fill)
      for place in 100..<300 { image[place % 28, place / 28, 0] = 255 }
      try PNGFormat().write(image, to: .typed(folder.path(of: name)))
    }
  }

  /// The bytes of a model.
  private static let model = Result {
    let run = try TemporaryFolder()
    let plan = try Workbench.plan(
      """
      {"model": {"plugin": "mlp-gan", "recipe": {"batchSize": 8}}, "dataset": {"kind": "strokes", "count": 24},
        "stages": [{"kind": "train", "steps": 1, "samples": 0}]}
      """)
    _ = try Workbench.run(plan, in: run)
    return try FileReader.contents(of: run.path(of: "train/checkpoint.safetensors"), limit: 1 << 28)
  }

  private func plan(_ stages: String, in folder: String) throws -> Plan {
    let value = try SettingValue.parse(
      """
      {"model": {"plugin": "mlp-gan", "recipe": {"batchSize": 8}}, "dataset": {"kind": "strokes", "count": 24},
        "stages": [{"kind": "load", "file": "m.safetensors"}, \(stages)]}
      """, file: "\(folder)/d.json")
    return try Planner(Workbench.tools()).plan(value)
  }

  /// An image with the recipe of a document's last stage, sent without the files around it.
  private func image(_ plan: Plan, _ name: String, change: (inout Recipe) -> Void = { _ in }) throws -> String {
    let sent = folder.path(of: name)
    let texts = try plan.recipe(of: try #require(plan.stages.last))
    try PNGFormat().write(
      PixelImage(width: 2, height: 2, channels: 1), to: .typed(sent), ImageOptions(metadata: texts))
    var recipe = try RecipeReader(Workbench.tools()).recipe(of: sent)
    change(&recipe)
    try PNGFormat().write(
      PixelImage(width: 2, height: 2, channels: 1), to: .typed(sent), ImageOptions(metadata: recipe.texts))
    return sent
  }

  private func rerun(
    _ file: String, in folder: String, access: ReadAccess = .everything, places: [String] = []
  ) throws -> Rerun {
    try Rerun(
      Rerun.Request(file: file, documentIn: folder, access: access, places: places), tools: Workbench.tools())
  }

  /// Each way in which a stage names a file: the recipe tells of it, and of nothing else but the model.
  static let kinds: [(stages: String, file: String)] = [
    (#"{"kind": "sample", "points": "p.artpoints.json"}, "sheet""#, "p.artpoints.json"),
    (#"{"kind": "sample", "directions": "p.artpoints.json", "move": {"round": 1}}, "sheet""#, "p.artpoints.json"),
    (#"{"kind": "sample", "latents": "latents.safetensors"}, "images""#, "latents.safetensors"),
    (#"{"kind": "interpolate", "sound": "clicks.wav", "fps": 12}, "video""#, "clicks.wav"),
    (#"{"kind": "interpolate", "sound": {"file": "clicks.wav"}, "fps": 12}, "video""#, "clicks.wav"),
    (#"{"kind": "project", "images": "own"}"#, "own"),
    (#"{"kind": "project", "images": ["own/b.png"]}, "sheet""#, "own/b.png"),
    (#"{"kind": "complete", "images": "own", "mask": "mask.png"}"#, "mask.png"),
    (#"{"kind": "train", "favour": "p.artpoints.json", "steps": 1}, "sample", "sheet""#, "p.artpoints.json"),
    (
      #"{"kind": "storyboard", "points": "p.artpoints.json", "scenes": ["1", "2"]}, "video""#,
      "p.artpoints.json"
    ),
  ]

  @Test(arguments: kinds)
  func whatHasChangedIsNamed(stages: String, file: String) throws {
    let plan = try plan(stages, in: folder.path)
    let sent = try image(plan, "sent.png")
    let recipe = try RecipeReader(Workbench.tools()).recipe(of: sent)
    let told = Set((recipe.files ?? []).map(\.path))
    #expect(told.isSuperset(of: [file, "m.safetensors"]))
    #expect(told.isSubset(of: [file, "m.safetensors", "own"]))
    #expect(try rerun(sent, in: folder.path).changes == [])

    // The bytes of another file of the same kind.
    let place = folder.path(of: file)
    let other = file == "own" ? folder.path(of: "own/c.png") : place
    let bytes = try FileReader.contents(of: file == "own" ? folder.path(of: "a.png") : place, limit: 1 << 28)
    let changed: [UInt8] =
      switch Paths.fileExtension(file) {
      case "json": bytes + [UInt8(ascii: "\n")]
      case "wav": TestSound.clicks(at: [0.3, 0.6], seconds: 1, rate: 8000).wav()
      default: try FileReader.contents(of: folder.path(of: "a.png"), limit: 1 << 28)
      }
    if file != "latents.safetensors" {
      try FilePlace.typed(other).write(changed)
      let words =
        file == "own" ? "the files in own are others" : "\(file) has changed (this one: \(place))"
      #expect(try rerun(sent, in: folder.path).changes == [words])
      #expect(try rerun(sent, in: folder.path).notes.contains(words))
      // Old recipes do not tell.
      let old = try image(plan, "old.png") { $0.files = nil }
      #expect(
        try rerun(old, in: folder.path).changes.contains(
          "the recipe does not tell what \(file) held, so that may be another"))
    }

    // Gone: said with the place, and found elsewhere by its name, if that place may be read.
    let elsewhere = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: elsewhere.path(of: "deep"), withIntermediateDirectories: false)
    let moved = elsewhere.path(of: "deep/\(Paths.split(file).name)")
    try FileManager.default.moveItem(atPath: place, toPath: moved)
    let error = #expect(throws: Problems.self) { try rerun(sent, in: folder.path) }
    let words = error?.description ?? ""
    #expect(words.contains("the recipe of \(sent): stages[1]."), "\(words)")
    #expect(
      words.contains(
        "'\(file)' was looked for at \(place); --folder names the folder that the document lay in, and --allow-read a file"
      ),
      "\(words)")
    for root in [moved, file == "own" ? elsewhere.path(of: "deep") : elsewhere.path] {
      let found = try rerun(
        sent, in: folder.path, access: .below([folder.path, root]), places: [folder.path, root])
      #expect(found.notes.contains("\(file) of the recipe is \(moved)"), "\(found.notes)")
    }
  }

  /// A recipe that leaves out a file, because a disk stumbled, would make other images.
  @Test(arguments: ["own", "own/b.png"])
  func aRecipeIsWholeOrThereIsNone(images: String) throws {
    let plan = try plan(#"{"kind": "project", "images": ["\#(images)"]}"#, in: folder.path)
    let stage = try #require(plan.stages.last)
    let whole = try plan.recipe(of: stage)
    try #require(whole["artpipe"]?.contains(#""path":"\#(images)""#) == true)
    var failures = 0
    for call in [SystemCall.open, .read, .examine] {
      for number in 1...6 {
        for code in [EIO, ENOSPC, EMFILE, EACCES] {
          let fault = SystemCall.Fault.only(number, call, code)
          let recipe = try? SystemCall.$fault.withValue(fault) { try plan.recipe(of: stage) }
          #expect(recipe == whole || recipe == nil && images == "own", "\(call) \(number) \(code)")
        }
        let recipe = try? SystemCall.$fault.withValue(.failing(call, after: number)) { try plan.recipe(of: stage) }
        #expect(recipe == whole || recipe == nil, "\(call) \(number)")
        failures += recipe == nil ? 1 : 0
      }
    }
    #expect(failures > 3)
  }

  /// Of two files of the name, the one that the recipe tells of is taken.
  @Test func theFileOfTheHashIsTaken() throws {
    let sent = try image(plan(Self.kinds[0].stages, in: folder.path), "sent.png")
    let elsewhere = try TemporaryFolder()
    let name = "p.artpoints.json"
    let bytes = try FileReader.contents(of: folder.path(of: name), limit: 1 << 24)
    for (inner, content) in [("a", bytes + [10]), ("b", bytes)] {
      try FileManager.default.createDirectory(
        atPath: elsewhere.path(of: inner), withIntermediateDirectories: false)
      try FilePlace.typed(elsewhere.path(of: "\(inner)/\(name)")).write(content)
    }
    try FileManager.default.removeItem(atPath: folder.path(of: name))
    let found = try rerun(sent, in: folder.path, places: [elsewhere.path])
    #expect(found.notes.contains("\(name) of the recipe is \(elsewhere.path(of: "b/\(name)"))"))
    #expect(found.changes == [])
  }

  /// What comes with artpipe may be read by every document, whatever else may not.
  @Test(arguments: ["digits-fast", "art-64"])
  func shippedModelsMayAlwaysBeRead(name: String) throws {
    let value = try SettingValue.parse(
      #"{"stages": [{"kind": "load", "file": "\#(name)"}, "sample", "sheet"]}"#, file: "\(folder.path)/d.json")
    _ = try Planner(Workbench.tools(), access: .below([])).plan(value)
    // The user's own of the name comes first, where it may be read.
    try FilePlace.typed(folder.path(of: name)).write(Self.model.get())
    func file(_ access: ReadAccess) throws -> String? {
      (try Planner(Workbench.tools(), access: access).plan(value).stages.first?.stage as? LoadStage)?.file
    }
    #expect(try file(.below([folder.path])) == folder.path(of: name))
    #expect(try file(.below([])) == ShippedFiles.path(named: name, .weights))
  }

  /// The images that a loaded model learnt from are told of, wherever its file lies now.
  @Test func theDataOfALoadedModelIsTold() throws {
    let plan = try plan(#""sample", {"kind": "sheet"}"#, in: folder.path)
    let run = try TemporaryFolder()
    _ = try Workbench.run(plan, in: run)
    let reader = RecipeReader(try Workbench.tools())
    let told = try #require(try reader.recipe(of: run.path(of: "sheet.png")).data)
    let trained = try TemporaryFolder()
    _ = try Workbench.run(
      Workbench.plan(
        """
        {"model": {"plugin": "mlp-gan", "recipe": {"batchSize": 8}}, "dataset": {"kind": "strokes", "count": 24},
          "stages": [{"kind": "train", "steps": 1, "samples": 0}, "sample", "sheet", "export"]}
        """), in: trained)
    #expect(try reader.recipe(of: trained.path(of: "sheet.png")).data == told)
    #expect(
      try ModelArtifact(
        file: trained.path(of: "export.safetensors"), hash: told, components: .standard
      ).learntData() == told)
  }

  @Test(arguments: [(1, nil as String?), (2, nil), (3, "the recipe in it has the form 3, which a newer artpipe wrote")])
  func formsOfRecipes(form: Int, refusal: String?) throws {
    let texts = [
      "Software": "artpipe 0.1.0", "artpipe": #"{"document": {"stages": []}, "stage": "a", "format": \#(form)}"#,
    ]
    let file = folder.path(of: "form.png")
    try PNGFormat().write(
      PixelImage(width: 2, height: 2, channels: 1), to: .typed(file), ImageOptions(metadata: texts))
    let reader = RecipeReader(try Workbench.tools())
    if let refusal {
      let error = #expect(throws: PipelineError.self) { try reader.recipe(of: file) }
      #expect(error?.message.contains(refusal) == true)
    } else {
      #expect(try (reader.recipe(of: file).files == nil) == (form == 1))
    }
  }

  @Test func lengthsOfTrainings() throws {
    var state = TrainingState(seed: 1, step: 20, totalSteps: 80, dataCount: 4, dataHash: "")
    let (cosine, constant) = (LearningRateSchedule(.cosine(end: 0)), LearningRateSchedule(.constant))
    func length(_ schedule: LearningRateSchedule) -> String {
      TrainingLength(until: state, schedule).json.canonicalJSON
    }
    #expect(length(constant) == #"{"steps":20}"#)
    #expect(length(cosine) == #"{"planned":[{"steps":80,"until":20}],"steps":20}"#)
    state.planned = [PlannedLength(steps: 100, until: 30)]
    #expect(length(cosine) == #"{"planned":[{"steps":100,"until":30}],"steps":20}"#)
    state.step = 80
    #expect(length(cosine) == #"{"planned":[{"steps":100,"until":30}],"steps":80}"#)
    state.step = 0
    #expect(length(cosine) == #"{"steps":1}"#)
    let text = #"{"kind": "train", "minutes": 1, "evaluate": true, "keep": "best", "samples": 4}"#
    let stage = try SettingValue.parse(text, file: "d.json")
    let applied = TrainingLength(until: state, cosine).applied(to: stage)
    #expect(applied.canonicalJSON == #"{"kind":"train","samples":4,"steps":1}"#)
  }
}
