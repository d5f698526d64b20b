import ArtFiles
import ArtMedia
import Foundation
import Testing

/// `inspect`, `init` and `train`: from a folder of images to a video.
@Suite(.serialized)
struct FolderCommandTests {
  /// A folder of grey images, which train fast.
  private func makeImages(_ scratch: Scratch, count: Int = 24, in folder: String = "shells", isGrey: Bool = true) throws
  {
    for number in 0..<count {
      let channels = isGrey ? 1 : 3
      let small = try PixelImage(
        width: 4, height: 4, channels: channels,
        pixels: (0..<16 * channels).map { UInt8(truncatingIfNeeded: ($0 + 3) * (number + 7) * 37 + $0 * $0 * number) })
      let image = try small.resized(width: 28, height: 28)
      try scratch.write(Data(PNGFormat().encode(image)), to: "\(folder)/\(number).png")
    }
  }

  @Test func aFolderIsInspected() throws {
    let scratch = try Scratch()
    try makeImages(scratch)
    try scratch.write(Data(scratch.data("shells/3.png").prefix(60)), to: "shells/cut.png")
    try scratch.write(scratch.data("shells/4.png"), to: "shells/copy.png")
    let run = try Program.artpipe("inspect", "shells", in: scratch.path)
    #expect(run.status == 0 && run.errors == "", "\(run.errors)")
    #expect(
      Array(run.outputLines.prefix(6))
        == [
          "cut.png   cannot be used: this PNG is damaged: the file ends too early",
          "copy.png  the same image as 4.png",
          "images            25 grey images, 24 of them different", "size              all 28×28",
          "cannot be used    1", "same image twice  1",
        ].sorted { one, _ in one.hasPrefix("cut") }, "\(run.output)")
    #expect(run.output.contains("  model       digits-fast, 28×28 in grey\n"))
    #expect(run.outputLines.suffix(3).allSatisfy { $0.hasPrefix("artpipe ") })
    #expect(try Set(scratch.results(of: "shells").keys).count == 26)

    let json = try Program.artpipe("inspect", "shells", "--json", in: scratch.path)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    #expect(object["images"] as? Int == 25 && object["different"] as? Int == 24)
    let files = try #require(object["files"] as? [[String: Any]])
    #expect(files.compactMap { $0["file"] as? String } == ["cut.png", "copy.png"] || files.count == 2)
    let advice = try #require(object["advice"] as? [[String: Any]])
    #expect(advice.first?["topic"] as? String == "model")
  }

  @Test func aSheetIsDrawnOutsideOfTheFolder() throws {
    let scratch = try Scratch()
    try makeImages(scratch)
    let run = try Program.artpipe("inspect", "shells", "--sheet", "sheet.png", in: scratch.path)
    #expect(run.status == 0 && run.outputLines.last == "sheet.png", "\(run.errors)")
    let sheet = try ImageDecoder().decode(file: scratch.path(of: "sheet.png"))
    #expect(sheet.width > 200 && sheet.height > 100)
    let inside = try Program.artpipe("inspect", "shells", "--sheet", "shells/sheet.png", in: scratch.path)
    #expect(inside.status == 73 && inside.output == "")
    #expect(inside.errors.hasPrefix("error: shells: this lies in the folder of the images, where nothing is written; "))
  }

  @Test(arguments: ["one", "empty", "texts", "missing", "file"])
  func whatCannotBeTrainedIsAnError(kind: String) throws {
    let scratch = try Scratch()
    switch kind {
    case "one": try makeImages(scratch, count: 1, in: "one")
    case "empty":
      try FileManager.default.createDirectory(atPath: scratch.path(of: kind), withIntermediateDirectories: true)
    case "texts": try scratch.write("a", to: "texts/a.txt")
    case "file": try scratch.write("a", to: "file")
    default: break
    }
    let expected = [
      "one":
        "one: there is one image, and a GAN learns what many images have in common; give at least 20 images, better some "
        + "hundred",
      "empty":
        "empty: the folder holds no images; found there: nothing; images end in .png, .jpg, .webp, .gif or the like",
      "texts":
        "texts: the folder holds no images; found there: 1 file: 1 .txt; images end in .png, .jpg, .webp, .gif or the like",
      "missing":
        "there is no file or folder 'missing'; looked for \(scratch.path)/missing, since relative paths start from the "
        + "current folder",
      "file": "file: this is a file, not a folder; give the folder it is in",
    ]
    for command in ["inspect", "init", "train"] {
      let run = try Program.artpipe(command, kind, in: scratch.path)
      #expect(run.status == (kind == "missing" ? 66 : 65), "\(command): \(run.errors)")
      #expect(run.errors == "error: \(expected[kind] ?? "")\n", "\(command)")
    }
    #expect(try scratch.results(of: ".").keys.allSatisfy { $0.hasPrefix(kind) })
  }

  @Test func aDocumentIsWrittenOnce() throws {
    let scratch = try Scratch()
    try makeImages(scratch)
    let run = try Program.artpipe("init", "shells", "--minutes", "2", in: scratch.path)
    // What is chosen is nothing to warn of.
    let checked = try Program.artpipe("validate", "shells.yaml", in: scratch.path)
    #expect(checked.status == 0 && !checked.errors.contains("batches of"), "\(checked.errors)")
    #expect(run.status == 0 && run.output == "shells.yaml\n", "\(run.errors)")
    #expect(run.errors.contains("\nartpipe inspect shells tells more of the images; artpipe run shells.yaml runs it\n"))
    let text = try scratch.text("shells.yaml")
    #expect(text.contains("\n  path: \"shells\"\n") && text.contains("\n    minutes: 2\n"))
    let plan = try Program.artpipe("run", "shells.yaml", "--dry-run", in: scratch.path)
    #expect(plan.status == 0 && plan.outputLines.last == "video: runs", "\(plan.errors)\(plan.output)")

    let again = try Program.artpipe("init", "shells", in: scratch.path)
    #expect(again.status == 73)
    #expect(
      again.errors == "error: shells.yaml is there already, and is not replaced; give another name with --output\n")
    #expect(try scratch.text("shells.yaml") == text)
    let inside = try Program.artpipe("init", ".", in: scratch.path(of: "shells"))
    #expect(inside.status == 73 && inside.errors.contains("this lies in the folder of the images"))
    let wrong = try Program.artpipe("init", "shells", "--output", "shells.json", in: scratch.path)
    #expect(wrong.status == 64)
  }

  @Test func withoutAFolderExamplesAreShown() throws {
    let scratch = try Scratch()
    let run = try Program.artpipe("init", in: scratch.path)
    #expect(run.status == 0)
    #expect(try run.output == Program.artpipe("pipelines", "list", in: scratch.path).output)
    #expect(run.errors.contains("'artpipe pipelines copy NAME' copies one to be changed"))
  }

  /// A run that was stopped is gone on with; a finished one is left alone.
  @Test func aFolderIsTrained() throws {
    let scratch = try Scratch()
    try makeImages(scratch)
    let command = ["train", "shells", "--minutes", "0.05"]
    let dry = try Program.artpipe(command + ["--dry-run"], in: scratch.path)
    #expect(dry.status == 0 && dry.output.contains("into runs/shells\n"), "\(dry.errors)")
    #expect(!FileManager.default.fileExists(atPath: scratch.path(of: "runs")))

    let running = try Program.Running(Program.artpipe, command, in: scratch.path)
    let metrics = scratch.path(of: "runs/shells/train/metrics.jsonl")
    while running.process.isRunning, FileManager.default.contents(atPath: metrics)?.isEmpty ?? true { usleep(2_000) }
    kill(running.process.processIdentifier, SIGKILL)
    #expect(try running.wait().status == -SIGKILL)

    let resumed = try Program.artpipe(command, in: scratch.path)
    #expect(resumed.status == 0, "\(resumed.errors)")
    #expect(resumed.errors.hasPrefix("goes on with the run in runs/shells\n"))
    let results = try scratch.results(of: "runs/shells")
    for file in ["shells.yaml", "sheet.png", "video.mp4", "train/checkpoint.safetensors"] {
      #expect(results[file]?.isEmpty == false, "\(file)")
    }

    // The document in the folder is that of the run.
    let same = try Program.artpipe("run", "runs/shells/shells.yaml", "--dry-run", in: scratch.path)
    #expect(
      same.output.hasSuffix("train: unchanged\nsample: runs\nsheet: unchanged\ninterpolate: runs\nvideo: unchanged\n"))

    let next = try Program.artpipe(command + ["--dry-run"], in: scratch.path)
    #expect(next.status == 0 && next.output.hasPrefix("shells-2: seed 1, into runs/shells-2\n"), "\(next.output)")
    // Another length is another run; a folder that is something else is left alone.
    try scratch.write("", to: "runs/shells-2/note.txt")
    let other = try Program.artpipe(command.dropLast() + ["0.04", "--dry-run"], in: scratch.path)
    #expect(other.status == 0 && other.output.hasPrefix("shells-3: seed 1, into runs/shells-3\n"), "\(other.output)")
    #expect(try scratch.results(of: "runs/shells") == results)
    #expect(try scratch.results(of: "runs/shells-2").keys.sorted() == ["note.txt"])

    // A run whose document was spoilt is told. A place without a name of its own has that of its folder.
    try scratch.write("stages: 7\n", to: "runs/shells/shells.yaml")
    let spoilt = try Program.artpipe(command + ["--dry-run"], in: scratch.path)
    #expect(
      spoilt.errors.hasPrefix(
        "warning: runs/shells is passed over, since its document has a mistake: runs/shells/shells.yaml:1:"),
      "\(spoilt.errors)")
    let here = try Program.artpipe(
      ["train", "../../shells", "--minutes", "0.05", "--output", ".", "--dry-run"], in: scratch.path(of: "runs/shells"))
    #expect(here.output.contains("/runs/shells-3\n"), "\(here.output)\(here.errors)")
  }

  /// What a run makes is nothing to learn from, so it may lie below the images.
  @Test func aRunBelowTheImagesLearnsFromThemAlone() throws {
    let scratch = try Scratch()
    try makeImages(scratch)
    let folder = scratch.path(of: "shells")
    let run = try Program.artpipe("train", ".", "--minutes", "0.02", in: folder)
    #expect(run.status == 0, "\(run.errors)")
    #expect(try scratch.results(of: "shells/runs/shells").keys.contains("sheet.png"))
    let images = try Program.artpipe("inspect", ".", in: folder)
    #expect(images.output.contains("24 grey images"), "\(images.output)")
  }
}
