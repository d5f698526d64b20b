import ArtGAN
import ArtNN
import ArtPipeline
import ArtTensor
import ArtTestSupport
import Foundation
import ProgramTestSupport
import Testing

/// `artpipe import keras` and `artpipe export keras`: what can be done with what they write.
@Suite("artpipe and Keras")
struct KerasCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    let fixtures = "\(Program.package)/Tests/ArtKerasTests/Fixtures"
    for name in try FileManager.default.contentsOfDirectory(atPath: fixtures) {
      try FileManager.default.copyItem(atPath: "\(fixtures)/\(name)", toPath: folder.path(of: name))
    }
  }

  private func artpipe(_ arguments: String...) throws -> ProgramRun { try Program.artpipe(arguments, in: folder.path) }

  private func images(_ model: String, _ name: String) throws -> Tensor {
    let run = try artpipe(
      "sample", "--model", model, "--latents", "\(name).safetensors", "--output", "made.safetensors")
    #expect(run.status == 0, "\(run.errors)")
    return try #require(try Safetensors(path: folder.path(of: "made.safetensors")).tensors["images"])
  }

  @Test(
    "A GAN is imported, sampled from given latents, trained further, exported and imported again",
    arguments: ["dcgan", "mlp"])
  func whole(name: String) throws {
    let run = try artpipe(
      "import", "keras", "\(name)-generator.keras", "\(name)-discriminator.keras", "--output", "mine.safetensors")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.outputLines == ["mine.safetensors", "mine.artmodel.json"])
    #expect(run.errors.isEmpty)
    let expected = try #require(try Safetensors(path: folder.path(of: "\(name).safetensors")).tensors["images"])
    let made = try images("mine.safetensors", name)
    #expect(made.shape == expected.shape)
    // Bytes: half a step beside the number at most.
    #expect(zip(made.scalars, expected.scalars).allSatisfy { abs($0 - min(max(($1 + 1) * 127.5, 0), 255)) <= 0.52 })

    try """
    {"model": {"plugin": "mine", "recipe": {"batchSize": 4}}, "dataset": {"kind": "strokes", "count": 20},
     "stages": [{"kind": "load", "file": "mine.safetensors"}, {"kind": "train", "steps": 3, "samples": 0}]}
    """.write(toFile: folder.path(of: "on.json"), atomically: true, encoding: .utf8)
    let training = try artpipe("run", "on.json", "--plugin-path", "mine.artmodel.json")
    #expect(training.status == 0, "\(training.errors)")
    let before = try Checkpoint(readingFrom: folder.path(of: "mine.safetensors"))
    let trained = try #require(LoadStage.modelFile(at: folder.path(of: "runs/on")))
    #expect(try Checkpoint(readingFrom: trained, weightsOnly: true).tensors != before.tensors)

    let export = try artpipe("export", "keras", "mine.safetensors", "--output", "out.keras")
    #expect(export.status == 0, "\(export.errors)")
    let again = try artpipe("import", "keras", "out.keras", "--output", "again.safetensors")
    #expect(again.status == 0, "\(again.errors)")
    #expect(again.errors.contains("no discriminator is in there"))
    #expect(try images("again.safetensors", name).scalars == made.scalars)
  }

  @Test("Weights go into a model of the same layers, and mistakes are told")
  func weights() throws {
    try FileManager.default.removeItem(atPath: folder.path(of: "dcgan-generator.json"))
    let alone = try artpipe("import", "keras", "dcgan-generator.weights.h5", "--output", "a.safetensors")
    #expect(alone.status == 65)
    #expect(alone.errors.contains("dcgan-generator.weights.h5: holds weights, and not which layers they are of"))
    #expect(try artpipe("import", "keras", "dcgan-generator.keras", "--output", "known.safetensors").status == 0)
    let fitted = try artpipe(
      "import", "keras", "dcgan-generator.weights.h5", "--output", "b.safetensors", "--model", "known", "--plugin-path",
      "known.artmodel.json")
    #expect(fitted.status == 0, "\(fitted.errors)")
    #expect(try images("b.safetensors", "dcgan").scalars == images("known.safetensors", "dcgan").scalars)
    let other = try artpipe(
      "import", "keras", "dcgan-generator.weights.h5", "--output", "c.safetensors", "--model", "dcgan-mnist")
    #expect(other.status == 65)
    #expect(other.errors.contains("layer 1 'dense' (Dense): its kernel (/layers/dense/vars/0) has the sides [8, 64]"))
  }
}
