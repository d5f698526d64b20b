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
    #expect(nowhere.errors.contains("--plugin-path nowhere: there is no such folder"))
    try scratch.write(Self.model.replacing("tanh", with: "tan"), to: "dot.artmodel.json")
    let broken = try Program.artpipe("validate", "d.json", "--plugin-path", "dot.artmodel.json", in: scratch.path)
    #expect(broken.status == 65)
    #expect(broken.errors.contains("dot.artmodel.json:2:"))
    #expect(broken.errors.contains("did you mean 'tanh'?"))
  }

  /// A file with mistakes is known by its own name only; where the model's name is asked for, the mistake is the reason.
  @Test(arguments: [
    ["validate", "d.json"], ["run", "d.json"], ["models", "describe", "dot"], ["models", "profile", "dot"],
  ])
  func theMistakeIsToldWhereTheNameIsUnknown(command: [String]) throws {
    let scratch = try Scratch()
    try scratch.write(Self.document, to: "d.json")
    try scratch.write(Self.model.replacing("tanh", with: "tan"), to: "other.artmodel.json")
    let run = try Program.artpipe(command + ["--plugin-path", "other.artmodel.json"], in: scratch.path)
    #expect(run.status == 65)
    let lines = run.errors.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines.first?.contains("there is no model 'dot'") == true)
    #expect(lines.last?.hasPrefix("error: other.artmodel.json:2:") == true)
    #expect(lines.last?.hasSuffix("did you mean 'tanh'?") == true)
  }
}
