import ArtFiles
import ArtGAN
import ArtMedia
import ArtTestSupport
import Foundation
import ProgramTestSupport
import Testing

/// Signals to the program in each kind of stage.
@Suite(.serialized)
struct SignalTests {
  /// Stages that take minutes, and what is told when they are at work.
  static let long: [(name: String, document: String, sign: String)] = [
    (
      "a data set is read",
      #""model": "mlp-gan", "dataset": {"kind": "strokes", "count": 400000}, "stages": ["train"]"#,
      "train: "
    ),
    (
      "train",
      #""model": "mlp-gan", "dataset": {"kind": "strokes", "count": 600}, "stages": [{"kind": "train", "steps": 1000000}]"#,
      "train: "
    ),
    (
      "train-classifier",
      #""dataset": {"kind": "strokes", "count": 2000}, "stages": [{"kind": "train-classifier", "epochs": 1000}]"#,
      "train-classifier: "
    ),
    ("evaluate", #""dataset": {"kind": "strokes", "count": 20000}, "stages": [\#(load), "evaluate"]"#, "evaluate: "),
    ("images", #""stages": [\#(load), {"kind": "sample", "count": 100000}, "images"]"#, "images: "),
    ("sheet", #""stages": [\#(load), {"kind": "sample", "count": 60000}, {"kind": "sheet", "scale": 1}]"#, "sheet: "),
    ("video", #""stages": [\#(load), {"kind": "interpolate", "seconds": 600}, "video"]"#, "video: "),
    (
      "paths of a walk",
      #""stages": [\#(load), {"kind": "interpolate", "seconds": 600, "walks": 256, "keyframes": 300}, "video"]"#,
      "interpolate: "
    ),
    (
      "paths of a walk over checkpoints",
      #"""
      "model": "mlp-gan", "dataset": {"kind": "strokes", "count": 64},
      "stages": [{"kind": "train", "steps": 2, "samples": 0, "checkpoint": {"every": {"steps": 1}, "keep": "all"}},
        {"kind": "growth", "seconds": 600, "walks": 256, "keyframes": 300}, "video"]
      """#,
      "growth: "
    ),
  ]
  private static let load = #"{"kind": "load", "file": "model.safetensors"}"#

  private let scratch: Scratch

  /// A folder with a trained model.
  init() throws {
    scratch = try Scratch()
    try scratch.write(
      """
      {"name": "m", "model": {"plugin": "mlp-gan", "recipe": {"batchSize": 8}},
        "dataset": {"kind": "strokes", "count": 32}, "stages": [{"kind": "train", "steps": 1, "samples": 0}, "export"]}
      """, to: "m.json")
    let run = try Program.artpipe("run", "m.json", in: scratch.path)
    try #require(run.status == 0, "\(run.errors)")
    try FileManager.default.copyItem(
      atPath: scratch.path(of: "runs/m/export.safetensors"), toPath: scratch.path(of: "model.safetensors"))
  }

  /// Starts the program, and waits until it has told of something.
  private func start(_ document: String, until sign: String) throws -> Program.Running {
    try scratch.write(#"{"name": "long", \#(document)}"#, to: "long.json")
    let running = try Program.Running(Program.artpipe, ["run", "long.json", "--threads", "1"], in: scratch.path)
    try running.wait(untilErrorsContain: sign)
    return running
  }

  @Test(arguments: SignalTests.long.indices)
  func eachStageStopsWithinASecond(index: Int) throws {
    let (name, document, sign) = Self.long[index]
    let running = try start(document, until: sign)
    usleep(300_000)
    #expect(running.process.isRunning, "\(name)")
    let start = Date()
    kill(running.process.processIdentifier, SIGTERM)
    let run = try running.wait()
    #expect(run.status == 130, "\(name): \(run.errors)")
    // Twice what is promised, and more: other tests run on the same cores.
    #expect(Date().timeIntervalSince(start) < 4, "\(name)")
    #expect(run.errors.contains("stopping after this step; press Ctrl-C again to stop at once\n"), "\(name)")
    #expect(run.errors.contains("the same command"), "\(name)")
    // Before its images are there, a stage has not begun; and a walk has no files.
    if index > 0, !name.hasPrefix("paths") {
      #expect(try scratch.text("runs/long/manifest.json").contains(#""status" : "stopped""#), "\(name)")
    }
    #expect(!FileManager.default.fileExists(atPath: scratch.path(of: "runs/long/.tmp")), "\(name)")
  }

  /// Commands that are no run, and runs that have not begun: what they do when the signal comes, by the calls that touch
  /// files.
  static let withoutARun: [(arguments: [String], call: String)] = [
    (["run", "m.json"], "read:1"),
    (["run", "m.json", "--dry-run"], "read:6"),
    (["validate", "m.json"], "read:1"),
    (["report", "runs/m"], "read:3"),
    (["report", "runs/m", "-o", "page.html"], "read:3"),
    (["report", "runs/m", "-o", "page.html"], "write:1"),
    (["runs", "list"], "read:1"),
    (["runs", "compare", "runs/m", "runs/m"], "read:2"),
    (["inspect", "photos"], "read:2"),
    (["playground", "--model", "model.safetensors", "-o", "page.html"], "read:4"),
    (["sample", "--model", "model.safetensors", "-o", "sheet.png"], "read:1"),
    (["morph", "--model", "digits-fast", "--sound", "drum-loop", "-o", "morph.mp4"], "read:12"),
  ]

  @Test(.enabled(if: hasFaults, "needs a build with -D FILE_FAULTS, as 'make test' makes it"))
  func commandsWithoutARunStopAtOnceAndLeaveNothing() throws {
    let photos = Program.package + "/Tests/ArtMediaTests/Fixtures"
    try FileManager.default.createSymbolicLink(atPath: scratch.path(of: "photos"), withDestinationPath: photos)
    let before = try FileManager.default.subpathsOfDirectory(atPath: scratch.path)
    for (arguments, call) in Self.withoutARun {
      let run = try Program.artpipe(
        arguments, in: scratch.path, environment: ["ARTPIPE_FILE_FAULT": "\(call):term"])
      #expect(run.status == 130, "\(arguments): \(run.errors)")
      #expect(run.errors.contains("stop"), "\(arguments): \(run.errors)")
      #expect(run.output.isEmpty, "\(arguments): \(run.output)")
      #expect(try FileManager.default.subpathsOfDirectory(atPath: scratch.path) == before, "\(arguments)")
    }
  }

  /// A large video is read through before its first frame is translated. Here one of these reads takes two seconds, from the
  /// signal on.
  @Test(.enabled(if: hasFaults, "needs a build with -D FILE_FAULTS, as 'make test' makes it"), arguments: [4, 12])
  func openingAVideoStopsWithinASecond(read: Int) throws {
    try TranslationModels.inverter().write(to: .typed(scratch.path(of: "translator.safetensors")))
    let encoder = try VideoEncoder(
      file: .typed(scratch.path(of: "film.mov")), format: MOVFormat(), frameWidth: 320, frameHeight: 240)
    for frame in 0..<24 {
      let pixels = (0..<320 * 240 * 3).map { (place: Int) -> UInt8 in
        UInt8(truncatingIfNeeded: (place &* 2_654_435_761 &+ frame) >> 7)
      }
      try encoder.write(PixelImage(width: 320, height: 240, channels: 3, pixels: pixels))
    }
    _ = try encoder.finish()
    let running = try Program.Running(
      Program.artpipe, ["translate", "--model", "translator.safetensors", "--input", "film.mov", "-o", "out.mp4"],
      in: scratch.path, environment: ["ARTPIPE_FILE_FAULT": "read:\(read):term"])
    try running.wait(untilErrorsContain: "stopping after this step; press Ctrl-C again to stop at once\n")
    let start = Date()
    let run = try running.wait()
    #expect(run.status == 130, "\(run.errors)")
    #expect(Date().timeIntervalSince(start) < 1.5, "\(run.errors)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path).allSatisfy { !$0.contains(".mp4") })
  }

  /// A command that touches no file for minutes.
  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self/status"), "needs /proc"))
  func aMeasurementStopsAtOnce() throws {
    let running = try Program.Running(
      Program.artpipe, ["models", "profile", "mlp-gan", "--steps", "10000"], in: scratch.path)
    while running.process.isRunning, try !hears(SIGTERM, running) { usleep(5_000) }
    kill(running.process.processIdentifier, SIGTERM)
    let run = try running.wait()
    #expect(run.status == 130 && run.errors == "stopped; the same command starts this again\n", "\(run.errors)")
  }

  /// Whether a program does something at a signal.
  private func hears(_ signal: Int32, _ running: Program.Running) throws -> Bool {
    let path = "/proc/\(running.process.processIdentifier)/status"
    guard let status = try? String(contentsOfFile: path, encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("SigCgt:") }),
      let mask = UInt64(line.dropFirst(7).trimmingCharacters(in: .whitespaces), radix: 16)
    else { return false }
    return mask & (1 << UInt64(signal - 1)) != 0
  }

  #if FILE_FAULTS
    private static let hasFaults = true
  #else
    private static let hasFaults = false
  #endif

  /// In the middle of a step that takes seconds.
  @Test func aSecondSignalEndsAtOnce() throws {
    let running = try start(
      #"""
      "model": {"plugin": "dcgan-mnist", "recipe": {"batchSize": 512}},
      "dataset": {"kind": "strokes", "count": 512}, "stages": [{"kind": "train", "steps": 5}]
      """#, until: "train: ")
    sleep(2)
    kill(running.process.processIdentifier, SIGTERM)
    try running.wait(untilErrorsContain: "stopping after this step; press Ctrl-C again to stop at once\n")
    let start = Date()
    kill(running.process.processIdentifier, SIGTERM)
    #expect(try running.wait().status == 130)
    #expect(Date().timeIntervalSince(start) < 1)
  }

  /// One run that is stopped in each of its stages, and one that is not.
  @Test func aRunThatWasStoppedInEachStageEndsWithTheSameBytes() throws {
    try scratch.write(
      """
      {"model": {"plugin": "mlp-gan", "recipe": {"batchSize": 16}}, "dataset": {"kind": "strokes", "count": 800},
        "stages": [{"kind": "train", "steps": 40, "samples": 4, "checkpoint": {"every": {"steps": 20}}},
          {"kind": "train-classifier", "epochs": 1, "batchSize": 32, "network": {"channels": [4, 4], "features": 8}},
          {"kind": "sample", "count": 200, "from": "train"}, "images", "sheet",
          {"kind": "interpolate", "seconds": 1, "from": "train"}, {"kind": "video", "size": 56, "format": "gif"}]}
      """, to: "d.json")
    func run(_ folder: String) throws -> Program.Running {
      try Program.Running(Program.artpipe, ["run", "d.json", "--output", folder], in: scratch.path)
    }
    let whole = try run("whole").wait()
    try #require(whole.status == 0, "\(whole.errors)")
    for (stage, signal) in zip(
      ["train", "train-classifier", "images", "sheet", "video"],
      [SIGTERM, SIGINT, SIGHUP, SIGTERM, SIGINT])
    {
      let running = try run("parts")
      try running.wait(untilErrorsContain: "\n\(stage): ")
      usleep(20_000)
      kill(running.process.processIdentifier, signal)
      // A stage may be done before the signal comes.
      #expect([0, 130].contains(try running.wait().status), "\(stage)")
    }
    let last = try run("parts").wait()
    #expect(last.status == 0, "\(last.errors)")
    let (a, b) = (try scratch.results(of: "parts"), try scratch.results(of: "whole"))
    #expect(a.keys.sorted() == b.keys.sorted())
    for (name, data) in b { #expect(a[name] == data, "\(name) differs") }
  }
}
