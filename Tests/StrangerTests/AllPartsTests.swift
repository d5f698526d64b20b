import ArtPipeKit
import ArtTestSupport
import Foundation
import Testing

/// One part of each open set, added from outside with one type and one registration, in one pipeline.
struct AllPartsTests {
  private static func toolbox() throws -> Toolbox {
    Toolbox(
      models: try ModelRegistry([Waves()]),
      datasets: try DatasetRegistry(DatasetRegistry.builtIn + [CheckersSource.self]),
      stages: try StageRegistry(StageRegistry.builtIn + [BrightnessStage.self]),
      metrics: try MetricRegistry(MetricRegistry.builtIn + [Brightness()]),
      imageFormats: try ImageFormatRegistry(ImageFormatRegistry.builtIn + [ToyImageFormat()]),
      videoFormats: try VideoFormatRegistry(VideoFormatRegistry.builtIn + [ToyVideoFormat()]),
      augmentations: try AugmentationRegistry(AugmentationRegistry.builtIn + [RandomNegative.self]),
      directionMethods: try DirectionMethodRegistry(DirectionMethodRegistry.builtIn + [AxisDirections.self]),
      exportFormats: try ExportFormatRegistry(ExportFormatRegistry.builtIn + [NamesExport.self]),
      importFormats: try ImportFormatRegistry(ImportFormatRegistry.builtIn + [DenseImport.self]),
      layers: try LayerRegistry(LayerRegistry.builtIn + [Sine.self]),
      losses: try LossRegistry(LossRegistry.builtIn + [.squaredHinge]))
  }

  private static let document = """
    {
      "seed": 4, "model": "waves", "dataset": {"kind": "checkers", "count": 24, "augment": {"negative": 0.5}},
      "stages": [
        {"kind": "train", "steps": 8, "samples": 0, "checkpoint": {"every": {"steps": 2}},
          "evaluate": {"metric": "brightness", "every": 4, "samples": 12}},
        {"kind": "sample", "count": 5},
        "list-brightness",
        {"kind": "sheet", "file": "sheet.toy", "from": "sample"},
        {"kind": "interpolate", "from": "sample", "keyframes": 5, "frames": 6},
        {"kind": "video", "file": "walk.reel", "size": 16},
        {"kind": "directions", "from": "train", "method": "axes", "firstAxis": 1, "count": 2},
        {"kind": "evaluate", "from": "train", "samples": 12},
        {"kind": "export", "from": "train", "format": "names", "sorted": true},
        {"kind": "export", "id": "graph", "from": "train", "format": "onnx"}
      ]
    }
    """

  private static func run(
    in folder: TemporaryFolder, stop: StopRequest = StopRequest(), observer: @escaping PipelineObserver = { _ in }
  ) throws -> [String] {
    let plan = try Planner(toolbox()).plan(SettingValue.parse(document, file: "waves.json"))
    return try Runner(
      plan, in: RunFolder(folder.path), device: CPUDevice(threads: 2), stop: stop, observer: observer
    ).run()
  }

  /// What the run made, without times and the folder's own path.
  private static func results(_ folder: TemporaryFolder) throws -> [String: Data] {
    try folder.files().filter { name, _ in
      !name.hasPrefix("manifest") && !name.hasSuffix("times.jsonl") && !name.hasPrefix(".")
    }.mapValues { data in
      guard let text = String(data: data, encoding: .utf8) else { return data }
      return Data(text.replacingOccurrences(of: folder.path, with: "").utf8)
    }
  }

  @Test func aModelIsImportedAndSampled() throws {
    let folder = try TemporaryFolder()
    let rows = [1, -1].map { sign in (0..<64).map { "\(sign * $0)" }.joined(separator: " ") }.joined(separator: "\n")
    try rows.write(toFile: folder.path(of: "kernel.txt"), atomically: true, encoding: .utf8)
    let format = try #require(try Self.toolbox().importFormats["dense-text"])
    let model = try format.read(ImportRequest(files: [folder.path(of: "kernel.txt")], id: "ramp"))
    let sampler = try Sampler(model.checkpoint(seed: 1), device: CPUDevice(threads: 1))
    let images = try sampler.images([[1, 0], [0, 1]])
    #expect(images.map { $0.pixels[0] } == [128, 128])
    #expect(images.map { $0.pixels[63] } == [255, 0])
    let error = #expect(throws: ImportError.self) {
      try "1 2".write(toFile: folder.path(of: "kernel.txt"), atomically: true, encoding: .utf8)
      _ = try format.read(ImportRequest(files: [folder.path(of: "kernel.txt")], id: "ramp"))
    }
    #expect(error?.message == "expected rows of 64 numbers, found rows of [2]")
  }

  @Test func theyStandInTheSchema() throws {
    let schema = Document.schema(try Self.toolbox())
    for name in ["stage-list-brightness", "model-waves", "dataset-checkers"] { #expect(schema["$defs"]?[name] != nil) }
    for setting in ["negative", "firstAxis", "sorted"] {
      #expect(schema.canonicalJSON.contains("\"\(setting)\":{"), "\(setting)")
    }
    for choice in ["brightness", "toy", "reel", "axes", "names", "squared-hinge"] {
      #expect(schema.canonicalJSON.contains("\"\(choice)\""), "\(choice)")
    }
  }

  @Test func aPipelineOfThemAllRunsAndResumes() throws {
    let (whole, parts) = (try TemporaryFolder(), try TemporaryFolder())
    let files = try Self.run(in: whole)
    let names = files.map { URL(fileURLWithPath: $0).lastPathComponent }
    for name in ["brightness.txt", "sheet.toy", "walk.reel", "metrics.txt"] { #expect(names.contains(name)) }
    #expect(try whole.data("brightness.txt").split(separator: UInt8(ascii: "\n")).count == 5)
    #expect(try whole.data("walk.reel").count == 6 * 16 * 16)
    #expect(String(decoding: try whole.data("export.txt"), as: UTF8.self).hasPrefix("discriminator.layers.1.bias\n"))
    #expect(try whole.data("graph.onnx").count > 1000)
    let directions = try PointsFile(readingFrom: whole.path(of: "directions.artpoints.json")).directions
    #expect(directions.map { $0.vector.firstIndex(of: 1) } == [1, 2])
    #expect(String(decoding: try whole.data("evaluate/metrics.txt"), as: UTF8.self).contains("Brightness"))

    let stop = StopRequest()
    #expect(throws: PipelineError.self) {
      _ = try Self.run(in: parts, stop: stop) { event in
        if case .progress(let progress) = event, progress.stage == "train", progress.done >= 3 { stop.make() }
      }
    }
    #expect(try parts.files()["brightness.txt"] == nil)
    _ = try Self.run(in: parts)
    let (first, second) = (try Self.results(whole), try Self.results(parts))
    #expect(Set(first.keys) == Set(second.keys))
    for (name, data) in first { #expect(second[name] == data, "\(name)") }
  }

  @Test func aCheckpointIsReadWithThePartsItNames() throws {
    let folder = try TemporaryFolder()
    _ = try Self.run(in: folder)
    let file = folder.path(of: "train/checkpoint.safetensors")
    let checkpoint = try Checkpoint(readingFrom: file, components: Self.toolbox().components)
    #expect(checkpoint.definition.recipe.loss == .squaredHinge)
    #expect(checkpoint.definition.generator.layers[1] as? Sine == Sine(frequency: 2))
    let sampler = try Sampler(checkpoint, device: CPUDevice(threads: 1))
    #expect(try sampler.images(checkpoint.definition.points(seed: 1, count: 3)).count == 3)

    let error = #expect(throws: CheckpointFileError.self) {
      try Checkpoint(readingFrom: file, components: ModelComponents())
    }
    #expect(error?.description.contains("sine") == true, "\(String(describing: error))")
  }
}
