import ArtMedia
import Foundation
import Testing

/// What the program says, word for word, and how it ends when something is wrong.
struct ErrorTests {
  private static let stages = #""stages": [{"kind": "train", "steps": 1, "samples": 0}, "sample", "sheet"]"#

  /// Documents with a slip: the command's exit code and messages.
  @Test(arguments: [
    (
      #"{"model": "mlp-gan" "stages": []}"#,
      ["d.json:1:21: expected ',' or '}' in the object that begins on line 1, found '\"'"]
    ),
    ("", ["d.json:1:1: the file is empty; expected a JSON object"]),
    (
      #"{"model": "mlp-gan", "stages": [{"kind": "train", "steps": "many"}]}"#,
      ["d.json:1:60: stages[0].steps: expected a whole number of at least 1, found \"many\""]
    ),
    (
      #"{"model": "mlp-gan", "stages": [{"kind": "train", "stpes": 1}]}"#,
      ["d.json:1:51: stages[0]: unknown key 'stpes'; did you mean 'steps'?"]
    ),
    (
      #"{"model": "mpl-gan", "stages": ["train"]}"#,
      ["d.json:1:11: model.plugin: there is no model 'mpl-gan'; did you mean 'mlp-gan'?"]
    ),
    (
      #"{"model": "mlp-gan", "stages": ["train", "sheet"]}"#,
      [
        "d.json:1:42: stages[1]: 'sheet' needs images, but 'train' gives a model; put 'sample', 'interpolate', 'storyboard' or another stage that gives images before it"
      ]
    ),
    (
      "{\"modle\": \"mlp-gan\",\n \"stages\": [\"trian\"]}",
      [
        "d.json:1:2: unknown key 'modle'; did you mean 'model'?",
        "d.json:2:13: stages[0].kind: there is no stage 'trian'; did you mean 'train'?",
      ]
    ),
  ])
  func documentIsExplained(document: String, messages: [String]) throws {
    let scratch = try Scratch()
    try scratch.write(document, to: "d.json")
    for command in ["validate", "run"] {
      let run = try Program.artpipe(command, "d.json", in: scratch.path)
      #expect(run.errors == messages.map { "error: \($0)\n" }.joined())
      #expect(run.status == 65)
      #expect(run.output == "")
    }
    #expect(!FileManager.default.fileExists(atPath: scratch.path(of: "runs")))
  }

  @Test func missingFilesAreNamed() throws {
    let scratch = try Scratch()
    let run = try Program.artpipe("run", "no.json", in: scratch.path)
    #expect(run.errors == "error: no.json: there is no such file\n")
    #expect(run.status == 66)
    try scratch.write(#"{"stages": [{"kind": "load", "file": "x.safetensors"}, "sample", "sheet"]}"#, to: "in/d.json")
    let load = try Program.artpipe("validate", "in/d.json", in: scratch.path)
    #expect(load.errors == "error: in/d.json:1:38: stages[0].file: there is no file in/x.safetensors\n")
    #expect(load.status == 66)
    let sample = try Program.artpipe("sample", "--model", "x.safetensors", "--output", "a.png", in: scratch.path)
    #expect(sample.errors == "error: --model x.safetensors: there is no file x.safetensors\n")
    #expect(sample.status == 66)
  }

  /// Runs a document on a data set, and gives the message that it ends with.
  private func messageOfTraining(_ scratch: Scratch, on dataset: String) throws -> String {
    try scratch.write(#"{"model": "mlp-gan", \#(Self.stages)}"#, to: "d.json")
    let run = try Program.artpipe("run", "d.json", "--set", "dataset=\(dataset)", in: scratch.path)
    #expect(run.status == 65)
    #expect(run.output == "")
    let message = run.errors.split(separator: "\n").last.map(String.init) ?? ""
    // It could have been known before.
    for command in [["validate"], ["run", "--dry-run"]] {
      let check = try Program.artpipe(command + ["d.json", "--set", "dataset=\(dataset)"], in: scratch.path)
      #expect(check.status == 65)
      #expect(check.output == "")
      #expect(check.errors == message.replacing("error: train: ", with: "error: ") + "\n")
    }
    return message
  }

  @Test func foldersWithoutImagesAreExplained() throws {
    let scratch = try Scratch()
    try FileManager.default.createDirectory(atPath: scratch.path(of: "empty"), withIntermediateDirectories: true)
    #expect(
      try messageOfTraining(scratch, on: "empty")
        == "error: train: empty: the folder holds no images; found there: nothing; "
        + "images end in .png, .jpg, .webp, .gif or the like")
    try scratch.write("words", to: "words/a.txt")
    #expect(
      try messageOfTraining(scratch, on: "words")
        == "error: train: words: the folder holds no images; found there: 1 file: 1 .txt; "
        + "images end in .png, .jpg, .webp, .gif or the like")
    #expect(
      try messageOfTraining(scratch, on: "none")
        == "error: --set dataset=none: dataset: \"none\" is neither a data set "
        + "(blossoms, strokes, folder, pairs, unpaired, cifar, idx, mnist, fashion-mnist, kmnist, cifar10) nor a file or folder; looked for "
        + "\(scratch.path)/none, since relative paths start from the current folder")
  }

  @Test func classesThatAreNotThereAreMissedBeforeTheRun() throws {
    let scratch = try Scratch()
    let png = Data(try PNGFormat().encode(PixelImage(width: 28, height: 28, channels: 1, fill: 128)))
    for number in 0..<3 { try scratch.write(png, to: "flat/\(number).png") }
    try scratch.write(
      #"{"model": {"plugin": "mlp-gan", "classes": true}, "dataset": "flat", \#(Self.stages)}"#, to: "d.json")
    func check() throws -> ProgramRun { try Program.artpipe("validate", "d.json", in: scratch.path) }
    #expect(
      try check().errors
        == "error: the model is to learn classes, but the document's images have none; put those of each class into a "
        + "subfolder of its own, or set the model's 'classes' to {\"clusters\": 30} or to false\n")
    let run = try Program.artpipe("run", "d.json", in: scratch.path)
    #expect(run.errors.contains("but the images of flat have none; "))
    try scratch.write(png, to: "flat/cat/1.png")
    #expect(try check().status == 0)
  }

  @Test func truncatedIDXFilesAreExplained() throws {
    let scratch = try Scratch()
    // 10 images of 28×28 are announced, and the bytes of one follow.
    let header = Data([0, 0, 8, 3, 0, 0, 0, 10, 0, 0, 0, 28, 0, 0, 0, 28])
    try scratch.write(header + Data(repeating: 7, count: 784), to: "train-images-idx3-ubyte")
    #expect(
      try messageOfTraining(scratch, on: "train-images-idx3-ubyte")
        == "error: train: train-images-idx3-ubyte: 10 images of 28×28 need 7,840 bytes after the header, found 784; "
        + "the file is cut short, get it again")
  }

  @Test func truncatedImagesAreNamedAndLeftOut() throws {
    let scratch = try Scratch()
    let image = try PixelImage(width: 28, height: 28, channels: 1, fill: 128)
    let png = Data(try PNGFormat().encode(image))
    try scratch.write(png.prefix(60), to: "bad/broken.png")
    #expect(
      try messageOfTraining(scratch, on: "bad")
        == "error: train: bad: the only image cannot be used: broken.png: this PNG is damaged: the file ends too early"
    )
    try scratch.write(png.prefix(60), to: "mixed/broken.png")
    for number in 0..<3 { try scratch.write(png, to: "mixed/\(number).png") }
    let run = try Program.artpipe("run", "d.json", "--set", "dataset=mixed", in: scratch.path)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.errors.contains("warning: not used: broken.png: this PNG is damaged: the file ends too early\n"))
    #expect(
      try scratch.text("runs/d/manifest.json").contains(
        "\"broken.png\" : \"this PNG is damaged: the file ends too early\""))
  }

  @Test func damagedCheckpointsAreExplained() throws {
    let scratch = try Scratch()
    try scratch.write("not a checkpoint", to: "x.safetensors")
    let run = try Program.artpipe("sample", "--model", "x.safetensors", "--output", "a.png", in: scratch.path)
    #expect(run.errors.hasPrefix("error: x.safetensors: is no safetensors file, or damaged: "))
    #expect(run.status == 65)
  }

  @Test(arguments: ["/dev/null/x", "d.json/x"])
  func unwritableOutputIsExplained(output: String) throws {
    let scratch = try Scratch()
    try scratch.write(#"{"model": "mlp-gan", \#(Self.stages)}"#, to: "d.json")
    let place = output == "d.json/x" ? "d.json" : "/dev/null"
    for dry in [[], ["--dry-run"]] {
      let run = try Program.artpipe(["run", "d.json", "--output", output] + dry, in: scratch.path)
      #expect(run.errors.hasSuffix("error: \(output): the folder cannot be made: \(place) is a file\n"))
      #expect(run.status == 73)
    }
  }

  @Test func overridesAreExplained() throws {
    let scratch = try Scratch()
    try scratch.write(#"{"model": "mlp-gan", \#(Self.stages)}"#, to: "d.json")
    let wrong = try Program.artpipe("validate", "d.json", "--set", "stages.train.steps=0", in: scratch.path)
    #expect(
      wrong.errors
        == "error: --set stages.train.steps=0: stages[0].steps: expected a whole number of at least 1, found 0\n")
    #expect(wrong.status == 65)
    let usage = try Program.artpipe("validate", "d.json", "--set", "steps", in: scratch.path)
    #expect(usage.errors.hasPrefix("Error: --set steps: expected path=value, as in stages.train.steps=200\n"))
    #expect(usage.status == 64)
    #expect(try Program.artpipe("run", in: scratch.path).status == 64)
    #expect(try Program.artpipe("dance", in: scratch.path).status == 64)
  }

  /// The usage is that of the command, whether the parser or the command's own work finds what is wrong.
  @Test(
    arguments: [
      ("choose", ["digits-fast", "--keep", "3"]), ("choose", ["digits-fast", "--count", "3"]),
      ("sample", ["--model", "digits-fast", "-o", "a.png", "--render", "5"]),
      ("sample", ["--model", "digits-fast", "-o", "a.png", "--move", "roundness"]),
      ("morph", ["--model", "digits-fast", "-o", "a.mp4", "--render", "5"]),
      ("run", ["morph", "--set", "steps"]), ("models list", ["--plugin-path", "nowhere"]),
      ("runs compare", ["a"]),
    ])
  func theUsageIsThatOfTheCommand(command: String, options: [String]) throws {
    let scratch = try Scratch()
    let run = try Program.artpipe(command.split(separator: " ").map(String.init) + options, in: scratch.path)
    #expect(run.status == 64)
    let lines = run.errors.split(separator: "\n")
    #expect(lines.count == 3 && lines.first?.hasPrefix("Error: ") == true, "\(run.errors)")
    #expect(lines.dropFirst().first?.hasPrefix("Usage: artpipe \(command) ") == true, "\(run.errors)")
    #expect(lines.last == "  See 'artpipe \(command) --help' for more information.")
  }

  /// What is wrong with a file names it; the option does not name it again.
  @Test(
    arguments: [
      ("sample", "--latents", "no.safetensors", "no.safetensors: cannot open the file: no such file or directory"),
      ("sample", "--points", "no.artpoints.json", "there is no file no.artpoints.json"),
      ("morph", "--sound", "no.wav", "no.wav: cannot open the file: no such file or directory"),
      ("playground", "--directions", "no.artpoints.json", "there is no file no.artpoints.json"),
    ])
  func aFileIsNamedOnce(command: String, option: String, file: String, words: String) throws {
    let scratch = try Scratch()
    let output = ["morph": "a.mp4", "playground": "a.html"][command] ?? "a.png"
    let run = try Program.artpipe([command, "--model", "digits-fast", "-o", output, option, file], in: scratch.path)
    #expect(run.status == 66)
    #expect(run.errors == "error: \(option): \(words)\n")
  }
}
