import ArtCPU
import ArtFiles
import ArtMedia
import ArtSettings
import Foundation
import Testing

@testable import ArtPipeline

/// Making a file again, by the library; `RecipeCommandTests` do so by the program.
struct RerunTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A sheet as somebody else gets it: without the run around it.
  private func sheet() throws -> String {
    let run = try TemporaryFolder()
    let plan = try Workbench.plan(
      """
      {"seed": 5, "model": {"plugin": "mlp-gan", "recipe": {"batchSize": 8}}, "dataset": {"kind": "strokes", "count": 24},
        "stages": [{"kind": "train", "steps": 12, "samples": 0}, {"kind": "sample", "count": 2}, "sheet"]}
      """)
    _ = try Workbench.run(plan, in: run)
    let path = folder.path(of: "sheet.png")
    try run.data("sheet.png").write(to: URL(fileURLWithPath: path))
    return path
  }

  private func run(_ rerun: Rerun, stop: StopRequest = StopRequest(), _ observer: @escaping PipelineObserver = { _ in })
    throws -> RerunOutcome
  {
    try rerun.run(
      to: folder.path(of: "again.png"), device: CPUDevice(threads: 1), stop: stop, observer: observer)
  }

  @Test func aStoppedOneGoesOnAndLeavesNothing() throws {
    let request = Rerun.Request(file: try sheet(), access: .below([]))
    let rerun = try Rerun(request, tools: Workbench.tools())
    let stop = StopRequest()
    let error = #expect(throws: PipelineError.self) {
      try run(rerun, stop: stop) { event in
        if case .progress(let progress) = event, progress.done >= 5 { stop.make() }
      }
    }
    #expect(error?.code == .interrupted)
    #expect(FileInfo(folder.path(of: "again.png")) == nil)
    #expect(FileInfo(folder.path(of: "again.png.run/train/checkpoint.safetensors")) != nil)
    let log = EventLog()
    #expect(try run(rerun, log.observer).isIdentical)
    #expect(log.take().contains { $0.hasPrefix("note: resuming from step ") })
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["again.png", "sheet.png"])
    let there = #expect(throws: PipelineError.self) { try run(rerun) }
    #expect(there?.message == "\(folder.path(of: "again.png")): this file is there already; give --output another name")
  }

  /// Only what the file depends on runs, and keeps its name; a stage that can do without an input finds the same before it.
  @Test(arguments: [
    ("b", ["train", "a", "b"]), ("sheet", ["train", "sample", "sheet"]), ("sheet-2", ["train", "sample", "sheet-2"]),
    ("images", ["train", "walk", "images"]), ("export", ["train", "export"]),
  ])
  func onlyWhatMattersRuns(stage: String, expected: [String]) throws {
    let document = try SettingValue.parse(
      """
      {"model": "mlp-gan", "dataset": "strokes", "stages": [{"kind": "train", "steps": 1}, "sample", "sheet", "sheet",
        {"kind": "sample", "id": "a", "from": "train"}, {"kind": "sheet", "id": "b"}, {"kind": "evaluate", "from": "train"},
        {"kind": "interpolate", "id": "walk", "from": "train"}, "images", "export"]}
      """, file: "d.json")
    let part = try RerunDocument(Recipe(document: document, stage: stage), registry: Workbench.tools().stages)
    let plan = try Planner(Workbench.tools()).plan(part.value).onlyLast
    #expect(plan.stages.map(\.id) == expected)
    #expect(plan.stages.indices.dropFirst().allSatisfy { plan.stages[$0].input == $0 - 1 })
    #expect(part.modelStage?.id == "train")
  }

  /// A model that is taken replaces what only its training took, such as the weights that it started from.
  @Test(arguments: [
    ("sheet", false), ("other", true),
  ])
  func whatTheTrainingTookIsLeftOut(stage: String, keepsStart: Bool) throws {
    let document = try SettingValue.parse(
      """
      {"model": "mlp-gan", "dataset": "strokes", "stages": [{"kind": "load", "id": "start", "file": "gone.safetensors"},
        {"kind": "train", "steps": 1}, "sample", "sheet", {"kind": "sample", "id": "aside", "from": "start"},
        {"kind": "sheet", "id": "other", "from": "sample"}]}
      """, file: "d.json")
    var part = try RerunDocument(Recipe(document: document, stage: stage), registry: Workbench.tools().stages)
    part.take(model: "kept.safetensors")
    let ids = part.value["stages"]?.array?.compactMap { $0["id"]?.string } ?? []
    #expect(ids.contains("start") == keepsStart)
    #expect(part.value["stages"]?.array?.first { $0["id"]?.string == "train" }?["file"]?.string == "kept.safetensors")
  }

  /// A training of minutes is repeated with its steps, whatever the machine does now; so is a sheet on its way.
  @Test(arguments: [
    "sheet.png", "train/samples/step-0000002.png", "train/checkpoint.safetensors",
    "train/checkpoints/step-0000002.safetensors", "train/best.safetensors",
  ])
  func trainingsOfMinutesAreMadeAgain(name: String) throws {
    let run = try Self.minutes.get()
    let log = EventLog()
    let ending = Paths.fileExtension(name)
    let again = folder.path(of: "again.\(ending)")
    let rerun = try Rerun(
      Rerun.Request(file: run.path(of: name), trains: true, access: .below([])), tools: Workbench.tools())
    let outcome = try rerun.run(
      to: again, device: CPUDevice(threads: 2), stop: StopRequest(), observer: log.observer)
    #expect(outcome.isIdentical, "\(outcome.words)")
    #expect(outcome.words.hasPrefix("identical: "))
    #expect(ending == "png" ? outcome.difference == .none : [.none, .training].contains(outcome.difference))
    #expect(!log.take().contains { $0.contains("a step takes") })
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["again.\(ending)"])
    let free = Rerun.freeOutput(for: run.path(of: name))
    #expect(
      free
        == run.path(
          of: Paths.split(name).name.replacingOccurrences(of: ".\(ending)", with: "-again.\(ending)")))
  }

  /// A short training of minutes, whose rates depend on its length.
  private static let minutes = Result {
    let run = try TemporaryFolder()
    let plan = try Workbench.plan(
      """
      {"seed": 5, "model": {"plugin": "mlp-gan", "recipe": {"batchSize": 8, "schedule": "cosine"}},
        "dataset": {"kind": "strokes", "count": 24}, "stages": [
          {"kind": "train", "minutes": 0.02, "samples": 4, "sheetEvery": 2,
            "checkpoint": {"every": {"steps": 2}, "keep": "all"}, "evaluate": {"samples": 8, "images": 8}},
          {"kind": "sample", "count": 2}, "sheet"]}
      """)
    _ = try Workbench.run(plan, in: run)
    return run
  }

  @Test func recipesOfStagesThatAreNotThereAreDamaged() throws {
    let document = try SettingValue.parse(#"{"stages": ["sample"]}"#, file: "d.json")
    let error = #expect(throws: PipelineError.self) {
      try RerunDocument(Recipe(document: document, stage: "x"), registry: Workbench.tools().stages)
    }
    #expect(error?.message.hasPrefix("the recipe is damaged: the stage 'x'") == true)
  }
}
