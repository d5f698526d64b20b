import ArtFiles
import ArtMedia
import Foundation
import Testing

/// What a command may write over: the file that was typed, and beside it only what the same command made.
struct OutputCheckTests {
  /// A command, and files that it writes besides the one that is typed.
  struct Command: Sendable, CustomTestStringConvertible {
    let words: [String]
    let beside: [String]

    var testDescription: String { words.joined(separator: " ") }
  }

  private static let search = ["--steps", "5", "--starts", "4", "photo.png"]
  private static let directions = ["--model", "digits-fast", "--method", "closed-form", "--count", "1"]
  private static let commands = [
    Command(
      words: ["project", "--model", "digits-fast", "-o", "mine.png"] + search,
      beside: ["mine.json", "mine.artpoints.json"]),
    Command(words: ["directions", "-o", "mine.png"] + directions, beside: ["mine.artpoints.json"]),
    Command(
      words: ["complete", "--model", "digits-fast", "-o", "mine.png", "--mask", "4,4,8,8", "--answers", "1"] + search,
      beside: ["mine/photo-1.png", "mine.artpoints.json"]),
    Command(
      words: ["sample", "--model", "digits-fast", "--count", "1", "-o", "mine"], beside: ["mine/0001.png"]),
    Command(
      words: ["sample", "--model", "digits-fast", "--count", "1", "--folder", "--class", "7", "-o", "mine"],
      beside: ["mine/7/0001.png"]),
    Command(
      words: ["evaluate", "--model", "digits-fast", "--dataset", #"{"kind": "strokes", "count": 32}"#, "-o", "mine"],
      beside: ["mine/metrics.txt", "mine/metrics.json", "mine/nearest.png"]),
  ]

  private let scratch: Scratch
  private let photo: Data

  init() throws {
    scratch = try Scratch()
    photo = Data(
      try PNGFormat().encode(
        PixelImage(width: 32, height: 32, channels: 1, pixels: (0..<1024).map { UInt8($0 % 251) })))
    try scratch.write(photo, to: "photo.png")
  }

  private func run(_ words: [String]) throws -> ProgramRun { try Program.artpipe(words, in: scratch.path) }

  private func names() throws -> [String] { try Listing.files(in: scratch.path) }

  private func checkIsRefused(_ words: [String], _ file: String, _ reason: String, status: Int32 = 73) throws {
    let before = try names()
    let contents = try before.map { try scratch.data($0) }
    let found = try run(words)
    #expect(found.status == status, "\(words): \(found.errors)")
    #expect(found.errors.contains("\(file): \(reason)"), "\(found.errors)")
    #expect(try names() == before, "\(words)")
    #expect(try before.map { try scratch.data($0) } == contents, "\(words)")
  }

  private static let foreign =
    "this command did not make what is there, so it is not replaced; give --output another name"

  @Test(arguments: commands)
  func whatIsNotItsOwnStays(command: Command) throws {
    for file in command.beside {
      let own = Paths.fileExtension(file) == "png" ? photo : Data(#"{"stages": ["train"], "points": []}"#.utf8)
      try scratch.write(own, to: file)
      try checkIsRefused(command.words, file, Self.foreign)
      // No link is followed, whatever it leads to.
      try FileManager.default.removeItem(atPath: scratch.path(of: file))
      try scratch.write(own, to: "kept")
      let up = String(repeating: "../", count: file.split(separator: "/").count - 1)
      try FileManager.default.createSymbolicLink(
        atPath: scratch.path(of: file), withDestinationPath: "\(up)kept")
      try checkIsRefused(command.words, file, Self.foreign)
      for name in [file, "kept"] { try FileManager.default.removeItem(atPath: scratch.path(of: name)) }
    }
    if command.beside[0].hasSuffix("json") {
      try scratch.write("", to: "\(command.beside[0])/x")
      try checkIsRefused(command.words, command.beside[0], "this is a folder, and a file is to have this name")
    }
  }

  /// With a recipe and without.
  @Test(arguments: commands)
  func whatItMadeIsReplaced(command: Command) throws {
    let more = command.words[0] == "evaluate" ? [[], []] : [[], ["--no-recipe"], []]
    for options in more {
      for file in command.beside where FileInfo(scratch.path(of: file)) != nil {
        try FileManager.default.setAttributes(
          [.modificationDate: Date(timeIntervalSince1970: 0)], ofItemAtPath: scratch.path(of: file))
      }
      let found = try run(command.words + options)
      #expect(found.status == 0, "\(found.errors)")
      for file in command.beside { #expect(try #require(FileInfo(scratch.path(of: file))).changed > 0, "\(file)") }
    }
  }

  /// What another command made in the same form, a session of choices, and what a person made of it.
  @Test func anotherCommandsFilesStay() throws {
    let (project, directions) = (Self.commands[0].words, Self.commands[1].words)
    func begin(_ words: [String]) throws {
      let found = try run(words)
      try #require(found.status == 0, "\(found.errors)")
    }
    try begin(project)
    try checkIsRefused(directions, "mine.artpoints.json", Self.foreign)
    let points = try scratch.data("mine.artpoints.json")
    // The sheet that they belonged to is another command's now.
    try begin(["sample", "--model", "digits-fast", "--count", "1", "-o", "mine.png"])
    try checkIsRefused(project, "mine.artpoints.json", Self.foreign)
    for name in ["mine.json", "mine.png"] { try FileManager.default.removeItem(atPath: scratch.path(of: name)) }
    try checkIsRefused(project, "mine.artpoints.json", Self.foreign)
    try FileManager.default.removeItem(atPath: scratch.path(of: "mine.artpoints.json"))
    try begin(["choose", "digits-fast", "-o", "mine.artpoints.json", "--count", "6"])
    try checkIsRefused(directions, "mine.artpoints.json", Self.foreign)
    try scratch.write(points, to: "mine.artpoints.json")
  }

  @Test func noModelIsReplacedBesideASheet() throws {
    let words = Self.commands[0].words + ["--tune", "1"]
    #expect(try run(words).status == 0)
    try checkIsRefused(words, "mine.safetensors", "this file may hold a model, so it is not replaced")
  }

  /// Whatever a command makes, none of it belongs to a run, also while that is being written.
  @Test func noFileOfARunIsWritten() throws {
    try scratch.write(
      """
      {"name": "small", "model": {"plugin": "mlp-gan", "recipe": {"batchSize": 8}},
        "dataset": {"kind": "strokes", "count": 32}, "report": false,
        "stages": [{"kind": "train", "steps": 1, "samples": 0}]}
      """, to: "d.json")
    #expect(try run(["run", "d.json"]).status == 0)
    try scratch.write(photo, to: "photos/a.png")
    let folder = RunFolder(scratch.path(of: "runs/small"))
    let cases = [
      ("manifest.png", "manifest.json", Self.commands[0].words), ("train.png", "train", Self.commands[2].words),
      ("report.html", "report.html", ["playground", "--model", "digits-fast", "-o", ""]),
      ("report-share.html", "report-share.html", ["playground", "--model", "digits-fast", "-o", ""]),
      ("train/my.json", "train/my.json", ["pipelines", "copy", "classes", "-o", ""]),
      ("train/my.yaml", "train/my.yaml", ["init", "photos", "-o", ""]),
    ]
    for isWritten in [false, true] {
      let lock = isWritten ? try RunLock(folder, writing: ["train"]) : nil
      defer { withExtendedLifetime(lock) {} }
      for (output, file, command) in cases {
        var words = command
        words[try #require(words.firstIndex(of: "-o")) + 1] = "runs/small/\(output)"
        let isBusy = isWritten && file.hasPrefix("train")
        try checkIsRefused(
          words, "runs/small/\(file)", isBusy ? "another artpipe (process" : "this belongs to the ",
          status: isBusy ? 75 : 73)
      }
      try checkIsRefused(
        ["sample", "--model", "digits-fast", "--count", "1", "-o", "runs/small"], "runs/small",
        "this is the folder of a run")
    }
    #expect(try run(["run", "d.json", "--dry-run"]).output.contains("unchanged"))
  }

  @Test func whatIsReadIsNotWritten() throws {
    let (project, directions) = (Self.commands[0].words, Self.commands[1].words)
    for name in ["me.png", "you.png"] { try scratch.write(photo, to: "photos/\(name)") }
    try scratch.write(
      #"{"model": "mlp-gan", "dataset": "photos", "stages": ["train"]}"#, to: "d.json")
    let among = "this lies in a folder of images that the command reads"
    func projecting(_ images: String, to output: String) -> [String] {
      project.map { $0 == "photo.png" ? images : $0 == "mine.png" ? output : $0 }
    }
    try checkIsRefused(projecting("photo.png", to: "photo.png"), "photo.png", "the command reads this file")
    try checkIsRefused(projecting("photos", to: "photos/new.png"), "photos/new.png", among)
    for output in ["photos/me.png", "photos/new/deep.png"] {
      try checkIsRefused(["preview", "d.json", "-o", output], output, among)
    }
    for output in ["photos", "photos/new"] {
      try checkIsRefused(
        ["evaluate", "--model", "digits-fast", "--dataset", "photos", "-o", output], output, among)
    }
    #expect(try run(["preview", "d.json", "-o", "new.png"]).status == 0)
    #expect(try run(projecting("photos/me.png", to: "photos/new.png")).status == 0)
    #expect(try run(project).status == 0)
    try checkIsRefused(
      directions + ["--points", "mine.artpoints.json"], "mine.artpoints.json", "the command reads this file")
  }

  @Test(arguments: ["--new", ""])
  func aSessionReplacesItsOwnSheetsOnly(option: String) throws {
    try scratch.write(
      option.isEmpty ? "" : #"{"artpoints": 1, "points": [], "directions": []}"#, to: "c.artpoints.json")
    if option.isEmpty {
      try FileManager.default.removeItem(atPath: scratch.path(of: "c.artpoints.json"))
      #expect(try run(["choose", "digits-fast", "-o", "c.artpoints.json", "--count", "6"]).status == 0)
    }
    try scratch.write(photo, to: "c.png")
    try checkIsRefused(
      ["choose", "digits-fast", "-o", "c.artpoints.json"] + [option].filter { !$0.isEmpty }, "c.png", Self.foreign)
  }

  @Test func aTrainingNeedsAPath() throws {
    try scratch.write(photo, to: "photos/a.png")
    let found = try run(["train", "photos", "-o", ""])
    #expect(found.errors.contains("the folder's path is empty: give --output the path of a folder"), "\(found.errors)")
    #expect(try names() == ["photo.png", "photos/a.png"])
  }

  /// A file of points that is none, and numbers that no model can take.
  @Test func whatCannotBeReadIsNamedByWhatItIs() throws {
    try #require(mkfifo(scratch.path(of: "pipe"), 0o600) == 0)
    let found = try run(["sample", "--model", "digits-fast", "--points", "pipe", "-o", "x.png"])
    #expect(found.errors.contains("pipe is no regular file"), "\(found.errors)")
  }
}
