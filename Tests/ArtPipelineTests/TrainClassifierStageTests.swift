import ArtEvaluation
import ArtFiles
import ArtMedia
import ArtNN
import ArtPipeline
import ArtTensor
import Foundation
import Testing

/// Small trainings of classifiers from end to end.
struct TrainClassifierStageTests {
  /// Crosses and rings in two folders, as someone who has images of two kinds.
  private func images(_ folder: TemporaryFolder, _ name: String, count: Int) throws {
    for index in 0..<count {
      for kind in ["crosses", "rings"] {
        var pixels = [UInt8](repeating: UInt8(10 + index % 40), count: 100)
        for k in 0..<10 {
          let places =
            kind == "crosses" ? [k * 10 + k, k * 10 + 9 - k] : [k, 90 + k, k * 10, k * 10 + 9]
          for place in places { pixels[place] = UInt8(200 + index % 50) }
        }
        let path = folder.path(of: "\(name)/\(kind)")
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let image = try PixelImage(width: 10, height: 10, channels: 1, pixels: pixels)
        try PNGFormat().write(image, to: .typed("\(path)/\(index).png"))
      }
    }
  }

  private func document(_ folder: TemporaryFolder, reference: Bool = true) -> String {
    let test = reference ? #""reference": "\#(folder.path(of: "test"))", "# : ""
    return """
      {"dataset": {"path": "\(folder.path(of: "data"))", "augment": {"rotate": 5}, "validation": 0.25}, \(test)
        "stages": [{"kind": "train-classifier", "name": "shapes", "size": 10, "color": "grey", "epochs": 6,
          "batchSize": 8, "learningRate": 0.01, "network": {"channels": [4, 8], "features": 6},
          "notes": ["Crosses and rings."]}]}
      """
  }

  private func train(
    _ data: TemporaryFolder, _ folder: TemporaryFolder, set overrides: [String] = [], reference: Bool = true,
    stopAfter: Int? = nil, threads: Int = 2, _ log: EventLog = EventLog()
  ) throws {
    let stop = StopRequest()
    let observer = log.observer
    let plan = try Workbench.plan(document(data, reference: reference), set: overrides)
    _ = try Workbench.run(plan, in: folder, stop: stop, threads: threads) {
      observer($0)
      if case .progress(let progress) = $0, progress.done == stopAfter { stop.make() }
    }
  }

  @Test func writesANetworkAndSaysHowGoodItIs() throws {
    let (data, folder, log) = (try TemporaryFolder(), try TemporaryFolder(), EventLog())
    try images(data, "data", count: 40)
    try images(data, "test", count: 10)
    try train(data, folder, log)
    #expect(
      try folder.files().keys.sorted() == [".lock", "manifest.json", "train-classifier.safetensors"])
    #expect(log.take().contains("note: Right for 100.0 % of 20 images of test."))
    let trained = try TrainedFeatureNetwork(readingFrom: folder.path(of: "train-classifier.safetensors"))
    #expect(trained.definition.name == "shapes")
    #expect(trained.definition.classNames == ["crosses", "rings"])
    #expect(try trained.definition.featureCount() == 6)
    #expect(
      trained.definition.notes == [
        "Crosses and rings.", "Trained on 80 images of data.", "Right for 100.0 % of 20 images of test.",
      ])
    try train(data, folder, log)
    #expect(log.take().contains("unchanged train-classifier"))
  }

  @Test func aPartKeptBackIsTheTest() throws {
    let (data, folder, log) = (try TemporaryFolder(), try TemporaryFolder(), EventLog())
    try images(data, "data", count: 40)
    try train(data, folder, reference: false, log)
    #expect(log.take().contains("note: Right for 100.0 % of 20 images of the held-out part of data."))
  }

  @Test(arguments: [3, 14])
  func stoppedAndResumedGivesTheSameBytes(step: Int) throws {
    let (data, whole, parts) = (try TemporaryFolder(), try TemporaryFolder(), try TemporaryFolder())
    try images(data, "data", count: 20)
    try images(data, "test", count: 5)
    try train(data, whole)
    let error = #expect(throws: PipelineError.self) { try train(data, parts, stopAfter: step) }
    #expect(error?.code == .interrupted)
    #expect(
      error?.description == "train-classifier: stopped at step \(step) of 30; run the same command again to resume"
    )
    let log = EventLog()
    try train(data, parts, threads: 1, log)
    #expect(log.take().contains("note: resuming from step \(step) of 30"))
    let name = "train-classifier.safetensors"
    #expect(try parts.data(name) == whole.data(name))
    #expect(try !parts.files().keys.contains { $0.contains("training") })
    // Another training does not go on from it.
    #expect(throws: PipelineError.self) { try train(data, parts, set: ["seed=5"], stopAfter: step) }
    try train(data, parts, set: ["seed=6"], log)
    #expect(!log.take().contains { $0.contains("resuming") })
  }

  /// The hash fits; what it is the hash of is no state of this training.
  @Test func whatCannotBeGoneOnFromIsMovedAside() throws {
    let (data, whole, stopped) = (try TemporaryFolder(), try TemporaryFolder(), try TemporaryFolder())
    try images(data, "data", count: 20)
    try images(data, "test", count: 5)
    try train(data, whole)
    #expect(throws: PipelineError.self) { try train(data, stopped, stopAfter: 3) }
    let name = "train-classifier.training.safetensors"
    let changes: [(change: (inout [String: Tensor], inout [String: String]) -> Void, words: String)] = [
      ({ tensors, _ in tensors = [:] }, "it is incomplete: the network needs a tensor '"),
      (
        { tensors, _ in for name in tensors.keys { tensors[name] = Tensor.zeros([1, 1, 3]) } },
        "it does not fit its network"
      ),
      ({ tensors, _ in for name in tensors.keys { tensors[name]?.scalars[0] = .infinity } }, "no finite number"),
      ({ _, metadata in metadata["step"] = "31" }, "it tells step 31 of 30"),
      ({ _, metadata in metadata["step"] = "-1" }, "it does not tell how much of the training of a classifier is done"),
    ]
    for (change, words) in changes {
      let (folder, log) = (try TemporaryFolder(), EventLog())
      for (name, data) in try stopped.files() { try data.write(to: URL(fileURLWithPath: folder.path(of: name))) }
      let file = try SafetensorsReader(path: folder.path(of: name))
      var (tensors, metadata) = (
        Dictionary(uniqueKeysWithValues: try file.names.map { ($0, try file.tensor($0)) }), file.metadata
      )
      change(&tensors, &metadata)
      try SafetensorsWriter.write(tensors, metadata: metadata, to: .typed(folder.path(of: name)))
      try train(data, folder, log)
      let told = log.take()
      let start = "warning: \(folder.path(of: name)) is kept as \(name).1, because "
      #expect(told.contains { $0.hasPrefix(start) && $0.contains(words) }, "\(told)")
      #expect(try folder.data("train-classifier.safetensors") == whole.data("train-classifier.safetensors"))
    }
  }

  @Test func imagesWithoutLabelsAreExplained() throws {
    let (data, folder) = (try TemporaryFolder(), try TemporaryFolder())
    try images(data, "data", count: 2)
    let error = #expect(throws: PipelineError.self) {
      try train(data, folder, set: ["dataset.labels=false"], reference: false)
    }
    #expect(
      error?.description == "train-classifier: the images of data have no labels to train on: a folder needs a "
        + "subfolder for each class, IDX files a file of labels")
  }

  @Test(arguments: [
    (#"{"kind": "train-classifier", "file": "a.png"}"#, "expected a name that ends in .safetensors, found \"a.png\""),
    (#"{"kind": "train-classifier", "weightFormat": "int8"}"#, "expected \"float32\" or \"float16\", found \"int8\""),
    (#"{"kind": "train-classifier", "size": 4}"#, "expected a whole number from 7 to 1,024, found 4"),
  ])
  func settingsAreChecked(stage: String, message: String) throws {
    let problems = #expect(throws: (any Error).self) {
      try Workbench.plan(#"{"dataset": "strokes", "stages": [\#(stage)]}"#)
    }
    #expect("\(try #require(problems))".contains(message))
  }

  @Test func imagesAreNeeded() throws {
    let problems = #expect(throws: (any Error).self) { try Workbench.plan(#"{"stages": ["train-classifier"]}"#) }
    #expect(
      "\(try #require(problems))".contains(
        "the key 'dataset' is missing: the images that 'train-classifier' works with"))
  }
}
