import Foundation
import Testing

/// `convolutionAlgorithms` of documents and `--convolution-algorithms` of commands.
struct ConvolutionAlgorithmsTests {
  private static func document(_ more: String = "") -> String {
    """
    {"name": "small", \(more)"model": {"plugin": "dcgan-mnist", "recipe": {"batchSize": 8},
        "generator": {"channels": [32, 32, 32]}, "discriminator": {"channels": [32, 32]}},
      "dataset": {"kind": "strokes", "count": 16}, "stages": [{"kind": "train", "steps": 2, "samples": 4}]}
    """
  }

  private func run(_ document: String, _ options: String..., in scratch: Scratch) throws -> [String: Data] {
    try scratch.write(document, to: "d.json")
    let folder = "runs/\(UUID().uuidString)"
    let run = try Program.artpipe(["run", "d.json", "--output", folder] + options, in: scratch.path)
    try #require(run.status == 0, "\(run.errors)")
    return try scratch.results(of: folder)
  }

  /// The option does what the document's key does, and both change what is computed.
  @Test func theOptionIsTheDocumentsKey() throws {
    let scratch = try Scratch()
    let checkpoint = "train/checkpoint.safetensors"
    let fast = try #require(run(Self.document(), in: scratch)[checkpoint])
    let exact = try #require(run(Self.document(#""convolutionAlgorithms": "exact", "#), in: scratch)[checkpoint])
    #expect(try run(Self.document(), "--convolution-algorithms", "exact", in: scratch)[checkpoint] == exact)
    #expect(
      try run(Self.document(#""convolutionAlgorithms": "exact", "#), "--convolution-algorithms", "fast", in: scratch)[
        checkpoint] == fast)
    #expect(exact != fast)
  }

  /// The manifest tells which algorithm each pass of a convolution got, in training and in sampling.
  @Test func theManifestTells() throws {
    struct Manifest: Decodable {
      struct Stage: Decodable {
        struct Program: Decodable {
          struct Convolution: Decodable, Hashable {
            let pass: String
            let shape: String
            let algorithm: String
          }
          let program: String
          let convolutions: [Convolution]
        }
        let programs: [Program]
        let inputs: [String: Value]
      }
      enum Value: Decodable, Equatable {
        case text(String)
        case other
        init(from decoder: any Decoder) throws {
          self = (try? .text(decoder.singleValueContainer().decode(String.self))) ?? .other
        }
      }
      let stages: [Stage]
    }
    let scratch = try Scratch()
    try scratch.write(Self.document(), to: "d.json")
    for algorithms in ["fast", "exact"] {
      let run = try Program.artpipe("run", "d.json", "--convolution-algorithms", algorithms, in: scratch.path)
      try #require(run.status == 0, "\(run.errors)")
      let manifest = try JSONDecoder().decode(Manifest.self, from: scratch.data("runs/small/manifest.json"))
      let stage = try #require(manifest.stages.first)
      #expect(stage.inputs["convolutionAlgorithms"] == .text(algorithms))
      #expect(stage.programs.map(\.program) == ["step", "sampling"])
      for program in stage.programs {
        let transforms = program.convolutions.contains { $0.algorithm.hasPrefix("fourier") }
        #expect(transforms == (algorithms == "fast"), "\(program)")
        #expect(Set(program.convolutions).count == program.convolutions.count)
      }
      let shapes = stage.programs[0].convolutions.filter { $0.pass == "forward" }.map(\.shape)
      #expect(shapes.contains("5×5 s1 8×7×7×32 → 7×7×32"))
    }
  }

  @Test func dryRunTells() throws {
    let scratch = try Scratch()
    try scratch.write(Self.document(#""convolutionAlgorithms": "exact", "#), to: "d.json")
    let run = try Program.artpipe("run", "d.json", "--dry-run", in: scratch.path)
    #expect(run.outputLines.first == "small: seed 1, exact convolutions, into runs/small")
  }

  @Test func profilesShowIt() throws {
    func algorithms(_ options: String...) throws -> (head: String?, transforms: Bool) {
      let run = try Program.artpipe(
        ["models", "profile", "dcgan-mnist", "--batch", "8", "--steps", "1", "--threads", "1"] + options)
      #expect(run.status == 0, "\(run.errors)")
      return (run.outputLines.first, run.output.contains("winograd") || run.output.contains("fourier"))
    }
    #expect(try algorithms() == ("dcgan-mnist: batches of 8, 1 thread, median of 1 step", true))
    #expect(
      try algorithms("--convolution-algorithms", "exact") == (
        "dcgan-mnist: batches of 8, 1 thread, exact convolutions, median of 1 step", false
      ))
  }

  @Test(arguments: [
    ["run", "d.json"], ["validate", "d.json"], ["sample", "--model", "m", "--output", "s.png"],
    ["morph", "--model", "m", "--output", "m.mp4"], ["models", "profile", "mlp-gan"],
  ])
  func mistakesAreExplained(command: [String]) throws {
    let run = try Program.artpipe(command + ["--convolution-algorithms", "exakt"])
    #expect(
      run.errors.hasPrefix(
        "Error: The value 'exakt' is invalid for '--convolution-algorithms <algorithms>'. Please provide one of 'fast' and 'exact'."
      ),
      "\(run.errors)")
    #expect(run.status == 64)
  }
}
