import ArtFiles
import ArtGAN
import ArtMedia
@testable import ArtPipeline
import ArtSettings
import Foundation
import Testing

/// A walk over the checkpoints of a training.
struct GrowthStageTests {
  private static func document(_ growth: String, train: String = "") -> String {
    """
    {"model": {"plugin": "mlp-gan", "recipe": {"batchSize": 8}}, "dataset": {"kind": "strokes", "count": 16},
      "stages": [{"kind": "train", "steps": 6, "samples": 0\(train)}, \(growth)]}
    """
  }

  @Test(arguments: [
    (
      #""growth""#, #", "checkpoint": {"every": {"steps": 2}}"#,
      "growth leads from checkpoint to checkpoint, and the training keeps one alone; give its 'checkpoint' \"keep\": \"all\""
    ),
    (#"{"kind": "growth", "seconds": 0.01}"#, "", "expected from 2 to 10,000,000"),
    (#"{"kind": "growth", "seeds": [1, 2, 3], "keyframes": 2}"#, "", "seeds: expected 2 for each image, found 3"),
    (#"{"kind": "growth", "seeds": [1, 2], "walks": 2}"#, "", "'seeds' sets the number of images; leave 'walks' out"),
  ])
  func slipsAreExplained(growth: String, train: String, words: String) {
    let error = #expect(throws: Problems.self) { try Workbench.plan(Self.document(growth, train: train)) }
    #expect(error.map { "\($0)" }?.contains(words) == true, "\(String(describing: error))")
  }

  /// Each is told before a training.
  @Test(arguments: [
    (
      #""growth""#, #", "checkpoint": {"every": {"steps": 6}, "keep": "all"}"#,
      "the training keeps one alone; a checkpoint is due only at its end"
    ),
    (
      #"{"kind": "growth", "seconds": 0.2, "fps": 10}"#, #", "checkpoint": {"every": {"steps": 2}, "keep": "all"}"#,
      "the training keeps 3 checkpoints, more than the 2 frames show; give more 'seconds', or \"checkpoints\": 2"
    ),
    (
      #"{"kind": "growth", "seconds": 0.2, "fps": 10}"#, #", "checkpoint": {"every": {"steps": 1}, "keep": 5}"#,
      "the training keeps 5 checkpoints, more than the 2 frames show"
    ),
    (
      #""growth", {"kind": "images", "classFolders": true}"#, "",
      "'images' needs images that are each drawn from one point"
    ),
  ])
  func whatTheTrainingWillNotGiveIsTold(growth: String, train: String, words: String) {
    let error = #expect(throws: Problems.self) { try Workbench.plan(Self.document(growth, train: train)) }
    #expect(error.map { "\($0)" }?.contains(words) == true, "\(String(describing: error))")
  }

  @Test func fewerCheckpointsFitIntoFewFrames() throws {
    let growth = #"{"kind": "growth", "seconds": 0.2, "fps": 10, "checkpoints": 2}"#
    _ = try Workbench.plan(Self.document(growth, train: #", "checkpoint": {"every": {"steps": 2}, "keep": "all"}"#))
  }

  @Test func atrainingKeepsWhatGrowthAsksFor() throws {
    let plan = try Workbench.plan(Self.document(#""growth""#))
    let training = try #require(plan.stages[0].stage as? TrainStage)
    #expect(training.checkpoint.kept == nil)
    // What it does is part of what its files follow from.
    #expect(plan.stages[0].settings["checkpoint"]?["keep"]?.string == "all")
    let alone = try Workbench.plan(Self.document(#""sample""#))
    #expect((alone.stages[0].stage as? TrainStage)?.checkpoint.kept == 1)
  }

  @Test func framesAreThoseOfTheCheckpointsAndOfWeightsBetween() throws {
    let folder = try TemporaryFolder()
    let log = EventLog()
    // Three checkpoints of four frames each; in the last two of these the next comes in.
    let growth = #"{"kind": "growth", "seconds": 1.2, "fps": 10, "walks": 2, "path": "linear"}, "images", "sheet""#
    let document = Self.document(growth, train: #", "checkpoint": {"every": {"steps": 2}, "keep": "all"}"#)
    _ = try Workbench.run(Workbench.plan(document), in: folder, observer: log.observer)
    #expect(log.take().contains("note: 3 checkpoints, from step 2 to 6"))
    for (step, frames) in [
      ("0000002", ["0001", "0002", "0003"]), ("0000004", ["0005", "0007"]), ("0000006", ["0009", "0012"]),
    ] {
      let checkpoint = folder.path(of: "train/checkpoints/step-\(step).safetensors")
      let samples = try TemporaryFolder()
      let plan = try Workbench.plan(
        #"{"seed": 1, "stages": [{"kind": "load", "file": "\#(checkpoint)"}, {"kind": "sample", "count": 2}, "images"]}"#
      )
      _ = try Workbench.run(plan, in: samples)
      for frame in frames {
        for track in 1...2 {
          let expected = try ImageDecoder().decode(file: samples.path(of: "images/000\(track).png"))
          let found = try ImageDecoder().decode(file: folder.path(of: "images/walk-\(track)-\(frame).png"))
          // A batch of another size may round otherwise.
          let most = zip(expected.pixels, found.pixels).map { abs(Int($0) - Int($1)) }.max() ?? 255
          #expect(most <= 1, "step \(step), frame \(frame)")
        }
      }
    }
    func frame(_ number: String) throws -> [UInt8] {
      try ImageDecoder().decode(file: folder.path(of: "images/walk-1-\(number).png")).pixels
    }
    // Half of the way between two.
    #expect(try frame("0004") != frame("0003"))
    #expect(try frame("0004") != frame("0005"))

    let again = try TemporaryFolder()
    _ = try Workbench.run(Workbench.plan(document), in: again, threads: 1)
    for name in ["images/walk-2-0004.png", "sheet.png"] { #expect(try again.data(name) == folder.data(name)) }
    // Nothing runs again, and another number of checkpoints is another growth.
    _ = try Workbench.run(Workbench.plan(document), in: folder, observer: log.observer)
    #expect(
      log.take().filter { $0.hasPrefix("unchanged") } == ["unchanged train", "unchanged images", "unchanged sheet"])
  }

  /// What a video writes into the frames of a walk.
  private struct LabelsStage: PipelineStage {
    static let kind = "labels"
    static let summary = "Lists the labels of frames"
    static let output = ArtifactKind.files

    init(_ settings: SettingsReader) {}

    var accepts: Set<ArtifactKind> { [.walk] }

    func outputNames(id: String) -> [String] { ["labels.txt"] }

    func run(_ context: StageContext) throws -> StageResult {
      let stream = try context.inputs.imageStream()
      let texts = (0..<stream.count).map { stream.label?($0).texts.joined(separator: "/") ?? "none" }
      try context.folder.create()
      try context.folder.file("labels.txt").write(Array(texts.joined(separator: ", ").utf8))
      return StageResult(.files(["labels.txt"]), files: ["labels.txt"])
    }
  }

  /// The label changes in the middle between two checkpoints. Nothing else of the frames does.
  @Test func framesTellTheirSteps() throws {
    let folder = try TemporaryFolder()
    let growth = #""kind": "growth", "seconds": 1.2, "fps": 10, "walks": 1, "label": "#
    let video = #"{"kind": "video", "format": "gif", "size": 112, "upscaling": "nearest"}"#
    let document = Self.document(
      "{\(growth)true}, \(video), \"labels\", {\(growth)false}, \(video)",
      train: #", "checkpoint": {"every": {"steps": 2}, "keep": "all"}"#)
    let tools = try Workbench.tools(stages: [LabelsStage.self])
    _ = try Workbench.run(Planner(tools).plan(SettingValue.parse(document, file: "test.json")), in: folder)
    let labels = String(decoding: try folder.data("labels.txt"), as: UTF8.self).components(separatedBy: ", ")
    #expect(
      labels == [2, 2, 2, 4, 4, 4, 4, 6, 6, 6, 6, 6].map { "\($0) steps/\($0)" }, "\(labels)")
    var plain = try ImageDecoder().decode(file: folder.path(of: "video-2.gif"))
    let labelled = try ImageDecoder().decode(file: folder.path(of: "video.gif"))
    #expect(plain != labelled)
    FrameLabel(["2 steps"]).draw(into: &plain)
    #expect(plain == labelled)
  }

  @Test func aModelWithoutKeptCheckpointsIsExplained() throws {
    let folder = try TemporaryFolder()
    _ = try Workbench.run(Workbench.plan(Self.document(#""sample""#)), in: folder)
    let document = #"{"stages": [{"kind": "load", "file": "\#(folder.path(of: "train"))"}, "growth", "sheet"]}"#
    let error = #expect(throws: Problems.self) { try Workbench.plan(document) }
    #expect(
      error?.problems.first?.message
        == "\(folder.path(of: "train")): the training has kept no checkpoints, and growth leads from one to the next; train "
        + #"with "checkpoint": {"keep": "all"}. Where it did and its files were lost, only training anew makes them again: "#
        + "--force does")
  }

  /// Thousands of points lie in the way of each walk; who only looks at a plan does not lay any.
  @Test func aDryRunLaysNoPaths() throws {
    let folder = try TemporaryFolder()
    let train = #", "checkpoint": {"every": {"steps": 2}, "keep": "all"}"#
    _ = try Workbench.run(Workbench.plan(Self.document(#""sample""#, train: train)), in: folder)
    let growth = #"{"kind": "growth", "walks": 256, "keyframes": 10000}, "video""#
    let plan = try Workbench.plan(Self.document(growth, train: train))
    let start = ContinuousClock.now
    #expect(try Workbench.runner(plan, in: folder).prospects().count == 3)
    // Minutes, if they were laid.
    #expect(ContinuousClock.now - start < .seconds(20))
  }

  @Test func manyKeyframesAreInThePlan() throws {
    let train = #", "checkpoint": {"every": {"steps": 2}, "keep": "all"}"#
    func memory(_ growth: String) throws -> Double {
      let plan = try Workbench.plan(Self.document(growth, train: train))
      return plan.demand(on: nil).stages[1].memoryBytes
    }
    let more =
      try memory(#"{"kind": "growth", "walks": 8, "keyframes": 10000}"#) - memory(#"{"kind": "growth", "walks": 8}"#)
    // 80,000 points of 100 numbers, and the curve through them.
    #expect(more > 80_000 * 100 * 16 && more < 80_000 * 100 * 40, "\(more)")
  }

  /// What happens to kept checkpoints of a training that has ended, and what the next run says.
  @Test(arguments: [
    ("lost", ["0000002"], ["0000004", "0000006"]), ("damaged", ["0000004"], ["0000002", "0000006"]),
    ("lost", ["0000006"], ["0000002", "0000004", "0000006"]),
    ("damaged", ["0000006"], ["0000002", "0000004", "0000006"]),
  ])
  func growthGoesOnWithTheCheckpointsThatAreLeft(kind: String, steps: [String], left: [String]) throws {
    let folder = try TemporaryFolder()
    let log = EventLog()
    let growth = #"{"kind": "growth", "seconds": 0.6, "fps": 10, "walks": 1}, "images", "export""#
    let document = Self.document(growth, train: #", "checkpoint": {"every": {"steps": 2}, "keep": "all"}"#)
    _ = try Workbench.run(Workbench.plan(document), in: folder)
    let whole = try folder.data("train/checkpoints/step-\(steps[0]).safetensors")
    for step in steps {
      let url = URL(fileURLWithPath: folder.path(of: "train/checkpoints/step-\(step).safetensors"))
      try FileManager.default.removeItem(at: url)
      if kind == "damaged" {
        var bytes = whole
        bytes[bytes.count - 5] ^= 1
        try bytes.write(to: url)
      }
    }
    _ = try Workbench.run(Workbench.plan(document), in: folder, observer: log.observer)
    let events = log.take()
    #expect(events.contains("note: \(left.count) checkpoints, from step \(Int(left[0]) ?? 0) to 6"), "\(events)")
    let told = events.filter { $0.contains("what a training wrote on its way is not made again when it goes on") }
    #expect(told.count == (left.count == 3 ? 0 : 1), "\(events)")
    for step in steps where left.count < 3 {
      #expect(told.first?.contains("train/checkpoints/step-\(step).safetensors") == true && told[0].contains("--force"))
    }
    // The newest is the training's checkpoint too.
    if left.count == 3 { #expect(try folder.data("train/checkpoints/step-0000006.safetensors") == whole) }
    // Nothing is told again, and nothing runs.
    _ = try Workbench.run(Workbench.plan(document), in: folder, observer: log.observer)
    let later = log.take()
    #expect(later.filter { $0.hasPrefix("unchanged") } == ["unchanged train", "unchanged images", "unchanged export"])
    #expect(!later.contains { $0.contains("warning") }, "\(later)")
  }

  /// Kept checkpoints of another run, which no record tells of.
  @Test func damagedCheckpointsOfAnotherRunAreLeftOut() throws {
    let (folder, other) = (try TemporaryFolder(), try TemporaryFolder())
    let train = #", "checkpoint": {"every": {"steps": 2}, "keep": "all"}"#
    _ = try Workbench.run(Workbench.plan(Self.document(#""sample""#, train: train)), in: folder)
    let path = folder.path(of: "train/checkpoints/step-0000004.safetensors")
    var bytes = try folder.data("train/checkpoints/step-0000004.safetensors")
    bytes[bytes.count - 5] ^= 1
    // Not the same file as another.
    try FileManager.default.removeItem(atPath: path)
    try bytes.write(to: URL(fileURLWithPath: path))
    let log = EventLog()
    let plan = try Workbench.plan(
      #"{"stages": [{"kind": "load", "file": "\#(folder.path(of: "train"))"}, {"kind": "growth", "seconds": 0.4, "fps": 10}, "sheet"]}"#
    )
    _ = try Workbench.run(plan, in: other, observer: log.observer)
    let events = log.take()
    #expect(events.contains("note: 2 checkpoints, from step 2 to 6"), "\(events)")
    #expect(events.contains { $0.contains(path) && $0.hasSuffix("growth goes on with the others") }, "\(events)")
  }
}
