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

  @Test func aModelWithoutKeptCheckpointsIsExplained() throws {
    let folder = try TemporaryFolder()
    _ = try Workbench.run(Workbench.plan(Self.document(#""sample""#)), in: folder)
    let plan = try Workbench.plan(
      #"{"stages": [{"kind": "load", "file": "\#(folder.path(of: "train"))"}, "growth", "sheet"]}"#)
    let other = try TemporaryFolder()
    let error = #expect(throws: PipelineError.self) { try Workbench.run(plan, in: other) }
    #expect(
      error?.message
        == "\(folder.path(of: "train")): the training has kept no checkpoints, and growth leads from one to the next; train "
        + #"with "checkpoint": {"keep": "all"}"#)
  }
}
