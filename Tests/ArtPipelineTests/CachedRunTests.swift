import ArtData
import ArtFiles
import ArtMedia
import ArtPipeline
import ArtSettings
import Foundation
import Testing

/// Runs in which nothing has changed.
struct CachedRunTests {
  /// Every stage that takes a data set.
  private static let stages = """
    "stages": [{"kind": "train", "steps": 3, "samples": 0, "evaluate": {"every": 2, "samples": 8, "images": 20}},
      {"kind": "evaluate", "samples": 8, "images": 20, "nearest": 0, "features": "thumbnails"}, {"kind": "preview", "count": 4},
      {"kind": "train-classifier", "epochs": 0.2, "batchSize": 8}]
    """

  private func document(dataset: String) -> String {
    """
    {"model": {"plugin": "mlp-gan", "size": 12, "recipe": {"batchSize": 8}, "classes": true}, "dataset": \(dataset),
      "reference": {"kind": "strokes", "count": 30}, \(Self.stages)}
    """
  }

  /// A folder of small images in two classes.
  private func images(in folder: TemporaryFolder) throws -> String {
    for number in 0..<24 {
      let name = "images/\(number % 2 == 0 ? "dark" : "light")/\(number).png"
      let path = folder.path(of: name)
      try FileManager.default.createDirectory(
        at: URL(fileURLWithPath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
      let grey = UInt8(number % 2 == 0 ? number : 255 - number)
      try PNGFormat().write(
        PixelImage(width: 12, height: 12, channels: 1, pixels: [UInt8](repeating: grey, count: 144)), to: .typed(path))
    }
    return folder.path(of: "images")
  }

  /// The loader tells of each set that it loads: nothing is told where none is.
  @Test(arguments: ["strokes", "folder"])
  func loadNoImages(kind: String) throws {
    let (folder, data, log) = (try TemporaryFolder(), try TemporaryFolder(), EventLog())
    let dataset =
      kind == "folder"
      ? #"{"path": "\#(try images(in: data))", "augment": {"flip": true}, "validation": 0.2}"#
      : #"{"kind": "strokes", "count": 40, "validation": 0.2}"#
    func run(_ overrides: [String] = []) throws -> [String] {
      _ = try Workbench.run(
        Workbench.plan(document(dataset: dataset), set: overrides), in: folder, observer: log.observer)
      return log.take()
    }
    func loads(_ lines: [String]) -> Int { lines.count { $0.contains(" grey images of 12×12") } }
    #expect(loads(try run()) == 2)
    let record = try #require(Manifest.read(in: RunFolder(folder.path))?.dataset)
    #expect(
      try run() == [
        "unchanged train", "unchanged evaluate", "unchanged preview", "unchanged train-classifier",
      ])
    #expect(Manifest.read(in: RunFolder(folder.path))?.dataset == record)
    // One stage that changed loads what it takes.
    let changed = try run(["stages.preview.count=3"])
    #expect(loads(changed) == 1 && changed.contains("began preview") && changed.contains("unchanged train"))
    #expect(try run(["dataset.augment.shift=1", "stages.preview.count=3"]).contains("began train"))
  }

  @Test func imagesThatChangedAreLearntAnew() throws {
    let (folder, data, log) = (try TemporaryFolder(), try TemporaryFolder(), EventLog())
    let path = try images(in: data)
    func run() throws -> [String] {
      _ = try Workbench.run(
        Workbench.plan(document(dataset: "\"\(path)\"")), in: folder, observer: log.observer)
      return log.take()
    }
    _ = try run()
    // Another date is no other image.
    let file = "\(path)/dark/0.png"
    try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSince1970: 9)], ofItemAtPath: file)
    #expect(try run().allSatisfy { $0.hasPrefix("unchanged") })
    let date = try FileManager.default.attributesOfItem(atPath: file)[.modificationDate]
    try PNGFormat().write(
      PixelImage(width: 12, height: 12, channels: 1, pixels: [UInt8](repeating: 77, count: 144)), to: .typed(file))
    try FileManager.default.setAttributes([.modificationDate: date ?? Date()], ofItemAtPath: file)
    let lines = try run()
    #expect(lines.contains("began train") && !lines.contains { $0.contains("resuming from") })
  }

  /// A data set whose source cannot tell what its images follow from is loaded and compared.
  @Test func setsWithoutFingerprintsAreCompared() throws {
    let (folder, log) = (try TemporaryFolder(), EventLog())
    func run(_ grey: Int) throws -> [String] {
      _ = try Workbench.run(
        Workbench.plan(document(dataset: #"{"kind": "plain", "grey": \#(grey)}"#)), in: folder, observer: log.observer)
      return log.take()
    }
    _ = try run(1)
    #expect(try run(1).count { $0.hasPrefix("unchanged") } == 4)
    #expect(try run(2).contains("began train"))
  }
}
