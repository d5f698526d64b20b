import ArtMedia
import ArtPipeline
import Foundation
import Testing

@testable import ArtPipeCommandLine

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
      readings: [
        .init("generator loss", short: "G", 0.9114), .init("discriminator loss", short: "D", 1.204),
        .init("Fréchet distance", short: "frechet", 512.3, best: 498.7),
      ], secondsLeft: 32)
    #expect(
      ProgressText.line(progress)
        == "step 120 of 2,350 · 0:32 left · 812 images/s · generator loss 0.911 · discriminator loss 1.2 · "
        + "Fréchet distance 512 (best 499)")
    #expect(ProgressText.line(StageProgress(stage: "x", done: 1, total: 2, unit: "frame")) == "frame 1 of 2")
    let part = StageProgress(stage: "x", done: 3, total: 11, unit: "part", doing: "samples: memorization")
    #expect(ProgressText.line(part) == "part 3 of 11 · samples: memorization")
  }

  @Test(
    arguments: [
      (20, "train 5 % · 0:32 lef"),
      (40, "train 5 % · 0:32 left"),
      (45, "train 5 % · 0:32 left · step 120 of 2,350"),
      (60, "train ╸───────────────── 5 % · 0:32 left · step 120 of 2,350"),
      (80, "train ╸──────────── 5 % · 0:32 left · step 120 of 2,350 · 812 images/s · G 0.911"),
    ])
  func aBarFitsItsTerminal(width: Int, text: String) {
    let progress = StageProgress(
      stage: "train", done: 120, total: 2350, unit: "step", imagesPerSecond: 812.4,
      readings: [.init("generator loss", short: "G", 0.9114), .init("discriminator loss", short: "D", 1.204)],
      secondsLeft: 32)
    let bar = ProgressText.bar(progress, width: width)
    #expect(bar == text)
    #expect(bar.count <= width)
  }

  /// What is done between two steps stands before them; what is left of the run behind what is left of the stage.
  @Test(
    arguments: [
      (25, "train 5 % · 0:32 left"),
      (40, "train 5 % · 0:32 left · samples 12 %"),
      (50, "train 5 % · 0:32 left · samples 12 % · run 1:10"),
      (100, "train ━───────────────────── 5 % · 0:32 left · samples 12 % · run 1:10 · step 120 of 2,350 · G 0.911"),
    ])
  func aPartAndTheRunFitTheTerminal(width: Int, text: String) {
    var progress = StageProgress(
      stage: "train", done: 120, total: 2350, unit: "step",
      readings: [.init("generator loss", short: "G", 0.9114)], secondsLeft: 32, doing: "samples",
      part: .init(done: 121, total: 1000))
    progress.runSecondsLeft = 70
    #expect(ProgressText.bar(progress, width: width) == text)
    #expect(
      ProgressText.line(progress)
        == "step 120 of 2,350 · 0:32 left (run 1:10) · samples 12 % · generator loss 0.911")
    #expect(
      EventJSON.text(.progress(progress))
        == #"{"doing":"samples","done":120,"event":"progress","part":{"done":121,"total":1000},"runSecondsLeft":70,"#
        + #""secondsLeft":32,"stage":"train","total":2350,"unit":"step","values":{"generator loss":0.9114}}"#)
    // The last stage's time is the run's.
    progress.runSecondsLeft = 32.2
    #expect(!ProgressText.line(progress).contains("run"))
  }

  @Test(arguments: [0, 1, 60, 119, 120, 200])
  func aBarIsAsFullAsTheStage(done: Int) throws {
    let bar = ProgressText.bar(StageProgress(stage: "s", done: done, total: 120, unit: "step"), width: 100)
    let drawn = bar.filter { "━╸─".contains($0) }
    #expect(drawn.count == 30)
    let halves = drawn.reduce(0) { $0 + ($1 == "━" ? 2 : $1 == "╸" ? 1 : 0) }
    #expect(halves == min(done, 120) * 60 / 120)
  }

  @Test func eventsAreObjects() {
    let progress = StageProgress(
      stage: "train", done: 3, total: 10, unit: "step", imagesPerSecond: 12.34567,
      readings: [.init("generator loss", short: "G", .nan), .init("precision", short: "precision", 0.5, best: 0.75)])
    #expect(
      EventJSON.text(.progress(progress))
        == #"{"best":{"precision":0.75},"done":3,"event":"progress","imagesPerSecond":12.3457,"stage":"train","#
        + #""total":10,"unit":"step","values":{"precision":0.5}}"#)
    #expect(EventJSON.text(.warning("a \"b\"\u{1B}")) == #"{"event":"warning","text":"a \"b\"\u001b"}"#)
    #expect(
      EventJSON.text(.ended(stage: "s", seconds: 1.23456, files: ["a.png"]))
        == #"{"event":"ended","files":["a.png"],"seconds":1.235,"stage":"s"}"#)
  }
}

/// What is said to a terminal of each kind.
struct TerminalKindTests {
  private static func terminal(_ environment: [String: String]) -> Terminal {
    Terminal(environment: environment, isTerminal: true)
  }

  @Test(
    arguments: [
      (["TERM": "xterm-256color", "LANG": "de_DE.UTF-8"], "HalfBlocks"),
      (["TERM": "xterm-kitty", "LANG": "C.utf8"], "KittyGraphics"),
      (["TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"], "ITermGraphics"),
      (["TERM": "foot"], "SixelGraphics"),
      (["TERM": "screen", "TERM_PROGRAM": "iTerm.app"], "HalfBlocks"),
      (["TERM": "xterm", "LANG": "C"], nil),
      (["TERM": "xterm", "LC_ALL": "POSIX", "LANG": "de_DE.UTF-8"], nil),
      (["TERM": "dumb"], nil),
      (["TERM": "xterm", "NO_COLOR": "1"], nil),
    ] as [([String: String], String?)])
  func imagesAreShownAsTheTerminalCan(environment: [String: String], kind: String?) {
    #expect(Self.terminal(environment).graphics.map { "\(type(of: $0))" } == kind)
  }

  @Test func anASCIITerminalGetsASCII() {
    let text = "28×28 · −3 … ━╸─ Æsop"
    #expect(Self.terminal(["LANG": "C"]).shown(text) == "28x28 , -3 ... ##- Æsop")
    #expect(Self.terminal(["LANG": "en_US.UTF-8"]).shown(text) == text)
  }

  @Test func halfBlocksHaveTwoPixelsEach() throws {
    let image = try PixelImage(width: 2, height: 2, channels: 1, pixels: [0, 255, 9, 9])
    #expect(
      try HalfBlocks().lines(of: image, columns: 2) == [
        "\u{1B}[38;2;0;0;0m\u{1B}[48;2;9;9;9m▀\u{1B}[38;2;255;255;255m▀\u{1B}[0m"
      ])
  }

  @Test func aPreviewFitsTheTerminal() throws {
    let images = [PixelImage](repeating: try PixelImage(width: 64, height: 64, channels: 3, fill: 99), count: 48)
    for columns in [20, 40, 80, 200] {
      let lines = try SamplePreview(graphics: HalfBlocks()).lines(images, size: (columns, 24))
      #expect(lines.count == min(10, (columns - 3) / 2))
      for line in lines { #expect(line.count { $0 == "▀" } < columns) }
    }
    #expect(try SamplePreview(graphics: HalfBlocks()).lines(images, size: (80, 4)).isEmpty)
  }

  @Test func sixelsHoldTheColours() throws {
    // Six rows: red above, blue below.
    let image = try PixelImage(
      width: 5, height: 6, channels: 3,
      pixels: (0..<6).flatMap { row in
        [UInt8](repeating: 0, count: 5).flatMap { _ in row < 3 ? [255, 0, 0] : [0, 0, 255] }
      })
    let text = try #require(SixelGraphics().lines(of: image, columns: 5).first)
    // Bits 0 to 2 are the upper rows: 63 + 7 is F; bits 3 to 5: 63 + 56 is w.
    #expect(text.contains("#210;2;100;0;0") && text.contains("#5;2;0;0;100"))
    #expect(text.contains("#5!5w$#210!5F-"))
  }

  @Test func aLineIsDrawnBelowItsBlock() {
    var live = LiveLines()
    #expect(live.replaceLine("one") == "\r\u{1B}[Kone")
    #expect(live.replaceBlock(["A", "B"], erasing: "") == "\r\u{1B}[KA\r\nB\r\none")
    #expect(live.replaceLine("two") == "\r\u{1B}[Ktwo")
    #expect(live.erase() == "\u{1B}[2A\r\u{1B}[J")
    #expect(live.draw() == "A\r\nB\r\ntwo")
    #expect(live.keep() == "\r\u{1B}[K")
    #expect(live.erase().isEmpty && live.draw().isEmpty)
  }
}

/// The program on a terminal, which `script` makes.
struct TerminalTests {
  private static let hasTerminal = FileManager.default.isExecutableFile(atPath: "/usr/bin/script")

  private func run(_ environment: [String: String], _ options: String = "", samples: Int = 0) throws -> String {
    let scratch = try Scratch()
    try scratch.write(
      """
      {"model": {"plugin": "mlp-gan", "recipe": {"batchSize": 8}}, "dataset": {"kind": "strokes", "count": 32},
        "stages": [{"kind": "train", "steps": 30, "samples": \(samples), "sheetEvery": 10}]}
      """, to: "d.json")
    let run = try Program.Running(
      "/usr/bin/script", ["-qec", "stty cols 80 rows 24; \(Program.artpipe) run d.json \(options) 2>&1", "/dev/null"],
      in: scratch.path,
      environment: environment
    ).wait()
    #expect(run.status == 0)
    return run.output
  }

  @Test(.enabled(if: hasTerminal, "the program 'script' is not installed"))
  func aTerminalGetsOneLineDrawnAgain() throws {
    let text = try run(["TERM": "xterm", "NO_COLOR": ""])
    #expect(text.contains("\r\u{1B}[Ktrain ") && text.contains("step 1 of 30"))
    #expect(text.contains("\u{1B}[1mtrain\u{1B}[0m: "))
  }

  @Test(.enabled(if: hasTerminal, "the program 'script' is not installed"))
  func coloursAndDrawingCanBeTurnedOff() throws {
    let plain = try run(["TERM": "xterm", "NO_COLOR": "1"])
    #expect(plain.contains("\r\u{1B}[Ktrain "))
    #expect(!plain.contains("\u{1B}[1m"))
    #expect(!(try run(["TERM": "dumb", "NO_COLOR": ""])).contains("\u{1B}"))
    #expect(!(try run(["TERM": "xterm", "NO_COLOR": ""], "--progress plain")).contains("\u{1B}"))
  }

  @Test(.enabled(if: hasTerminal, "the program 'script' is not installed"))
  func newSamplesAreShown() throws {
    let environment = ["TERM": "xterm", "NO_COLOR": "", "LC_ALL": "C.UTF-8"]
    #expect(try run(environment, samples: 4).contains("▀"))
    #expect(!(try run(environment, "--no-preview", samples: 4)).contains("▀"))
    #expect(!(try run(["TERM": "xterm", "NO_COLOR": "", "LC_ALL": "C"], samples: 4)).contains("▀"))
  }

  @Test func programsGetAnObjectALine() throws {
    let scratch = try Scratch()
    try scratch.write(
      """
      {"model": {"plugin": "mlp-gan", "recipe": {"batchSize": 8}}, "dataset": {"kind": "strokes", "count": 32},
        "stages": [{"kind": "train", "steps": 5, "samples": 4}, {"kind": "sample", "count": 4}, "sheet"]}
      """, to: "d.json")
    let run = try Program.artpipe("run", "d.json", "--progress", "json", in: scratch.path)
    #expect(run.status == 0)
    let events = try run.errors.split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "\(line)")
    }
    let kinds = events.compactMap { $0["event"] as? String }
    #expect(kinds.count == events.count)
    #expect(Set(kinds).isSuperset(of: ["began", "progress", "samples", "ended", "note"]))
    let train = try #require(events.first { $0["event"] as? String == "began" })
    #expect(train["stage"] as? String == "train" && train["number"] as? Int == 1 && train["of"] as? Int == 3)
    let failed = try Program.artpipe("run", "none.json", "--progress", "json", in: scratch.path)
    #expect(failed.status == 66)
    #expect(failed.errors.contains(#"{"event":"error","text":"none.json"#))
  }
}
