import Foundation
import Testing

/// A training that comes apart, with the program.
@Suite(.serialized)
struct RollBackTests {
  private let document = """
    {"model": {"plugin": "mlp-gan", "size": 12,
        "recipe": {"batchSize": 8, "optimizer": {"kind": "sgd", "learningRate": 3}}},
      "dataset": {"kind": "strokes", "count": 40},
      "stages": [{"kind": "train", "steps": 1000, "checkpoint": {"every": {"steps": 5}}, "samples": 0, "rollBack": {"times": 10}},
        {"kind": "sample", "count": 9}, "sheet"]}
    """

  @Test func goesBackAndGivesTheSameBytesWhenItIsKilled() throws {
    let scratch = try Scratch()
    try scratch.write(document, to: "document.json")
    let whole = try Program.artpipe("run", "document.json", "--output", "whole", in: scratch.path)
    #expect(whole.status == 0, "\(whole.errors)")
    #expect(whole.errors.contains("returning to the checkpoint of step "))
    struct RunManifest: Decodable {
      struct Stage: Decodable {
        struct Training: Decodable {
          struct RollBack: Decodable { let step, to: Int }
          let rollBacks: [RollBack]?
        }
        let training: Training?
      }
      let stages: [Stage]
    }
    let manifest = try JSONDecoder().decode(RunManifest.self, from: scratch.data("whole/manifest.json"))
    let rollBacks = try #require(manifest.stages.first?.training?.rollBacks)
    #expect(!rollBacks.isEmpty)
    #expect(rollBacks.allSatisfy { $0.to < $0.step })

    let running = try Program.Running(
      Program.artpipe, ["run", "document.json", "--output", "parts", "--threads", "1"], in: scratch.path)
    let metrics = scratch.path(of: "parts/train/metrics.jsonl")
    let deadline = Date() + 120
    while running.process.isRunning, Date() < deadline {
      let lines = FileManager.default.contents(atPath: metrics)?.count { $0 == UInt8(ascii: "\n") } ?? 0
      if lines >= 200 { break }
      usleep(2_000)
    }
    kill(running.process.processIdentifier, SIGKILL)
    #expect(try running.wait().status == -SIGKILL)
    let resumed = try Program.artpipe("run", "document.json", "--output", "parts", in: scratch.path)
    #expect(resumed.status == 0, "\(resumed.errors)")
    #expect(resumed.errors.contains("resuming from step "))
    let (a, b) = (try scratch.results(of: "parts"), try scratch.results(of: "whole"))
    #expect(a.keys.sorted() == b.keys.sorted())
    for (name, data) in b { #expect(a[name] == data, "\(name) differs") }
  }

  @Test func endsWithTheErrorWithoutTheSetting() throws {
    let scratch = try Scratch()
    try scratch.write(document, to: "document.json")
    let run = try Program.artpipe(
      "run", "document.json", "--output", "whole", "--set", "stages.train.rollBack=null", in: scratch.path)
    #expect(run.status == 65, "\(run.errors)")
    #expect(run.errors.contains("error: train: training diverged at step "))
  }
}
