import ArtFiles
import Foundation
import Testing

/// How files appear: whole, under their own names, and with links followed only where a user typed the path.
struct OutputFileTests {
  private static let document = """
    {"name": "small", "model": {"plugin": "mlp-gan", "recipe": {"batchSize": 8}},
      "dataset": {"kind": "strokes", "count": 32},
      "stages": [{"kind": "train", "steps": 2, "samples": 0}, {"kind": "sample", "count": 4}, "sheet"]}
    """

  /// A safetensors file of images.
  private static let tensor: Data = {
    let header = Data(#"{"images":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}"#.utf8)
    return Data([UInt8(header.count), 0, 0, 0, 0, 0, 0, 0]) + header + [7]
  }()

  private let scratch: Scratch

  /// Trains a model in a folder.
  init() throws {
    scratch = try Scratch()
    try scratch.write(Self.document, to: "d.json")
    let run = try Program.artpipe("run", "d.json", in: scratch.path)
    try #require(run.status == 0, "\(run.errors)")
  }

  private func names(_ folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: scratch.path(of: folder)).sorted()
  }

  private func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: scratch.path(of: name), withDestinationPath: target)
  }

  private func target(_ name: String) -> String? {
    try? FileManager.default.destinationOfSymbolicLink(atPath: scratch.path(of: name))
  }

  @Test func aRunLeavesNoTemporaryFiles() throws {
    #expect(try names("runs/small") == [".lock", "manifest.json", "report.html", "sheet.png", "train"])
    #expect(try names("runs/small/train") == ["checkpoint.safetensors", "metrics.jsonl", "times.jsonl"])
  }

  @Test(arguments: [("sample", "png"), ("sample", "safetensors"), ("morph", "gif")])
  func aTypedLinkStaysAndItsTargetIsReplaced(command: String, ending: String) throws {
    try scratch.write(Self.tensor, to: "real/file.\(ending)")
    try link("link.\(ending)", to: "real/file.\(ending)")
    let amount = command == "sample" ? ["--count", "4"] : ["--seconds", "1", "--keyframes", "2"]
    let run = try Program.artpipe(
      [command, "--model", "runs/small", "--output", "link.\(ending)"] + amount, in: scratch.path)
    #expect(run.status == 0, "\(run.errors)")
    #expect(target("link.\(ending)") == "real/file.\(ending)")
    #expect(try scratch.data("real/file.\(ending)").count > 100)
    #expect(try names("real") == ["file.\(ending)"])
    #expect(try names("") == ["d.json", "link.\(ending)", "real", "runs"])
  }

  @Test func aLinkInARunFolderIsReplaced() throws {
    try scratch.write("kept", to: "kept")
    for name in ["sheet.png", "manifest.json", "train/checkpoint.safetensors", "train/metrics.jsonl"] {
      try FileManager.default.removeItem(atPath: scratch.path(of: "runs/small/\(name)"))
      try link("runs/small/\(name)", to: scratch.path(of: "kept"))
    }
    let run = try Program.artpipe("run", "d.json", in: scratch.path)
    #expect(run.status == 0, "\(run.errors)")
    #expect(try scratch.text("kept") == "kept")
    #expect(target("runs/small/sheet.png") == nil && target("runs/small/train/metrics.jsonl") == nil)
    #expect(try scratch.data("runs/small/sheet.png").count > 100)
  }

  @Test func aLinkedFolderInARunFolderIsAnError() throws {
    try FileManager.default.removeItem(atPath: scratch.path(of: "runs/small/train"))
    try scratch.write("kept", to: "other/metrics.jsonl")
    try link("runs/small/train", to: "../../other")
    let run = try Program.artpipe("run", "d.json", "--force", in: scratch.path)
    #expect(run.status == 73)
    #expect(
      run.errors.contains(
        "runs/small/train: the folder cannot be made: it is a link, and links below a run folder are not followed"))
    #expect(try scratch.text("other/metrics.jsonl") == "kept" && names("other") == ["metrics.jsonl"])
  }

  @Test(arguments: ["train/checkpoint.safetensors", "train/new.png", "train", "sheet.png", "manifest.json", ".lock"])
  func whatARunWritesIsNotOverwritten(name: String) throws {
    try link("elsewhere", to: "runs/small")
    for folder in ["runs/small", "elsewhere"] {
      let run = try Program.artpipe(
        "sample", "--model", "runs/small", "--count", "4", "--output", "\(folder)/\(name)", in: scratch.path)
      #expect(run.status == 73)
      #expect(run.errors.contains("this belongs to the "), "\(run.errors)")
    }
    let again = try Program.artpipe("run", "d.json", in: scratch.path)
    #expect(again.status == 0 && again.errors.contains("unchanged"), "\(again.errors)")
    if name == "train" {
      let inside = try Program.artpipe("run", "d.json", "--output", "runs/small/train/x", in: scratch.path)
      #expect(inside.status == 73 && inside.errors.contains("this belongs to the run in "), "\(inside.errors)")
    }
    let beside = try Program.artpipe(
      "sample", "--model", "runs/small", "--count", "4", "--output", "runs/small/mine.png", in: scratch.path)
    #expect(beside.status == 0, "\(beside.errors)")
  }

  /// A file of a training, or a copy of one, and how the folder's record is lost.
  @Test(
    arguments: [
      ("train/checkpoint.safetensors", "this belongs to the training in "),
      ("train/best.safetensors", "this belongs to the training in "),
      ("train/samples/step-0000001.png", "this belongs to the training in "),
      ("copy.safetensors", "this file may hold a model"), ("copy.png", "this file may hold a model"),
      ("cut.safetensors", "this file may hold a model"),
    ], ["gone", "damaged"])
  func withoutARecordTrainingsAreNotOverwritten(file: (name: String, words: String), record: String) throws {
    let run = "runs/small"
    let weights = try scratch.data("\(run)/train/checkpoint.safetensors")
    if file.name.hasPrefix("copy") { try scratch.write(weights, to: "\(run)/\(file.name)") }
    if file.name.hasPrefix("cut") { try scratch.write(weights.prefix(100), to: "\(run)/\(file.name)") }
    try FileManager.default.removeItem(atPath: scratch.path(of: "\(run)/manifest.json"))
    if record == "damaged" { try scratch.write("{", to: "\(run)/manifest.json") }
    let before = try scratch.results(of: run)
    let sample = try Program.artpipe(
      "sample", "--model", run, "--count", "4", "--output", "\(run)/\(file.name)", in: scratch.path)
    #expect(sample.status == 73 && sample.errors.contains(file.words), "\(sample.errors)")
    #expect(try scratch.results(of: run) == before)
  }

  /// What a run writes among its images would be learnt from the next time: folders of runs are left out of the images, and
  /// folders that hold others already are no folders of runs.
  @Test func aRunFolderDoesNotLieAmongTheImages() throws {
    for name in ["a", "b", "deep/c"] {
      try scratch.write(scratch.data("runs/small/sheet.png"), to: "photos/\(name).png")
    }
    let document = Self.document.replacing(#"{"kind": "strokes", "count": 32}"#, with: #""photos""#)
    try scratch.write(document, to: "photos.json")
    try scratch.write(document.replacing("photos", with: "."), to: "photos/here.json")
    for (file, folder, current) in [
      ("photos.json", "photos", ""), ("photos.json", "photos/deep", ""), ("here.json", ".", "photos"),
    ] {
      for extra in [[], ["--dry-run"]] {
        let run = try Program.artpipe(["run", file, "-o", folder] + extra, in: scratch.path(of: current))
        #expect(run.status == 73, "\(run.errors)")
        #expect(run.errors.contains("\(folder): this lies in the folder of the document's images"), "\(run.errors)")
      }
    }
    #expect(try Listing.files(in: scratch.path(of: "photos")) == ["a.png", "b.png", "here.json", "deep/c.png"])
    let run = try Program.artpipe("run", "photos.json", "-o", ".", in: scratch.path)
    #expect(run.status == 0, "\(run.errors)")
    for words in [": 3 grey images", "unchanged since the last run"] {
      let inside = try Program.artpipe("run", "here.json", in: scratch.path(of: "photos"))
      #expect(inside.status == 0 && inside.errors.contains(words), "\(inside.errors)")
    }
    #expect(try names("photos/runs/small").contains("sheet.png"))
  }

  /// The folders '.' and '..' have names, which stand in their places.
  @Test func theCurrentFolderTakesImages() throws {
    try scratch.write("", to: "images/deep/x")
    for (output, place) in [(".", "images/0001.png"), ("deep/..", "images/0001.png"), ("..", "0001.png")] {
      let run = try Program.artpipe(
        "sample", "--model", "../runs/small", "--count", "1", "--output", output, in: scratch.path(of: "images"))
      #expect(run.status == 0, "\(run.errors)")
      try FileManager.default.removeItem(atPath: scratch.path(of: place))
    }
    let morph = try Program.artpipe(
      "morph", "--model", "runs/small", "--output", ".", in: scratch.path)
    #expect(morph.errors.contains("expected a name that ends in .mp4"), "\(morph.errors)")
  }

  @Test(arguments: [["sample", "--count", "4"], ["morph", "--seconds", "1"], ["run"]])
  func anEmptyPathIsNotTheCurrentFolder(command: [String]) throws {
    let rest = command[0] == "run" ? ["d.json"] : ["--model", "runs/small"]
    let run = try Program.artpipe(command + rest + ["--output", ""], in: scratch.path)
    #expect(run.status != 0 && run.status < 70 || run.status == 73, "\(run.status)")
    #expect(run.errors.contains("empty"), "\(run.errors)")
    #expect(try names("") == ["d.json", "runs"])
  }

  /// Names are bytes: the command line carries them as they are, and reads such files. New ones are not called so.
  @Test func namesThatAreNoUTF8AreRead() throws {
    let name = Paths.text(of: Array("caf".utf8) + [0xE9] + Array(".safetensors".utf8))
    try FilePlace.typed(scratch.path(of: name)).write(Array(scratch.data("runs/small/train/checkpoint.safetensors")))
    func sample(_ options: String) throws -> ProgramRun {
      try Program.find("sh", ["-c", "exec \"$0\" sample --count 4 \(options)", Program.artpipe], in: scratch.path)
    }
    let read = try sample("--model \"$(printf 'caf\\351.safetensors')\" --output a.png")
    #expect(read.status == 0 && read.errors.contains("caf\\xE9.safetensors"), "\(read.errors)")
    let written = try sample("--model runs/small --output \"$(printf 'caf\\351.png')\"")
    #expect(written.status == 65 && written.errors.contains("found \"caf\\xE9.png\""), "\(written.errors)")
    #expect(
      try Listing.names(in: scratch.path).map(Paths.printable) == ["a.png", "caf\\xE9.safetensors", "d.json", "runs"])
  }

  /// A limit on files' sizes is what a disk that fills up looks like to a program.
  @Test func aFullDiskIsToldAndLeavesTheOldFile() throws {
    let name = "s.safetensors"
    try scratch.write(Self.tensor, to: name)
    let command = "ulimit -f 1; exec \"$0\" sample --model runs/small --count 64 --output \(name)"
    let run = try Program.find("sh", ["-c", command, Program.artpipe], in: scratch.path)
    #expect(run.status == 73)
    #expect(
      run.errors.hasSuffix(
        "error: ./\(name): cannot write the file: file too large; raise the limit for the size of files (ulimit -f), or "
          + "choose a folder on another disk\n"))
    #expect(try scratch.data(name) == Self.tensor)
    #expect(try names("") == ["d.json", "runs", name])
  }
}
