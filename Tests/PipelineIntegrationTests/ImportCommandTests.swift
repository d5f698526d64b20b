import ArtFiles
import ArtGAN
import ArtNN
import ArtPipeline
import ArtTensor
import ArtTestSupport
import Foundation
import ProgramTestSupport
import Testing

/// `artpipe import`: what it writes, what can be done with it, and what it does not replace.
@Suite("artpipe import")
struct ImportCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    let fixtures = "\(Program.package)/Tests/ArtTorchTests/Fixtures"
    for name in ["netG.pt", "netD.pt", "whole.pt", "expected.safetensors"] {
      try FileManager.default.copyItem(atPath: "\(fixtures)/\(name)", toPath: folder.path(of: name))
    }
  }

  private func artpipe(_ arguments: String...) throws -> ProgramRun { try Program.artpipe(arguments, in: folder.path) }

  @Test("A model is imported, sampled from given latents, exported and trained further")
  func whole() throws {
    let run = try artpipe("import", "torch", "netG.pt", "netD.pt", "--output", "shapes.safetensors")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.outputLines == ["shapes.safetensors", "shapes.artmodel.json"])
    #expect(run.errors.isEmpty)

    let sample = try artpipe(
      "sample", "--model", "shapes.safetensors", "--latents", "expected.safetensors", "--output", "made.safetensors")
    #expect(sample.status == 0, "\(sample.errors)")
    let images = try #require(try Safetensors(path: folder.path(of: "made.safetensors")).tensors["images"])
    let expected = try #require(try Safetensors(path: folder.path(of: "expected.safetensors")).tensors["images"])
    #expect(images.shape == expected.shape)
    // Bytes: half a step beside the number at most.
    #expect(zip(images.scalars, expected.scalars).allSatisfy { abs($0 - ($1 + 1) * 127.5) <= 0.52 })

    let export = try artpipe("export", "onnx", "shapes.safetensors", "--output", "shapes.onnx")
    #expect(export.status == 0, "\(export.errors)")

    try """
    {"model": {"plugin": "shapes", "recipe": {"batchSize": 4}}, "dataset": {"kind": "strokes", "count": 20},
     "stages": [{"kind": "load", "file": "shapes.safetensors"}, {"kind": "train", "steps": 3, "samples": 0}]}
    """.write(toFile: folder.path(of: "on.json"), atomically: true, encoding: .utf8)
    let training = try artpipe("run", "on.json", "--plugin-path", "shapes.artmodel.json")
    #expect(training.status == 0, "\(training.errors)")
    let before = try Checkpoint(readingFrom: folder.path(of: "shapes.safetensors"))
    let trained = try #require(LoadStage.modelFile(at: folder.path(of: "runs/on")))
    let after = try Checkpoint(readingFrom: trained, weightsOnly: true)
    #expect(after.definition.generator == before.definition.generator)
    #expect(after.tensors != before.tensors)
    // Three steps of 0.0002 move no weight far.
    let kernel = "generator.layers.1.kernel"
    let (old, new) = (try #require(before.tensors[kernel]), try #require(after.tensors[kernel]))
    #expect(zip(old.scalars, new.scalars).allSatisfy { abs($0 - $1) < 0.002 })
  }

  @Test("Files that are there are kept, unless --force replaces them")
  func kept() throws {
    try Data("mine".utf8).write(to: URL(filePath: folder.path(of: "shapes.artmodel.json")))
    let refused = try artpipe("import", "torch", "netG.pt", "--output", "shapes.safetensors")
    #expect(refused.status == 73)
    #expect(refused.errors.contains("shapes.artmodel.json is there already, and is not replaced"))
    #expect(try folder.data("shapes.artmodel.json") == Data("mine".utf8))
    #expect(!FileManager.default.fileExists(atPath: folder.path(of: "shapes.safetensors")))
    let forced = try artpipe("import", "torch", "netG.pt", "--output", "shapes.safetensors", "--force")
    #expect(forced.status == 0, "\(forced.errors)")
    #expect(forced.errors.contains("no discriminator is in there: it begins at random weights"))
  }

  private static let refused: [(arguments: [String], status: Int32, words: String)] = [
    (["tensorflow", "netG.pt", "--output", "a.safetensors"], 65, "this program has no import format 'tensorflow'"),
    (["torch", "whole.pt", "--output", "a.safetensors"], 65, "whole.pt: asks for '__main__.Generator', which is code"),
    (["torch", "none.pt", "--output", "a.safetensors"], 66, "none.pt: cannot open the file"),
    (["torch", "netG.pt", "--output", "a.pt"], 64, "expected a name that ends in .safetensors"),
    (["torch", "netG.pt", "--output", "art-64.safetensors"], 65, "there is a model named 'art-64' already"),
    (["torch", "netG.pt", "--output", "a.safetensors", "--model", "art-46"], 65, "there is no model 'art-46'"),
    (
      ["torch", "netG.pt", "--output", "a.safetensors", "--model", "dcgan-mnist"], 65,
      "netG.pt: holds 'main.0.weight' with the shape [4, 2, 4, 4], and generator.layers.0 (Dense) needs [12544, 100]"
    ),
  ]

  @Test("Mistakes are told with what to do, and leave nothing behind", arguments: refused)
  func mistakes(arguments: [String], status: Int32, words: String) throws {
    let run = try Program.artpipe(["import"] + arguments, in: folder.path)
    #expect(run.status == status, "\(run.errors)")
    #expect(run.errors.contains(words), "\(run.errors)")
    #expect(!FileManager.default.fileExists(atPath: folder.path(of: "a.safetensors")))
  }
}
