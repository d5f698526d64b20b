import ArtCPU
import ArtFiles
import ArtGAN
import ArtNN
import ArtSettings
import ArtTensor
import Foundation
import Testing

@testable import ArtPipeline

/// Latents in files of samples, and images of the latents of a file.
struct LatentsTests {
  private let folder: TemporaryFolder
  private var model: String { folder.path(of: "train/checkpoint.safetensors") }

  init() throws { folder = try TemporaryFolder() }

  private func train(classes: Bool) throws -> ModelDefinition {
    let plan = try Workbench.plan(
      """
      {"seed": 4, "model": {"plugin": "mlp-gan", "classes": \(classes), "recipe": {"batchSize": 8, "truncation": 0.5}},
        "dataset": {"kind": "strokes", "count": 24}, "stages": [{"kind": "train", "steps": 2, "samples": 0}]}
      """)
    _ = try Workbench.run(plan, in: folder)
    return try Checkpoint(readingFrom: model, weightsOnly: true).definition
  }

  private func plan(_ sample: String) throws -> Plan {
    try Workbench.plan(
      #"{"stages": [{"kind": "load", "file": "\#(model)"}, {"kind": "sample", \#(sample)}]}"#)
  }

  /// The file that `artpipe sample -o name` writes.
  private func write(_ sample: String, to name: String) throws -> Safetensors {
    let run = UncachedRun(try plan(sample), device: CPUDevice(threads: 1), stop: StopRequest()) { _ in }
    let outcome = try run.run(in: RunFolder(folder.path), name: name)
    let (artifact, recipe) = (outcome.artifact, outcome.recipe)
    guard case .images(let images) = artifact else { throw PipelineError(.fault, "no images") }
    let path = folder.path(of: name)
    try images.writeTensor(to: .typed(path), metadata: recipe, by: run.execution)
    return try Safetensors(path: path)
  }

  @Test(arguments: [false, true])
  func latentsOfAFileGiveItsImages(classes: Bool) throws {
    let definition = try train(classes: classes)
    let drawn = try write(#""count": 3, "seed": 9"#, to: "a.safetensors")
    let again = try write(#""latents": "\#(folder.path(of: "a.safetensors"))""#, to: "b.safetensors")
    #expect(drawn.tensors.keys.sorted() == (classes ? ["classes"] : []) + ["images", "latents"])
    #expect(again.tensors == drawn.tensors)
    // They are what the generator was given: truncated.
    let point = definition.truncated(definition.point(seed: 9, index: 2), to: nil)
    let (size, count) = (definition.latent.size, definition.classes.count)
    #expect(drawn.tensors["latents"]?.shape == [3, size])
    #expect(drawn.tensors["latents"].map { Array($0.scalars[(2 * size)...]) } == Array(point[..<size]))
    if classes {
      #expect(drawn.tensors["classes"]?.shape == [3, count])
      #expect(drawn.tensors["classes"].map { Array($0.scalars[(2 * count)...]) } == Array(point[size...]))
    }
    // A file of samples may be written anew, one of a model may not.
    try RunFolder.checkIsReplaceable(folder.path(of: "a.safetensors"))
  }

  /// Numbers of other programs, with classes of the document.
  @Test func latentsOfOthersAreDrawn() throws {
    let definition = try train(classes: true)
    let size = definition.latent.size
    let numbers = Tensor(shape: [2, size], scalars: (0..<2 * size).map { Float($0 % 7) / 4 - 0.75 })
    let path = folder.path(of: "own.safetensors")
    try Safetensors(tensors: ["latents": numbers]).write(to: .typed(path))
    let name = definition.classes[1].name
    let drawn = try write(#""latents": "\#(path)", "class": "\#(name)""#, to: "c.safetensors")
    #expect(drawn.tensors["latents"] == numbers)
    let weights = definition.weights(ofClass: 1)
    #expect(drawn.tensors["classes"]?.scalars == weights + weights)
    #expect(try problem(#""latents": "\#(path)""#).contains("is class-conditional: say which 'class' to draw"))
  }

  @Test func numbersThatNoModelCanTakeAreBlamed() throws {
    let size = try train(classes: false).latent.size
    let path = folder.path(of: "huge.safetensors")
    let numbers = Tensor(shape: [1, size], scalars: (0..<size).map { $0 % 2 == 0 ? 3e38 : -3e38 })
    try Safetensors(tensors: ["latents": numbers]).write(to: .typed(path))
    let error = #expect(throws: (any Error).self) { try write(#""latents": "\#(path)""#, to: "huge-out.safetensors") }
    let words = "the model's weights are unusable, or the numbers of its point are far too large"
    #expect(error.map { "\($0)" }?.contains(words) == true, "\(String(describing: error))")
  }

  private func problem(_ sample: String) throws -> String {
    let error = #expect(throws: Problems.self) { try plan(sample) }
    return error?.description ?? ""
  }

  @Test func mistakesAreExplainedBeforeAnythingRuns() throws {
    let size = try train(classes: false).latent.size
    func problem(_ tensors: [String: Tensor], _ more: String = "") throws -> String {
      let path = folder.path(of: "x.safetensors")
      try Safetensors(tensors: tensors).write(to: .typed(path))
      return try self.problem(#""latents": "\#(path)"\#(more)"#)
    }
    let good = Tensor.ones([2, size])
    var infinite = good
    infinite.scalars[size] = .infinity
    for (tensors, more, words) in [
      (["z": good], "", "there is no tensor 'latents' in it; it holds z"),
      (["latents": Tensor.ones([size])], "", "the tensor 'latents' has the shape [\(size)]; expected two sides"),
      (["latents": Tensor.ones([2, 3])], "", "its latents have 3 numbers each, and mlp-gan takes \(size)"),
      (["latents": infinite], "", "the tensor 'latents' holds a number that is not finite, in row 2"),
      (["latents": good, "classes": Tensor.ones([3, 2])], "", "'latents' are of 2 images, and 'classes' of 3"),
      (
        ["latents": good, "classes": Tensor.ones([2, 2])], "",
        "has 2 weights for each image, and mlp-gan has no classes"
      ),
      (["latents": good], #", "seed": 4"#, "'latents' say what is drawn; leave 'seed' out"),
      (["latents": good], #", "truncation": 0.5"#, "'latents' say what is drawn; leave 'truncation' out"),
      (["latents": good], #", "count": 4"#, "'latents' sets the number of images; leave 'count' out"),
    ] {
      let found = try problem(tensors, more)
      #expect(found.contains(words), "\(found)")
    }
    #expect(try self.problem(#""latents": "gone.safetensors""#).contains("gone.safetensors"))
    try Data("no tensors".utf8).write(to: URL(fileURLWithPath: folder.path(of: "x.safetensors")))
    #expect(try self.problem(#""latents": "\#(folder.path(of: "x.safetensors"))""#).contains("safetensors file"))
  }
}
