import ArtFiles
import ArtGAN
import ArtMedia
import ArtEvaluation
@testable import ArtPipeline
import ArtSettings
import Foundation
import Testing

/// Models that learn classes, in pipelines.
struct ClassesTests {
  private static let stages = """
    {"kind": "train", "steps": 3, "samples": 25}, {"kind": "sample", "class": "all", "count": 3},
    {"kind": "sheet", "scale": 1, "padding": 0}
    """

  private func run(
    _ folder: TemporaryFolder, _ stages: String = Self.stages, set overrides: [String] = [],
    _ log: EventLog = EventLog()
  ) throws {
    let document = """
      {"seed": 4, "model": {"plugin": "mlp-gan", "classes": true, "recipe": {"batchSize": 8}},
        "dataset": {"kind": "strokes", "count": 40}, "stages": [\(stages)]}
      """
    _ = try Workbench.run(Workbench.plan(document, set: overrides), in: folder, observer: log.observer)
  }

  private func image(_ folder: TemporaryFolder, _ name: String = "sheet.png") throws -> PixelImage {
    try ImageDecoder().decode(file: folder.path(of: name))
  }

  @Test func theCheckpointKnowsItsClasses() throws {
    let folder = try TemporaryFolder()
    try run(folder)
    let model = try Checkpoint(readingFrom: folder.path(of: "train/checkpoint.safetensors")).definition
    #expect(model.classes.map(\.name) == (0..<10).map(String.init))
    #expect(model.classes.reduce(0) { $0 + $1.count } == 40)
    #expect(model.conditioning?.form == .embedding)
    // A row for each class, three in a row.
    let sheet = try image(folder)
    #expect((sheet.width, sheet.height) == (3 * 28, 10 * 28))
    // Two for each class fit into a progress sheet of 25.
    let progress = try image(folder, "train/samples/step-0000003.png")
    #expect(progress.height > 4 * progress.width)
  }

  @Test func aRowIsWhatItsClassAloneGives() throws {
    let (folder, alone) = (try TemporaryFolder(), try TemporaryFolder())
    try run(folder)
    let checkpoint = folder.path(of: "train/checkpoint.safetensors")
    let rest = """
      {"kind": "load", "file": "\(checkpoint)"}, {"kind": "sample", "class": [3, "7"], "count": 3},
      {"kind": "sheet", "scale": 1, "padding": 0}
      """
    let log = EventLog()
    try run(alone, rest, set: ["model=null"], log)
    #expect(
      log.take().contains(
        "note: \(checkpoint): mlp-gan, trained for 3 steps, 10 classes: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9"))
    let (all, some) = (try image(folder), try image(alone))
    #expect((some.width, some.height) == (3 * 28, 2 * 28))
    let row = 3 * 28 * 28
    #expect(some.pixels[..<row] == all.pixels[(3 * row)..<(4 * row)])
    #expect(some.pixels[row...] == all.pixels[(7 * row)..<(8 * row)])
    #expect(some.pixels[..<row] != some.pixels[row...])
  }

  @Test func aWalkPassesTheClassesThatAreNamed() throws {
    let folder = try TemporaryFolder()
    let walk = #"{"kind": "interpolate", "class": [1, 4], "seeds": [6, 6], "frames": 4}"#
    try run(
      folder,
      """
      {"kind": "train", "steps": 3, "samples": 0}, \(walk), {"kind": "images", "scale": 1},
      {"kind": "sample", "from": "train", "seeds": [6], "class": [1, 4]}, {"kind": "images", "id": "keys"}
      """)
    // The walk is a circle of four frames through two points of one seed.
    for (frame, key) in [("0001", "0001"), ("0003", "0002")] {
      #expect(try folder.data("images/\(frame).png") != Data())
      #expect(
        try image(folder, "images/\(frame).png") == image(folder, "keys/\(key).png"), "\(frame)")
    }
    #expect(try image(folder, "images/0002.png") == image(folder, "images/0004.png"))
    #expect(try image(folder, "images/0002.png") != image(folder, "images/0001.png"))
  }

  @Test func anEvaluationTellsWhetherImagesAreOfTheirClass() throws {
    let folder = try TemporaryFolder()
    let stages = """
      {"kind": "train", "steps": 2, "samples": 0}, {"kind": "evaluate", "samples": 60, "nearest": 0}
      """
    func report(_ overrides: [String]) throws -> EvaluationReport {
      try run(folder, stages, set: ["dataset.count=120"] + overrides)
      return try JSONDecoder().decode(EvaluationReport.self, from: folder.data("evaluate/metrics.json"))
    }
    let metric = try #require(try report([])["classAccuracy"])
    // Two steps make noise, which is of its class by chance. Drawn digits are mostly what they shall be.
    #expect(metric.model.value < 0.35)
    #expect((metric.baseline?.value ?? 0) > 0.6)
    #expect(metric.model.interval != nil && metric.direction == .higher)
    // Nothing was asked for, or the classifier knows other classes.
    #expect(try report(["model.classes=false"])["classAccuracy"] == nil)
    #expect(try report(["stages.evaluate.features=thumbnails"])["classAccuracy"] == nil)
  }

  @Test(arguments: [
    (
      [#"stages.sample.class="seven""#],
      "sample: the model has no class 'seven'; its classes are 0, 1, 2, 3, 4, 5, 6, 7, 8, 9"
    )
  ])
  func whatCannotBeIsExplained(overrides: [String], message: String) throws {
    let folder = try TemporaryFolder()
    let error = #expect(throws: PipelineError.self) { try run(folder, set: overrides) }
    #expect(error?.description == message)
  }

  @Test(arguments: [
    (
      [#"model.classes={"generator": "batchNorm"}"#],
      "model: these settings make no working model: classes: the generator has no batch normalisation that could tell it "
        + "the class; the form 'embedding' needs none"
    ),
    (
      [#"model.classes={"generator": "batchNorm", "embeddingSize": 3}"#],
      "model.classes.embeddingSize: the form 'batchNorm' has no 'embeddingSize'"
    ),
    (["model.classes=3"], "model.classes: expected an object, found 3"),
    (
      ["model.classes=false"],
      "stages[1].class: the model mlp-gan is not class-conditional: 'class' needs a model trained with \"classes\": true"
    ),
  ])
  func whatCannotBeIsKnownBefore(overrides: [String], message: String) throws {
    let folder = try TemporaryFolder()
    let error = #expect(throws: Problems.self) { try run(folder, set: overrides) }
    #expect(error?.problems.first?.description.hasSuffix(message) == true, "\(String(describing: error))")
  }

  /// A loaded file says which classes there are.
  @Test func classesOfALoadedModelAreCheckedBefore() throws {
    let folder = try TemporaryFolder()
    try run(folder, #"{"kind": "train", "steps": 1, "samples": 0}"#)
    func plan(_ stage: String) throws -> Plan {
      let file = folder.path(of: "train/checkpoint.safetensors")
      return try Workbench.plan(#"{"stages": [{"kind": "load", "file": "\#(file)"}, \#(stage), "sheet"]}"#)
    }
    #expect(throws: Never.self) { try plan(#"{"kind": "sample", "class": 9}"#) }
    for stage in [#"{"kind": "sample", "class": [9, 42]}"#, #"{"kind": "interpolate", "class": 42}"#] {
      let error = #expect(throws: Problems.self) { try plan(stage) }
      #expect(
        error?.problems.map { $0.path + ": " + $0.message } == [
          "stages[1].class: the model has no class '42'; its classes are 0, 1, 2, 3, 4, 5, 6, 7, 8, 9"
        ])
    }
  }

  @Test(arguments: [("strokes", 90, 3), ("blossoms", 90, 3), ("blossoms", 45, 2)])
  func clustersOfImagesCanBeClasses(dataset: String, count: Int, found: Int) throws {
    let folder = try TemporaryFolder()
    let log = EventLog()
    try run(
      folder,
      set: ["dataset.kind=\(dataset)", "dataset.count=\(count)", #"model.classes={"clusters": 3}"#, "model.size=28"],
      log)
    let note = try #require(
      log.take().first { $0.hasPrefix("note: trained as \(found) clusters of images that look alike") })
    #expect(note.contains("(3 were asked for, of at least 20 images each)") == (found < 3))
    let model = try Checkpoint(readingFrom: folder.path(of: "train/checkpoint.safetensors")).definition
    #expect(model.classes.map(\.name) == (0..<found).map { "cluster \($0)" })
    let sizes = model.classes.map(\.count)
    #expect(sizes.reduce(0, +) == count)
    #expect(sizes == sizes.sorted(by: >) && sizes[found - 1] > 0)
    #expect(model.conditioning?.clusters == 3)
    // A row of three for each.
    let sheet = try image(folder)
    #expect((sheet.width, sheet.height) == (3 * 28, found * 28))
  }

  @Test func withTooFewImagesForClustersThereAreNone() throws {
    let (folder, log) = (try TemporaryFolder(), EventLog())
    try run(
      folder, #"{"kind": "train", "steps": 3, "samples": 4}"#,
      set: ["dataset.count=30", #"model.classes={"clusters": 3}"#], log)
    #expect(
      log.take().contains("note: the images are too few, or too much alike, for clusters: trained without classes"))
    let model = try Checkpoint(readingFrom: folder.path(of: "train/checkpoint.safetensors")).definition
    #expect(model.classes.isEmpty && model.conditioning == nil)
  }

  @Test func aStoppedTrainingFindsItsClustersAgain() throws {
    let (whole, parts) = (try TemporaryFolder(), try TemporaryFolder())
    let clusters = [#"model.classes={"clusters": 2}"#, "model.recipe.schedule=constant"]
    let stages = #"{"kind": "train", "steps": 6, "samples": 0}"#
    try run(whole, stages, set: clusters)
    let log = EventLog()
    try run(parts, stages, set: clusters + ["stages.train.steps=3"])
    try run(parts, stages, set: clusters, log)
    #expect(log.take().contains { $0.contains("resuming from step 3") })
    let file = "train/checkpoint.safetensors"
    let weights = try [whole, parts].map { try Checkpoint(readingFrom: $0.path(of: file)).state?.step }
    #expect(weights == [6, 6])
    #expect(try whole.data(file) == parts.data(file))
  }

  @Test func trainingGoesOnOnlyFromTheSameClasses() throws {
    let (folder, other) = (try TemporaryFolder(), try TemporaryFolder())
    try run(folder)
    for name in ["cat/1", "dog/1", "cat/2"] {
      let parts = name.split(separator: "/")
      try FileManager.default.createDirectory(
        atPath: other.path(of: "images/\(parts[0])"), withIntermediateDirectories: true)
      try PNGFormat().write(
        PixelImage(width: 28, height: 28, channels: 1, pixels: [UInt8](repeating: 9, count: 784)),
        to: .typed(other.path(of: "images/\(name).png")))
    }
    let checkpoint = folder.path(of: "train/checkpoint.safetensors")
    let error = #expect(throws: PipelineError.self) {
      try run(
        other, #"{"kind": "load", "file": "\#(checkpoint)"}, {"kind": "train", "steps": 1, "samples": 0}"#,
        set: ["dataset=\(other.path(of: "images"))"])
    }
    #expect(
      error?.description
        == "train: \(checkpoint) holds other networks (mlp-gan) than the document's model (mlp-gan); give the document that "
        + "model with its settings, or take 'load' out and name the file in 'initialWeights' of "
        + "'train', which takes over what fits")
    let unlabelled = #"dataset={"path": "\#(other.path(of: "images"))", "labels": false}"#
    let none = #expect(throws: PipelineError.self) { try run(other, set: [unlabelled]) }
    #expect(
      none?.description
        == "train: the model is to learn classes, but the images of images have none; put those of each class into a "
        + "subfolder of its own, or set the model's 'classes' to {\"clusters\": 30} or to false")
    let slip = #expect(throws: PipelineError.self) {
      try run(
        other, #"{"kind": "train", "steps": 1, "samples": 0}, {"kind": "sample", "class": "cta"}"#,
        set: ["dataset=\(other.path(of: "images"))"])
    }
    #expect(slip?.description == "sample: the model has no class 'cta'; did you mean 'cat'?")
    try run(
      other, #"{"kind": "train", "steps": 1, "samples": 4}, {"kind": "sample", "class": "cat"}, "sheet""#,
      set: ["dataset=\(other.path(of: "images"))"])
    let model = try Checkpoint(readingFrom: other.path(of: "train/checkpoint.safetensors")).definition
    #expect(model.classes == [ImageClass(name: "cat", count: 2), ImageClass(name: "dog", count: 1)])
  }
}
