import Foundation
import Testing

/// `artpipe runs clean`, after a run that found something in the place of its sheet.
struct RunsCleanTests {
  private static let document = """
    {"name": "small", "model": {"plugin": "mlp-gan", "recipe": {"batchSize": 8}},
      "dataset": {"kind": "strokes", "count": 32},
      "stages": [{"kind": "train", "steps": 2, "samples": 0}, {"kind": "sample", "count": 4}, "sheet"]}
    """

  @Test func whatWasMovedAsideIsShownAndFreed() throws {
    let scratch = try Scratch()
    try scratch.write(Self.document, to: "d.json")
    try scratch.write("mine", to: "runs/small/sheet.png")
    let run = try Program.artpipe("run", "d.json", in: scratch.path)
    #expect(run.status == 0)
    #expect(
      run.errors.contains(
        "warning: runs/small/sheet.png is kept as sheet.png.1, because manifest.json does not list it; "
          + "to delete it: artpipe runs clean runs/small\n"))
    try #require(try Program.artpipe("run", "d.json", "--seed", "9", in: scratch.path).status == 0)
    let shown = try Program.artpipe("runs", "clean", "runs/small", "--dry-run", in: scratch.path)
    #expect(shown.outputLines.count == 2 && shown.outputLines[1].hasPrefix("runs/small/train.1 "))
    #expect(shown.errors.hasSuffix(" would be freed\n") && shown.status == 0)
    #expect(FileManager.default.fileExists(atPath: scratch.path(of: "runs/small/train.1/checkpoint.safetensors")))
    // There is no terminal to ask on.
    let asked = try Program.artpipe("runs", "clean", "runs/small", in: scratch.path)
    #expect(asked.status == 64 && asked.output == shown.output)
    #expect(
      asked.errors
        == "error: there is no terminal to ask on, so nothing was removed; add --yes to remove what is listed, or --dry-run "
        + "to only list it\n")
    #expect(FileManager.default.fileExists(atPath: scratch.path(of: "runs/small/train.1/checkpoint.safetensors")))
    let freed = try Program.artpipe("runs", "clean", "runs/small", "--yes", in: scratch.path)
    #expect(freed.output == shown.output && freed.errors.hasSuffix(" freed\n") && freed.status == 0)
    #expect(!FileManager.default.fileExists(atPath: scratch.path(of: "runs/small/train.1")))
    // What no record says that artpipe wrote is a person's.
    #expect(freed.errors.contains("runs/small/sheet.png.1 stays: "))
    #expect(try scratch.text("runs/small/sheet.png.1") == "mine")
    let again = try Program.artpipe("run", "d.json", "--seed", "9", "--dry-run", in: scratch.path)
    #expect(again.outputLines.suffix(3) == ["train: unchanged", "sample: runs", "sheet: unchanged"])
  }

  /// On a terminal, which `script` makes, it asks; what is not yes is no.
  @Test(
    .enabled(
      if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script"), "the program 'script' is not installed"),
    arguments: [("n", false), ("", false), ("y", true), ("YES", true)])
  func aTerminalIsAsked(answer: String, isFreed: Bool) throws {
    let scratch = try Scratch()
    try scratch.write(Self.document, to: "d.json")
    for seed in ["1", "2"] {
      try #require(try Program.artpipe("run", "d.json", "--seed", seed, in: scratch.path).status == 0)
    }
    let run = try Program.Running(
      "/bin/sh",
      ["-c", "echo '\(answer)' | script -qec '\(Program.artpipe) runs clean runs/small' /dev/null"], in: scratch.path
    ).wait()
    #expect(run.output.contains("They cannot be brought back. [y/N] "))
    #expect(run.output.contains(isFreed ? " freed" : "nothing was removed"))
    #expect(FileManager.default.fileExists(atPath: scratch.path(of: "runs/small/train.1")) == !isFreed)
  }

  /// A training is never removed by a stage that has its name.
  @Test func aTrainingIsKeptFromAnotherKindOfStage() throws {
    let scratch = try Scratch()
    try scratch.write(Self.document, to: "d.json")
    try #require(try Program.artpipe("run", "d.json", in: scratch.path).status == 0)
    let before = try scratch.data("runs/small/train/checkpoint.safetensors")
    let other = Self.document.replacing(#""sheet""#, with: #"{"kind": "images", "id": "train"}"#)
      .replacing(#"{"kind": "train""#, with: #"{"id": "other", "kind": "train""#)
    try #require(other.contains("images"))
    try scratch.write(other, to: "d.json")
    let run = try Program.artpipe("run", "d.json", in: scratch.path)
    #expect(run.errors.contains("is kept as train.1, because 'train' was a stage of the kind 'train'; "))
    #expect(try scratch.data("runs/small/train.1/checkpoint.safetensors") == before)
  }

  @Test func otherFoldersAreRefused() throws {
    let scratch = try Scratch()
    let run = try Program.artpipe("runs", "clean", "nowhere", in: scratch.path)
    #expect(run.errors == "error: there is no folder nowhere\n" && run.status == 66)
  }

  /// What a model is asked for by a run's folder.
  @Test func aDamagedFileIsToldAndMadeAgain() throws {
    let scratch = try Scratch()
    try scratch.write(Self.document, to: "d.json")
    try #require(try Program.artpipe("run", "d.json", in: scratch.path).status == 0)
    let before = try scratch.results(of: "runs/small")
    var bytes = try scratch.data("runs/small/sheet.png")
    bytes[bytes.count / 2] ^= 1
    try scratch.write(bytes, to: "runs/small/sheet.png")
    let run = try Program.artpipe("run", "d.json", in: scratch.path)
    #expect(run.status == 0)
    #expect(
      run.errors.contains(
        "warning: runs/small/sheet.png is kept as sheet.png.1, because it was changed or damaged; "))
    #expect(try scratch.data("runs/small/sheet.png.1") == bytes)
    #expect(try scratch.results(of: "runs/small").filter { $0.key != "sheet.png.1" } == before)
  }
}
