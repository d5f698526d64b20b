import ArtFiles
import ArtGAN
import ArtSettings
import ArtTensor
import Foundation
import Testing

@testable import ArtPipeline

/// Trainings that begin with the weights of another model.
struct InitialWeightsTests {
  private static func train(
    _ folder: TemporaryFolder, model: String = #"{"plugin": "dcgan-mnist", "recipe": {"batchSize": 8}}"#,
    _ settings: String = "", _ log: EventLog = EventLog()
  ) throws {
    let document = """
      {"model": \(model), "dataset": {"kind": "strokes", "count": 24},
        "stages": [{"kind": "train", "steps": 2, "samples": 0\(settings)}]}
      """
    _ = try Workbench.run(Workbench.plan(document), in: folder, observer: log.observer)
  }

  private static func problems(_ settings: String, model: String = #""dcgan-mnist""#) throws -> String {
    let error = #expect(throws: Problems.self) { try train(try TemporaryFolder(), model: model, settings) }
    return error.map { "\($0)" } ?? ""
  }

  @Test func aModelOfOtherColoursTakesThemOver() throws {
    let (first, second, log) = (try TemporaryFolder(), try TemporaryFolder(), EventLog())
    try Self.train(first)
    let file = first.path(of: "train/checkpoint.safetensors")
    let model = #"{"plugin": "dcgan-mnist", "color": "rgb", "recipe": {"batchSize": 8, "learningRate": 1e-9}}"#
    try Self.train(second, model: model, #", "initialWeights": "\#(file)""#, log)
    let notes = log.take().filter { $0.hasPrefix("note") }
    let weights = try #require(notes.first { $0.contains("initial weights of \(file) (dcgan-mnist): all ") })
    #expect(weights.contains(" of the generator, all ") && weights.hasSuffix("of the discriminator"))
    let fitted = try #require(notes.first { $0.contains("fitted to other colours or classes: generator.layers.") })
    #expect(fitted.contains("discriminator.layers.0 (Conv2D)"))
    #expect(!notes.contains { $0.contains("beginning at random") })
    let (before, after) = (
      try Checkpoint(readingFrom: file, weightsOnly: true),
      try Checkpoint(readingFrom: second.path(of: "train/checkpoint.safetensors"))
    )
    let name = "generator.layers.0.kernel"
    let (old, new) = (try #require(before.tensors[name]), try #require(after.tensors[name]))
    #expect(zip(old.scalars, new.scalars).allSatisfy { abs($0 - $1) < 1e-6 })
    #expect(after.state?.step == 2)

    // The folder of the run names the same file: nothing is trained again. Other weights are another training.
    try Self.train(second, model: model, #", "initialWeights": "\#(first.path)""#, log)
    #expect(log.take().contains("unchanged train"))
    let third = try TemporaryFolder()
    try Self.train(third, model: #"{"plugin": "dcgan-mnist", "recipe": {"batchSize": 4}}"#)
    try Self.train(second, model: model, #", "initialWeights": "\#(third.path)""#, log)
    #expect(log.take().contains { $0.contains("it begins with other weights") })
  }

  @Test func whatDoesNotFitIsToldBeforeAnythingRuns() throws {
    let folder = try TemporaryFolder()
    try Self.train(folder, model: #"{"plugin": "mlp-gan", "recipe": {"batchSize": 8}}"#)
    let other = try Self.problems(#", "initialWeights": "\#(folder.path)""#)
    #expect(other.contains("no layer of the generator of 'mlp-gan' fits one of 'dcgan-mnist'"))
    #expect(other.contains("initialWeights"))
    #expect(
      try Self.problems(#", "initialWeights": "nothing-here""#).contains("no weights 'nothing-here' come with artpipe"))
    #expect(
      try Self.problems(
        "", model: #"{"plugin": "dcgan-mnist", "recipe": {"frozenDiscriminatorLayers": 99}}"#
      ).contains("and the last one must learn; expected at most"))
  }
}
