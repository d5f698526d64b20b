import ArtMedia
import Foundation
import Testing

/// Directions, variations, mixing and choice, by the program on shipped weights.
@Suite(.serialized)
struct SteeringTests {
  @Test func thePipelineOfDirectionsRunsAndIsNotRunAgain() throws {
    let scratch = try Scratch()
    let arguments = [
      "run", "directions", "--output", scratch.path(of: "out"), "--set", "stages.principal.samples=32", "--set",
      "stages.principal.count=2", "--set", "stages.closed-form.count=2", "--set", "stages.neighbours.count=9", "--set",
      "stages.mix.rows=2", "--set", "stages.mix.columns=2", "--set", "report=false",
    ]
    let run = try Program.artpipe(arguments)
    try #require(run.status == 0, "\(run.errors)")
    let names = [
      "principal.png", "principal.artpoints.json", "closed-form.png", "closed-form.artpoints.json", "around.png",
      "mixed.png",
    ]
    #expect(run.outputLines.map { URL(fileURLWithPath: $0).lastPathComponent } == names)
    for name in names where name.hasSuffix(".png") {
      #expect(try !Probe.decode(scratch.path(of: "out/\(name)")).isEmpty)
    }
    let again = try Program.artpipe(arguments)
    #expect(again.output == run.output)
    #expect(again.errors.split(separator: "\n").filter { $0.contains("unchanged since") }.count == 4)
  }

  @Test func directionsMoveSamples() throws {
    let scratch = try Scratch()
    let find = try Program.artpipe(
      "directions", "--model", "digits-fast", "--method", "closed-form", "--count", "2", "--names", "slant", "-o",
      "d/dirs.png", in: scratch.path)
    try #require(find.status == 0, "\(find.errors)")
    #expect(find.output == "d/dirs.png\nd/dirs.artpoints.json\n")
    #expect(find.errors.contains("direction 1, slant: enlarged "))
    func sample(_ more: String...) throws -> [UInt8] {
      let run = try Program.artpipe(
        ["sample", "--model", "digits-fast", "--count", "3", "-o", "s.png"] + more, in: scratch.path)
      try #require(run.status == 0, "\(run.errors)")
      return try ImageDecoder().decode(file: scratch.path(of: "s.png")).pixels
    }
    let plain = try sample()
    let file = ["--directions", "d/dirs.artpoints.json"]
    #expect(try sample(file[0], file[1], "--move", "slant=0") == plain)
    let moved = try sample(file[0], file[1], "--move", "slant=2", "--move", "Direction 2=-1")
    #expect(moved != plain)
    // A point moved to the middle of the sheet's last column is the sheet's.
    #expect(try sample(file[0], file[1], "--move", "1=2", "--move", "2=-1") == moved)

    for (options, message) in [
      (
        ["--move", "slnt=1"] + file,
        "error: --move slnt=1: d/dirs.artpoints.json has no direction 'slnt'; it has slant, Direction 2; did you mean 'slant'?"
      ),
      (["--move", "slant"] + file, "--move slant: expected a name and a number such as roundness=1.5"),
      (["--move", "slant=1"], "name the file of these directions: --directions NAME.artpoints.json"),
      (file, "say how far along them: --move NAME=1.5"),
    ] {
      let run = try Program.artpipe(
        ["sample", "--model", "digits-fast", "--count", "1", "-o", "x.png"] + options, in: scratch.path)
      #expect(run.status != 0)
      #expect(run.errors.contains(message), "\(run.errors)")
    }
    let other = try Program.artpipe(
      ["sample", "--model", "art-64", "--count", "1", "-o", "x.png", "--move", "slant=1"] + file, in: scratch.path)
    #expect(
      other.errors.contains("the direction 'slant' belongs to another model: it has 64 numbers, and art-64 takes 128"),
      "\(other.errors)")
  }

  @Test func likedAndUnlikedFoldersGiveADirection() throws {
    let scratch = try Scratch()
    try #require(
      try Program.artpipe(
        "sample", "--model", "digits-fast", "--count", "12", "-o", "all", in: scratch.path
      ).status == 0)
    for folder in ["liked", "unliked"] {
      try FileManager.default.createDirectory(atPath: scratch.path(of: folder), withIntermediateDirectories: true)
    }
    for number in 1...12 {
      let name = String(repeating: "0", count: number < 10 ? 3 : 2) + "\(number).png"
      try FileManager.default.copyItem(
        atPath: scratch.path(of: "all/\(name)"),
        toPath: scratch.path(of: number % 2 == 0 ? "liked/\(name)" : "unliked/\(name)"))
    }
    func probe(_ liked: String, _ unliked: String, _ output: String = "p.png") throws -> ProgramRun {
      try Program.artpipe(
        "directions", "--model", "digits-fast", "--liked", liked, "--unliked", unliked, "-o", output, in: scratch.path)
    }
    let run = try probe("liked", "unliked")
    try #require(run.status == 0, "\(run.errors)")
    #expect(run.errors.contains("of 6 liked and 6 unliked points apart"), "\(run.errors)")
    // Points files of the same samples give the same direction.
    let vector = try Self.vector(scratch.data("p.artpoints.json"))
    let back = try probe("unliked", "liked", "q.png")
    #expect(back.status == 0)
    #expect(zip(try Self.vector(scratch.data("q.artpoints.json")), vector).allSatisfy { abs($0 + $1) < 1e-4 })

    try #require(
      try Program.artpipe(
        "sample", "--model", "art-64", "--count", "4", "-o", "others", in: scratch.path
      ).status == 0)
    try FileManager.default.createDirectory(atPath: scratch.path(of: "empty"), withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: scratch.path(of: "p.png"), toPath: scratch.path(of: "empty/a.png"))
    for (liked, unliked, message) in [
      ("liked", "liked", "these are the liked images themselves"),
      ("liked", "nowhere", "there is no folder and no points file"),
      ("empty", "unliked", "the latent points of no image in"),
      ("liked", "others", "others: they were made by another model than digits-fast with these weights"),
    ] {
      let run = try probe(liked, unliked)
      #expect(run.status != 0)
      #expect(run.errors.contains(message), "\(run.errors)")
    }
  }

  /// Who gives options hears of options, not of the document that they make.
  @Test(arguments: [
    (
      ["project", "--model", "digits-fast", "-o", "x.png", "nope.png"],
      "error: IMAGES: "
    ),
    (
      ["complete", "--model", "digits-fast", "-o", "x.png", "nope.png"],
      "error: IMAGES: "
    ),
    (
      ["complete", "--model", "digits-fast", "-o", "x.png", "in.png", "--mask", "1,2,3"],
      "error: --mask 1,2,3: expected the path of an image or a rectangle [x, y, width, height], found a list"
    ),
    (["choose", "nothere"], "error: nothere: there is no file nothere"),
    (["directions", "--model", "digits-fast", "-o", "x.png", "--liked", "in.png"], "error: --unliked is missing"),
    (
      ["sample", "--model", "art-64", "--folder", "-o", "x"],
      "error: --folder: the model art-64 is not class-conditional"
    ),
    (
      ["morph", "--model", "digits-fast", "--sample-numbers", "0", "-o", "x.gif"],
      "error: --sample-numbers 0: expected a whole number"
    ),
    (
      ["morph", "--model", "digits-fast", "--seconds", "2", "--frames", "9", "-o", "x.gif"],
      "give either --seconds or --frames"
    ),
    (
      ["morph", "--model", "digits-fast", "--sound", "drum-loop", "--directions", "d.artpoints.json", "-o", "x.gif"],
      "--directions d.artpoints.json: say how far along them, with --move NAME=1.5, or which band of the sound moves along"
    ),
    (
      ["morph", "--model", "digits-fast", "--bands", "low=a", "-o", "x.gif"],
      "--bands needs a track: give --sound"
    ),
  ])
  func optionsAreSpokenOfAsSuch(arguments: [String], message: String) throws {
    let scratch = try Scratch()
    let image = try PixelImage(width: 28, height: 28, channels: 1)
    try Data(PNGFormat().encode(image)).write(to: URL(fileURLWithPath: scratch.path(of: "in.png")))
    let run = try Program.artpipe(arguments, in: scratch.path)
    #expect(run.status != 0)
    #expect(run.errors.contains(message), "\(run.errors)")
    #expect(!run.errors.contains("stages["), "\(run.errors)")
  }

  private static func vector(_ data: Data) throws -> [Double] {
    let value = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let directions = try #require(value["directions"] as? [[String: Any]])
    return try #require(directions.first?["vector"] as? [Double])
  }

  @Test func aSessionOfChoicesIsGoneOnWithAndRepeated() throws {
    let scratch = try Scratch()
    func choose(_ more: String..., output: String = "choices.artpoints.json") throws -> ProgramRun {
      try Program.artpipe(
        ["choose", "--model", "digits-fast", "--output", output] + more, in: scratch.path)
    }
    let first = try choose("--count", "8")
    try #require(first.status == 0, "\(first.errors)")
    #expect(first.output == "choices.artpoints.json\nchoices.png\n")
    #expect(first.errors.contains("sheet 1: 1–8 new\n"), "\(first.errors)")
    let sheet = try scratch.data("choices.png")
    let second = try choose("--keep", "3 1")
    #expect(second.errors.contains("sheet 2: 1–2 kept, 3–6 children, 7–8 new\n"), "\(second.errors)")
    let (session, next) = (try scratch.data("choices.artpoints.json"), try scratch.data("choices.png"))
    #expect(next != sheet)
    // Looked at again, it is the same; so is another session with the same choices.
    #expect(try choose().status == 0)
    #expect(try scratch.data("choices.png") == next)
    #expect(try choose("--count", "8", output: "b.artpoints.json").status == 0)
    #expect(try choose("--keep", "3,1", output: "b.artpoints.json").status == 0)
    #expect(try scratch.data("b.artpoints.json") == session)
    // Back, and forward again.
    #expect(try choose("--undo").status == 0)
    #expect(
      try ImageDecoder().decode(file: scratch.path(of: "choices.png")) == ImageDecoder().decode(Array(sheet), name: ""))
    #expect(try choose("--keep", "3,1").status == 0)
    #expect(try scratch.data("choices.artpoints.json") == session)
    // The favourites are points as any.
    let sample = try Program.artpipe(
      "sample", "--model", "digits-fast", "--points", "choices.artpoints.json", "-o", "f.png", in: scratch.path)
    #expect(sample.status == 0, "\(sample.errors)")

    let refused: [([String], String)] = [
      (["--keep", "9"], "there is no image 9 on the sheet: its numbers are 1 to 8"),
      (["--keep", "2,2"], "image 2 is named twice"), (["--keep", "1-5"], "keep at most 4"),
      (["--keep", "a"], "expected numbers of images such as 3,17"),
      (["--seed", "2"], "--seed belongs to the beginning"),
      (["--keep", "1", "--undo"], "give either --keep or --undo"),
    ]
    for (options, message) in refused {
      let run = try Program.artpipe(["choose", "digits-fast"] + options, in: scratch.path)
      #expect(run.status != 0)
      #expect(run.errors.contains(message), "\(run.errors)")
      #expect(try scratch.data("choices.artpoints.json") == session)
    }
    let other = try Program.artpipe("choose", "art-64", in: scratch.path)
    #expect(other.status == 65)
    #expect(
      other.errors.contains("these choices were made with the model digits-fast, not with this one"), "\(other.errors)")
    #expect(try scratch.data("choices.artpoints.json") == session)
    let anew = try choose("--new", "--count", "6")
    #expect(anew.status == 0, "\(anew.errors)")
    #expect(try scratch.data("choices.1.artpoints.json") == session)
  }

  /// util-linux's 'script' makes a terminal.
  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script")))
  func atATerminalItAsks() throws {
    let scratch = try Scratch()
    let command = "TERM=dumb LC_ALL=C.UTF-8 '\(Program.artpipe)' choose digits-fast --count 6"
    let run = try Program.find(
      "sh", ["-c", "printf '2\\nx\\nu\\nq\\n' | script -qec \"\(command)\" /dev/null"], in: scratch.path
    ).output
    #expect(run.contains("keep which? (3,17; "), "\(run)")
    #expect(run.contains("sheet 2: 1 kept, 2-4 children, 5-6 new"), "\(run)")
    #expect(run.contains("x: expected numbers of images such as 3,17"), "\(run)")
    #expect(run.components(separatedBy: "sheet 1: 1-6 new").count == 3, "\(run)")
    let file = try scratch.text("choices.artpoints.json")
    #expect(file.contains("\"rounds\": []"))
  }
}
