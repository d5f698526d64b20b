import ArtPipeline
import Foundation
import Testing

@testable import artpipe

struct ProgressTextTests {
  @Test(arguments: [
    (0.04, "0.0 s"), (7.25, "7.3 s"), (9.94, "9.9 s"), (10, "0:10"), (75.4, "1:15"), (3599.4, "59:59"),
    (3600, "1:00:00"), (-1, "0.0 s"), (1e300, "277777:46:40"),
  ])
  func timesAreShort(seconds: Double, text: String) {
    #expect(ProgressText.time(seconds) == text)
  }

  @Test(arguments: [
    (0, "0.0"), (0.12345, "0.123"), (1.23456, "1.23"), (12.345, "12.3"), (123.4, "123"), (-512.6, "-513"),
    (1234567, "1234567"), (Double.nan, "nan"), (Double.infinity, "inf"),
  ])
  func numbersAreShort(value: Double, text: String) {
    #expect(ProgressText.number(value) == text)
  }

  @Test func aLineSaysWhereItIs() {
    let progress = StageProgress(
      stage: "train", done: 120, total: 2350, unit: "step", imagesPerSecond: 812.4,
      values: [("generator loss", 0.9114), ("discriminator loss", 1.204)], secondsLeft: 32)
    #expect(
      ProgressText.line(progress)
        == "step 120 of 2350 · 812 images/s · generator loss 0.911 · discriminator loss 1.2 · 0:32 left")
    #expect(ProgressText.line(StageProgress(stage: "x", done: 1, total: 2, unit: "frame")) == "frame 1 of 2")
    let part = StageProgress(stage: "x", done: 3, total: 11, unit: "part", doing: "samples: memorization")
    #expect(ProgressText.line(part) == "part 3 of 11 · samples: memorization")
  }
}

/// The program on a terminal, which `script` makes.
struct TerminalTests {
  private static let hasTerminal = FileManager.default.isExecutableFile(atPath: "/usr/bin/script")

  private func run(_ environment: [String: String]) throws -> String {
    let scratch = try Scratch()
    try scratch.write(
      """
      {"model": {"plugin": "mlp-gan", "recipe": {"batchSize": 8}}, "dataset": {"kind": "strokes", "count": 32},
        "stages": [{"kind": "train", "steps": 30, "samples": 0}]}
      """, to: "d.json")
    let run = try Program.Running(
      "/usr/bin/script", ["-qec", "\(Program.artpipe) run d.json 2>&1", "/dev/null"], in: scratch.path,
      environment: environment
    ).wait()
    #expect(run.status == 0)
    return run.output
  }

  @Test(.enabled(if: hasTerminal, "the program 'script' is not installed"))
  func aTerminalGetsOneLineDrawnAgain() throws {
    let text = try run(["TERM": "xterm", "NO_COLOR": ""])
    #expect(text.contains("\r\u{1B}[K  step 1 of 30"))
    #expect(text.contains("\u{1B}[1mtrain\u{1B}[0m: "))
  }

  @Test(.enabled(if: hasTerminal, "the program 'script' is not installed"))
  func coloursAndDrawingCanBeTurnedOff() throws {
    let plain = try run(["TERM": "xterm", "NO_COLOR": "1"])
    #expect(plain.contains("\r\u{1B}[K  step 1 of 30"))
    #expect(!plain.contains("\u{1B}[1m"))
    #expect(!(try run(["TERM": "dumb", "NO_COLOR": ""])).contains("\u{1B}"))
  }
}
