import ArtCPU
import ArtData
import ArtFiles
import ArtGAN
import ArtMedia
import ArtSettings
import ArtTensor
import Foundation
import Testing

@testable import ArtPipeline

/// Directions, moves, neighbours, mixing and favoured images on small models.
struct SteeringStagesTests {
  private let folder: TemporaryFolder

  /// A model of a few steps, in `train`.
  init() throws {
    folder = try TemporaryFolder()
    let document = """
      {"model": {"plugin": "dcgan-mnist", "generator": {"channels": [8, 8, 8]}, "recipe": {"batchSize": 8}},
        "dataset": {"kind": "strokes", "count": 16}, "report": false, "stages": [{"kind": "train", "steps": 2, "samples": 0}]}
      """
    _ = try Workbench.run(Workbench.plan(document), in: folder)
  }

  private var checkpoint: String { folder.path(of: "train/checkpoint.safetensors") }

  private func run(_ stages: String, in other: TemporaryFolder, threads: Int = 2) throws {
    let document = #"{"report": false, "stages": [{"kind": "load", "file": "\#(checkpoint)"}, \#(stages)]}"#
    _ = try Workbench.run(Workbench.plan(document), in: other, threads: threads)
  }

  @Test(arguments: ["principal", "closed-form"])
  func directionsAreTheSameForAnyNumberOfThreads(method: String) throws {
    let stages = #"{"kind": "directions", "method": "\#(method)", "count": 3, "names": {"2": "slant"}}"#
    let results = try [1, 3].map { threads in
      let other = try TemporaryFolder()
      try run(stages, in: other, threads: threads)
      return (try other.data("directions.artpoints.json"), try other.data("directions.png"))
    }
    #expect(results[0] == results[1])
    let file = try PointsFile(parsing: String(decoding: results[0].0, as: UTF8.self), file: "d")
    #expect(file.directions.map(\.name) == ["Direction 1", "slant", "Direction 3"])
    #expect(file.model?.id == "dcgan-mnist")
    for direction in file.directions {
      let length = direction.vector.reduce(0) { $0 + $1 * $1 }
      #expect(abs(length - 1) < 1e-5)
      #expect(direction.range == -3...3)
      let largest = try #require(direction.vector.max { abs($0) < abs($1) })
      #expect(largest > 0)
    }
    // Three rows of five images of 28 pixels, three times as large.
    let sheet = try ImageDecoder().decode(Array(results[0].1), name: "")
    #expect((sheet.width, sheet.height) == (5 * 84 + 6 * 2, 3 * 84 + 4 * 2))
  }

  /// The first layer of a dcgan is dense: its kernel's singular vectors are known from the weights alone.
  @Test func closedFormDirectionsAreSingularVectorsOfTheFirstKernel() throws {
    let model = try Checkpoint(readingFrom: checkpoint, weightsOnly: true)
    let request = DirectionRequest(
      checkpoint: model, count: 4, seed: 1, device: CPUDevice(threads: 2), stop: StopRequest(), warn: { _, _ in })
    let found = try ClosedFormDirections(SettingsReader([:], log: ProblemLog())).directions(request)
    let kernel = try #require(model.tensors["generator.layers.0.kernel"])
    let (size, units) = (kernel.shape[0], kernel.shape[1])
    // WWᵀv = λv.
    for direction in found {
      let v = direction.vector
      let out = (0..<units).map { u in (0..<size).reduce(0) { $0 + v[$1] * Double(kernel.scalars[$1 * units + u]) } }
      let back = (0..<size).map { k in
        (0..<units).reduce(0) { $0 + out[$1] * Double(kernel.scalars[k * units + $1]) }
      }
      let value = zip(v, back).reduce(0) { $0 + $1.0 * $1.1 }
      #expect(zip(v, back).allSatisfy { abs($1 - value * $0) < 1e-4 * value })
    }
    let lengths = found.map { direction in
      (0..<units).reduce(0) { sum, u in
        let out = (0..<size).reduce(0) { $0 + direction.vector[$1] * Double(kernel.scalars[$1 * units + u]) }
        return sum + out * out
      }
    }
    #expect(lengths == lengths.sorted(by: >))
  }

  @Test func slipsAreExplained() throws {
    let other = try TemporaryFolder()
    try run(#"{"kind": "directions", "count": 2, "method": "closed-form", "names": ["up"]}"#, in: other)
    let file = other.path(of: "directions.artpoints.json")
    let cases: [(String, String)] = [
      (
        #"{"kind": "sample", "move": {"upp": 1}, "directions": "\#(file)"}"#,
        "has no direction 'upp'; it has up, Direction 2; did you mean 'up'?"
      ),
      (#"{"kind": "sample", "move": {"up": "far"}, "directions": "\#(file)"}"#, "for 'up', found \"far\""),
      (#"{"kind": "sample", "move": 3, "directions": "\#(file)"}"#, "expected an object of names and numbers"),
      (#"{"kind": "sample", "move": {"up": 1}}"#, "name the file of these directions"),
      (#"{"kind": "sample", "directions": "\#(file)"}"#, "say how far along them"),
      (#"{"kind": "sample", "move": {"up": 1}, "directions": "none.artpoints.json"}"#, "there is no file"),
      (#"{"kind": "directions", "names": {"9": "a"}}"#, "there is no direction 9: 'count' is 8"),
      (#"{"kind": "directions", "names": ["a", "a"]}"#, "two directions are called \"a\""),
      (#"{"kind": "directions", "method": "prinzipal"}"#, "did you mean 'principal'?"),
      (#"{"kind": "neighbours", "seeds": [1, 2], "sample": 3}"#, "'seeds' gives 2 points, so there is no 3"),
      (#"{"kind": "mix", "take": "classes"}"#, "knows no classes"),
      (#"{"kind": "mix", "layer": 99}"#, "features cannot be joined before layer 99"),
      (#"{"kind": "mix", "seeds": [1, 2]}"#, "6 rows and 6 columns take 12 points, found 2"),
      (#"{"kind": "choices", "file": "\#(file)"}"#, "holds no choices"),
      (#"{"kind": "train", "favour": "\#(file)"}"#, "has no points; keep some in it first"),
      (#"{"kind": "train", "favourWeight": 0.5}"#, "it goes with 'favour'"),
    ]
    for (stage, message) in cases {
      let document = """
        {"model": "dcgan-mnist", "dataset": "strokes",
          "stages": [{"kind": "load", "file": "\(checkpoint)"}, \(stage)]}
        """
      let error = #expect(throws: Problems.self, "\(stage)") { try Workbench.plan(document) }
      #expect(error.map { "\($0)" }?.contains(message) == true, "\(stage): \(error.map { "\($0)" } ?? "")")
    }
  }

  private func tiles(_ folder: TemporaryFolder, _ names: [String]) throws -> [PixelImage] {
    try names.map { try ImageDecoder().decode(file: folder.path(of: $0)) }
  }

  @Test func movesAreThoseOfTheSheet() throws {
    let other = try TemporaryFolder()
    try run(#"{"kind": "directions", "count": 1, "steps": 2, "method": "closed-form", "scale": 1}"#, in: other)
    let file = other.path(of: "directions.artpoints.json")
    try run(
      """
      {"kind": "sample", "count": 1, "move": {"1": 3}, "directions": "\(file)"}, "images",
      {"kind": "sample", "id": "plain", "count": 1}, {"kind": "images", "id": "plain-images"}
      """, in: other)
    let moved = try tiles(other, ["images/0001.png"])[0]
    let sheet = try ImageDecoder().decode(file: other.path(of: "directions.png"))
    for y in 0..<28 {
      for x in 0..<28 { #expect(moved[x, y, 0] == sheet[2 * 2 + 28 + x, 2 + y, 0]) }
    }
    #expect(try tiles(other, ["plain-images/0001.png"])[0] != moved)
  }

  @Test func theImageItselfIsInTheMiddleOfItsNeighbours() throws {
    let other = try TemporaryFolder()
    try run(
      """
      {"kind": "neighbours", "sample": 2, "count": 9}, "images",
      {"kind": "sample", "from": "load", "count": 2}, {"kind": "images", "id": "samples"},
      {"kind": "neighbours", "id": "few", "from": "load", "sample": 2, "count": 3}, {"kind": "images", "id": "few-images"}
      """, in: other)
    let all = try tiles(other, (1...9).map { "images/000\($0).png" })
    #expect(all[4].pixels == (try tiles(other, ["samples/0002.png"])[0].pixels))
    #expect(Set(all.map(\.pixels)).count == 9)
    // A smaller sheet is a part of the larger one.
    #expect(try tiles(other, (1...3).map { "few-images/000\($0).png" }).map(\.pixels) == all[3...5].map(\.pixels))
  }

  @Test func aGridOfMixedImagesShowsThePointsAtItsEdges() throws {
    let other = try TemporaryFolder()
    try run(
      """
      {"kind": "mix", "rows": 2, "columns": 3}, "images", {"kind": "sample", "from": "load", "count": 5},
      {"kind": "images", "id": "samples"}
      """, in: other)
    let grid = try tiles(other, (1...12).map { "images/\(String(10000 + $0).dropFirst()).png" })
    let samples = try tiles(other, (1...5).map { "samples/000\($0).png" })
    #expect(grid[0].pixels.allSatisfy { $0 == 255 })
    for (place, sample) in [(4, 0), (8, 1), (1, 2), (2, 3), (3, 4)] {
      #expect(zip(grid[place].pixels, samples[sample].pixels).allSatisfy { abs(Int($0) - Int($1)) <= 1 })
    }
    #expect(Set(grid.map(\.pixels)).count == 12)
  }

  // MARK: favoured images

  private func favouring(_ more: String = "") -> String {
    """
    {"model": {"plugin": "dcgan-mnist", "generator": {"channels": [8, 8, 8]}, "recipe": {"batchSize": 8}},
      "dataset": {"kind": "strokes", "count": 16}, "report": false, "stages": [{"kind": "load", "file": "\(checkpoint)"},
        {"kind": "train", "steps": 6, "samples": 0, "checkpoint": {"every": {"steps": 2}}\(more)}]}
    """
  }

  private func favourites(_ seeds: [UInt64], named name: String) throws -> String {
    let model = try Checkpoint(readingFrom: checkpoint, weightsOnly: true).definition
    let points = seeds.map { model.namedPoint(model.point(seed: $0)) }
    try PointsFile(points: points).write(to: .typed(folder.path(of: name)))
    return folder.path(of: name)
  }

  private func weights(_ other: TemporaryFolder) throws -> [String: Data] {
    try other.files().filter { $0.key.hasPrefix("train/") }
  }

  @Test func favouredImagesChangeTheTrainingExactly() throws {
    let file = try favourites([5, 6, 7], named: "f.artpoints.json")
    let favour = #", "favour": "\#(file)", "favourWeight": 0.5"#
    let (whole, parts, plain) = (try TemporaryFolder(), try TemporaryFolder(), try TemporaryFolder())
    let log = EventLog()
    _ = try Workbench.run(Workbench.plan(favouring(favour)), in: whole, observer: log.observer)
    #expect(log.take().contains { $0.hasSuffix("3 images of \(file) learnt 5 times an epoch") })
    _ = try Workbench.run(Workbench.plan(favouring()), in: plain)
    #expect(try weights(plain) != weights(whole))

    // Stopped, and gone on with by another number of threads.
    let stop = StopRequest()
    #expect(throws: PipelineError.self) {
      try Workbench.run(Workbench.plan(favouring(favour)), in: parts, stop: stop, threads: 1) {
        if case .progress(let progress) = $0, progress.done == 3 { stop.make() }
      }
    }
    _ = try Workbench.run(Workbench.plan(favouring(favour)), in: parts, threads: 3, observer: log.observer)
    #expect(log.take().contains("note: resuming from step 3 of 6"))
    #expect(try weights(parts) == weights(whole))

    // The same points by another path are the same training; others are another.
    _ = try favourites([5, 6, 7], named: "same.artpoints.json")
    let same = favour.replacingOccurrences(of: "f.artpoints", with: "same.artpoints")
    let again = try Workbench.runner(Workbench.plan(favouring(same)), in: whole).prospects()
    #expect(again.last == .unchanged)
    _ = try favourites([5, 6, 8], named: "f.artpoints.json")
    let other = try Workbench.runner(Workbench.plan(favouring(favour)), in: whole).prospects()
    #expect(other.last == .beginsAnew(because: "the favoured images differ"))
  }

  @Test func favouredImagesNeedAModelToStartFrom() throws {
    let file = try favourites([5], named: "f.artpoints.json")
    let document = """
      {"model": "mlp-gan", "dataset": "strokes", "stages": [{"kind": "train", "steps": 1, "favour": "\(file)"}]}
      """
    let error = #expect(throws: Problems.self) { try Workbench.plan(document) }
    #expect(error.map { "\($0)" }?.contains("needs a model") == true, "\(error.map { "\($0)" } ?? "")")
  }
}
