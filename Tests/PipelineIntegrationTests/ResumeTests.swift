import ArtFiles
import Foundation
import Testing

/// Stopping and going on, with the program and real signals.
@Suite(.serialized)
struct ResumeTests {
  private let document = """
    {"model": {"plugin": "mlp-gan", "recipe": {"batchSize": 32}}, "dataset": {"kind": "strokes", "count": 200},
      "stages": [{"kind": "train", "steps": 600, "checkpoint": {"every": {"steps": 50}}, "sheetEvery": 100, "samples": 9},
        {"kind": "sample", "count": 9}, "sheet", {"kind": "interpolate", "seconds": 0.5},
        {"kind": "video", "size": 56}]}
    """

  /// Runs the document and sends a signal when some steps are done.
  private func interrupt(_ scratch: Scratch, _ signal: Int32, afterStep step: Int) throws -> ProgramRun {
    let running = try Program.Running(
      Program.artpipe, ["run", "document.json", "--output", "parts", "--threads", "1"], in: scratch.path)
    try waitForMetrics(scratch, steps: step, of: running)
    kill(running.process.processIdentifier, signal)
    return try running.wait()
  }

  /// Waits until a program has trained for some steps, or has ended.
  private func waitForMetrics(
    _ scratch: Scratch, in folder: String = "parts", steps: Int, of running: Program.Running
  ) throws {
    let metrics = scratch.path(of: "\(folder)/train/metrics.jsonl")
    let deadline = Date() + 120
    while running.process.isRunning {
      let lines = FileManager.default.contents(atPath: metrics)?.count { $0 == UInt8(ascii: "\n") } ?? 0
      if lines >= steps { return }
      try #require(Date() < deadline, "no step was done in two minutes")
      usleep(2_000)
    }
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP, SIGKILL])
  func aRunThatWasStoppedEndsWithTheSameBytes(signal: Int32) throws {
    let scratch = try Scratch()
    try scratch.write(document, to: "document.json")
    let whole = try Program.artpipe("run", "document.json", "--output", "whole", in: scratch.path)
    try #require(whole.status == 0, "\(whole.errors)")

    let stopped = try interrupt(scratch, signal, afterStep: 70)
    if signal == SIGKILL {
      #expect(stopped.status == -SIGKILL)
    } else {
      #expect(stopped.status == 130)
      #expect(stopped.errors.contains("stopping after this step; press Ctrl-C again to stop at once\n"))
      #expect(
        stopped.errors.contains(
          " of 600; parts/train/checkpoint.safetensors is saved; run the same command again to resume\n"))
    }
    let resumed = try Program.artpipe("run", "document.json", "--output", "parts", "--threads", "2", in: scratch.path)
    #expect(resumed.status == 0, "\(resumed.errors)")
    #expect(resumed.errors.contains("resuming from step "))
    let (a, b) = (try scratch.results(of: "parts"), try scratch.results(of: "whole"))
    #expect(a.keys.sorted() == b.keys.sorted())
    for (name, data) in b { #expect(a[name] == data, "\(name) differs") }
  }

  /// A second run in the folder, in one that the run writes, and around it; and a sheet where the run writes.
  @Test func aRunThatIsBeingWrittenIsNotTouched() throws {
    let scratch = try Scratch()
    try scratch.write(document, to: "document.json")
    func arguments(_ folder: String) -> [String] {
      ["run", "document.json", "--output", folder, "--set", "stages.train.steps=1000000"]
    }
    let running = try Program.Running(Program.artpipe, arguments("outer/train/parts"), in: scratch.path)
    let writer = "another artpipe (process \(running.process.processIdentifier)) is writing "
    try waitForMetrics(scratch, in: "outer/train/parts", steps: 1, of: running)
    let parts = try #require(Paths.real(scratch.path(of: "outer/train/parts")))
    let wait = "; wait for it, or give --output another "
    for (folder, words) in [
      ("outer/train/parts", "\(writer)this run\(wait)folder"),
      ("outer/train/parts/train", "\(writer)the run in \(parts), and this folder belongs to it\(wait)folder"),
      ("outer/train/parts/train/deep/new", "\(writer)the run in \(parts), and this folder belongs to it\(wait)folder"),
      ("outer", "this run would write 'train', but \(writer)the run in outer/train/parts\(wait)folder"),
    ] {
      for extra in [[], ["--dry-run"]] {
        let second = try Program.artpipe(arguments(folder) + extra, in: scratch.path)
        #expect(second.errors.hasSuffix("error: \(folder): \(words)\n"), "\(second.errors)")
        #expect(second.status == 75)
      }
    }
    let sample = try Program.artpipe(
      "sample", "--model", "outer/train/parts/train/checkpoint.safetensors", "--output",
      "outer/train/parts/train/x.png", in: scratch.path)
    #expect(sample.errors.contains("\(writer)the run in \(parts), and this belongs to it\(wait)name\n"))
    #expect(sample.status == 75)
    #expect(try Listing.names(in: scratch.path(of: "outer")) == ["train"])
    let inner = try Listing.names(in: scratch.path(of: "outer/train/parts/train"))
    #expect(!inner.contains("deep") && !inner.contains(".lock"))
    // Runs beside it, and in folders that it does not write, go on as ever.
    for folder in ["outer/train/others", "outer/train/parts/mine"] {
      let other = try Program.artpipe(arguments(folder) + ["--set", "stages.train.steps=2"], in: scratch.path)
      #expect(other.status == 0, "\(other.errors)")
    }
    kill(running.process.processIdentifier, SIGINT)
    #expect(try running.wait().status == 130)
    #expect(try scratch.data("outer/train/parts/.lock").isEmpty)
  }
}
