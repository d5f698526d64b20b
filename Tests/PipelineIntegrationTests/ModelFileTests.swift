import Foundation
import Testing

/// Models from files, by the program.
struct ModelFileTests {
  private static let model = """
    {"id": "dot", "summary": "a dot", "size": 4, "latentSize": 3,
     "generator": [{"kind": "dense", "units": 16}, {"kind": "reshape", "shape": [4, 4, 1]}, "tanh"],
     "discriminator": ["flatten", {"kind": "dense", "units": 1}]}
    """
  private static let document = """
    {"name": "dots", "model": {"plugin": "dot", "recipe": {"batchSize": 4}},
      "dataset": {"kind": "strokes", "count": 8}, "stages": [{"kind": "train", "steps": 2, "samples": 0}]}
    """

  @Test func aModelFileIsTrainedAndItsCheckpointNeedsItNoMore() throws {
    let scratch = try Scratch()
    try scratch.write(Self.model, to: "models/dot.artmodel.json")
    try scratch.write(Self.document, to: "d.json")
    let run = try Program.artpipe("run", "d.json", "--plugin-path", "models", in: scratch.path)
    try #require(run.status == 0, "\(run.errors)")
    let sample = try Program.artpipe(
      "sample", "--model", "runs/dots/train/checkpoint.safetensors", "--count", "4", "-o", "s.png", in: scratch.path)
    #expect(sample.status == 0, "\(sample.errors)")
  }

  @Test func modelFilesAreListedWithTheirPlace() throws {
    let scratch = try Scratch()
    try scratch.write(Self.model, to: "dot.artmodel.json")
    try scratch.write("{", to: "broken.artmodel.json")
    let list = try Program.artpipe("models", "list", "--plugin-path", ".", in: scratch.path)
    #expect(list.status == 0, "\(list.errors)")
    #expect(list.output.contains("a dot (./dot.artmodel.json)"))
    #expect(list.output.contains("cannot be used: ./broken.artmodel.json:1:"))
  }

  @Test func whatIsWrongIsTold() throws {
    let scratch = try Scratch()
    try scratch.write(Self.document, to: "d.json")
    let unknown = try Program.artpipe("run", "d.json", in: scratch.path)
    #expect(unknown.status == 65)
    #expect(unknown.errors.contains("there is no model 'dot'"))
    let nowhere = try Program.artpipe("run", "d.json", "--plugin-path", "nowhere", in: scratch.path)
    #expect(nowhere.status == 64)
    #expect(nowhere.errors.contains("--plugin-path nowhere: there is no such file or folder"))
    try scratch.write(Self.model.replacing("tanh", with: "tan"), to: "dot.artmodel.json")
    let broken = try Program.artpipe("validate", "d.json", "--plugin-path", "dot.artmodel.json", in: scratch.path)
    #expect(broken.status == 65)
    #expect(broken.errors.contains("dot.artmodel.json:2:"))
    #expect(broken.errors.contains("did you mean 'tanh'?"))
  }

  /// A file with mistakes still tells its model's name, where it can be read; else the mistake comes first where the name
  /// is asked for.
  @Test(arguments: [
    ["validate", "d.json"], ["run", "d.json"], ["models", "describe", "dot"], ["models", "profile", "dot"],
  ])
  func theTrueMistakeComesFirst(command: [String]) throws {
    let scratch = try Scratch()
    try scratch.write(Self.document, to: "d.json")
    for (text, words, isKnown) in [
      (Self.model.replacing("tanh", with: "tan"), "2:89: generator[2].kind: this program has no layer 'tan'", true),
      (
        Self.model.replacing("[4, 4, 1]}", with: "[4, 4, 1]"), "2:94: generator[1]: expected ':' after the key 'tanh'",
        false
      ),
    ] {
      try scratch.write(text, to: "other.artmodel.json")
      let run = try Program.artpipe(command + ["--plugin-path", "other.artmodel.json"], in: scratch.path)
      #expect(run.status == 65)
      let lines = run.errors.split(separator: "\n")
      #expect(lines.first?.hasPrefix("error: other.artmodel.json:\(words)") == true, "\(run.errors)")
      #expect(lines.count == (isKnown ? 1 : 2))
      #expect(isKnown || lines.last?.contains("there is no model 'dot'") == true)
    }
  }

  /// Files that nobody asks for stop nothing: a broken one, one that takes the name of a model of the program, two of one
  /// name. Whoever asks for one hears why it cannot be used.
  @Test func filesWithMistakesStopNothingElse() throws {
    let scratch = try Scratch()
    try scratch.write(Self.document, to: "d.json")
    let files = [
      "dot": Self.model, "twin-a": Self.model.replacing("\"dot\"", with: "\"twin\""),
      "twin-b": Self.model.replacing("\"dot\"", with: "\"twin\""),
      "mine": Self.model.replacing("\"dot\"", with: "\"mlp-gan\""), "broken": "{", "hybrid-gan": "{",
    ]
    for (name, text) in files { try scratch.write(text, to: "config/artpipe/models/\(name).artmodel.json") }
    let environment = ["XDG_CONFIG_HOME": scratch.path + "/config"]
    func run(_ arguments: String...) throws -> ProgramRun {
      try Program.artpipe(arguments, in: scratch.path, environment: environment)
    }
    let good = try run("validate", "d.json")
    #expect(good.status == 0)
    let warnings = good.errors.split(separator: "\n").filter { $0.hasSuffix("this model file is not used") }
    #expect(warnings.count == 4, "\(good.errors)")
    #expect(try run("models", "list").status == 0)
    #expect(try run("models", "describe", "hybrid-gan").status == 0)
    let twin = try run("models", "describe", "twin")
    #expect(twin.status == 65)
    #expect(
      twin.errors.hasPrefix(
        "error: \(scratch.path)/config/artpipe/models/twin-a.artmodel.json: two models are named 'twin': that of this file "
          + "and \(scratch.path)/config/artpipe/models/twin-b.artmodel.json; give one another \"id\", or remove it"))
    let taken = try run("run", "d.json", "--set", "model=mlp-gan")
    #expect(taken.status == 65)
    #expect(taken.errors.contains("that of this file and one that comes with the program"))
  }
}
