import ArtFiles
import ArtGAN
import ArtMedia
@testable import ArtPipeline
import ArtSettings
import Foundation
import Testing

/// Points of a file in documents.
struct KeptPointsTests {
  private static let trained = """
    {"model": {"plugin": "mlp-gan", "recipe": {"batchSize": 4}}, "dataset": {"kind": "strokes", "count": 8},
      "stages": [{"kind": "train", "steps": 1, "samples": 0}]}
    """

  private func trainedModel(_ folder: TemporaryFolder) throws -> Checkpoint {
    _ = try Workbench.run(Workbench.plan(Self.trained), in: folder)
    return try Checkpoint(readingFrom: folder.path(of: "train/checkpoint.safetensors"), weightsOnly: true)
  }

  private func document(_ folder: TemporaryFolder, _ stages: String) -> String {
    #"{"stages": [{"kind": "load", "file": "\#(folder.path(of: "train/checkpoint.safetensors"))"}, \#(stages)]}"#
  }

  @Test func keptSamplesAreTheSamples() throws {
    let folder = try TemporaryFolder()
    let model = try trainedModel(folder)
    let points = (0..<4).map { number in
      model.definition.namedPoint(
        model.definition.point(seed: 9, index: UInt64(number)), name: "p\(number + 1)", sample: (9, number + 1))
    }
    let file = folder.path(of: "kept\(PointsFile.ending)")
    try PointsFile(model: .init(model), points: points).write(to: .typed(file))

    func images(_ name: String, _ sample: String) throws -> [[UInt8]] {
      let run = try TemporaryFolder()
      let stages = #"{"kind": "sample", \#(sample)}, {"kind": "images", "id": "images"}"#
      _ = try Workbench.run(Workbench.plan(document(folder, stages)), in: run)
      return try (1...4).compactMap { number in
        let file = run.path(of: "images/000\(number).png")
        return FileManager.default.fileExists(atPath: file) ? try ImageDecoder().decode(file: file).pixels : nil
      }
    }
    let seeded = try images("seeded", #""seed": 9, "count": 4"#)
    #expect(Set(seeded).count == 4)
    #expect(try images("all", #""points": "\#(file)""#) == seeded)
    // By name, and by number from 1.
    #expect(try images("some", #""points": "\#(file)", "pointNames": ["p4", 2]"#) == [seeded[3], seeded[1]])
    #expect(try images("calm", #""points": "\#(file)", "truncation": 0"#).allSatisfy { $0 != seeded[0] })
    // Keyframes are frames.
    let walk = try TemporaryFolder()
    let stages = """
      {"kind": "interpolate", "points": "\(file)", "pointNames": ["p3", "p2"], "frames": 8}, {"kind": "images", "id": "walk"}
      """
    _ = try Workbench.run(Workbench.plan(document(folder, stages)), in: walk)
    #expect(try ImageDecoder().decode(file: walk.path(of: "walk/0001.png")).pixels == seeded[2])
    #expect(try ImageDecoder().decode(file: walk.path(of: "walk/0005.png")).pixels == seeded[1])
  }

  @Test func otherWeightsAreTold() throws {
    let folder = try TemporaryFolder()
    let model = try trainedModel(folder)
    let file = folder.path(of: "kept\(PointsFile.ending)")
    let point = model.definition.namedPoint(model.definition.point(seed: 9))
    func warnings(hash: String?) throws -> [String] {
      try PointsFile(model: .init(hash: hash), points: [point]).write(to: .typed(file))
      let (run, log) = (try TemporaryFolder(), EventLog())
      let plan = try Workbench.plan(document(folder, #"{"kind": "sample", "points": "\#(file)"}, "sheet""#))
      _ = try Workbench.run(plan, in: run, observer: log.observer)
      return log.take().filter { $0.hasPrefix("warning") }
    }
    #expect(try warnings(hash: model.generatorHash().hex).isEmpty)
    #expect(try warnings(hash: nil).isEmpty)
    #expect(try warnings(hash: String(repeating: "0", count: 64)).contains { $0.contains("made with other weights") })
  }

  @Test func mistakesAreExplainedBeforeAnythingRuns() throws {
    let folder = try TemporaryFolder()
    let model = try trainedModel(folder)
    let size = model.definition.latent.size
    func problem(_ file: PointsFile, _ settings: String = "") throws -> String {
      let path = folder.path(of: "kept\(PointsFile.ending)")
      try file.write(to: .typed(path))
      let error = #expect(throws: Problems.self) {
        try Workbench.plan(document(folder, #"{"kind": "sample", "points": "\#(path)"\#(settings)}, "sheet""#))
      }
      return error?.description ?? ""
    }
    let point = NamedPoint(name: "one", latent: [Float](repeating: 0, count: size))
    #expect(try problem(PointsFile()).contains("has no points; keep some in it first"))
    #expect(
      try problem(PointsFile(points: [NamedPoint(latent: [1])]))
        .contains("point 1: the point belongs to another model: it has 1 numbers, and mlp-gan takes \(size)"))
    #expect(
      try problem(PointsFile(points: [point]), #", "pointNames": "on""#).contains("has no point 'on'; it has one"))
    #expect(try problem(PointsFile(points: [point]), #", "count": 3"#).contains("'points' sets the number of images"))
    #expect(try problem(PointsFile(points: [point]), #", "seed": 3"#).contains("give either 'points' or 'seed'"))
  }
}
