import ArtFiles
import ArtGAN
import ArtPipeline
import Foundation
import Testing

/// Models that are named by the folder of the run that trained them.
struct ModelPlaceTests {
  /// Two trainings that look at their images; nothing gets better, so that the first look finds the best.
  private static let document = """
    {"model": {"plugin": "mlp-gan", "size": 12, "recipe": {"batchSize": 4, "learningRate": 1e-12}},
      "dataset": {"kind": "strokes", "count": 40}, "stages": [{"kind": "train", "steps": 2, "samples": 0,
      "evaluate": {"every": 1, "samples": 6, "images": 12, "metric": "precision"}}]}
    """

  private func trained(_ overrides: String...) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    _ = try Workbench.run(Workbench.plan(Self.document, set: overrides), in: folder)
    return folder
  }

  /// What loading a path takes, and what it says besides.
  private func load(_ path: String) throws -> (file: String, warnings: [String]) {
    let log = EventLog()
    let document = #"{"stages": [{"kind": "load", "file": "\#(path)"}, {"kind": "sample", "count": 1}, "sheet"]}"#
    _ = try Workbench.run(Workbench.plan(document), in: TemporaryFolder(), observer: log.observer)
    let lines = log.take()
    let note = try #require(lines.first { $0.hasPrefix("note: ") && $0.contains(": mlp-gan") })
    return (
      String(note.dropFirst("note: ".count).prefix { $0 != ":" }), lines.filter { $0.hasPrefix("warning: ") }
    )
  }

  @Test func foldersStandForTheirBestModel() throws {
    let folder = try trained()
    let best = folder.path(of: "train/best.safetensors")
    #expect(try Checkpoint.state(inFile: best)?.step == 1)
    for path in [folder.path, folder.path + "/", folder.path(of: "train"), best] {
      let found = try load(path)
      #expect(found.file == best && found.warnings == [], "\(path)")
    }
    let last = try load(folder.path(of: "train/checkpoint.safetensors"))
    #expect(last.file == folder.path(of: "train/checkpoint.safetensors"))
    #expect(
      last.warnings == ["warning: \(last.file): it is the last model of its training; to take the best, name \(best)"])
  }

  /// A run folder from elsewhere shows no file outside of it.
  @Test(arguments: ["train", "train/checkpoint.safetensors"])
  func linksBelowARunFolderAreNotFollowed(link: String) throws {
    let (real, folder) = (try trained("stages.train.evaluate=false"), try TemporaryFolder())
    try RunFolder(folder.path).create(Paths.split(link).folder == "." ? nil : "train")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path(of: link), withDestinationPath: real.path(of: link))
    let error = #expect(throws: (any Error).self) { try load(folder.path) }
    #expect("\(try #require(error))".contains("there is no model in the folder"))
  }

  /// The last model is the best, or nobody looked.
  @Test(arguments: ["stages.train.steps=1", "stages.train.evaluate=false"])
  func theLastModelIsTakenWithoutAWord(override: String) throws {
    let folder = try trained(override)
    #expect(try load(folder.path(of: "train/checkpoint.safetensors")).warnings == [])
    let name = override.hasSuffix("false") ? "checkpoint" : "best"
    #expect(try load(folder.path).file == folder.path(of: "train/\(name).safetensors"))
  }

  /// Where evaluations found a best model and it is gone, the last one does not take its place in silence.
  @Test func aMissingBestModelIsNamed() throws {
    let folder = try trained()
    let (best, last) = (folder.path(of: "train/best.safetensors"), folder.path(of: "train/checkpoint.safetensors"))
    try FileManager.default.removeItem(atPath: best)
    for path in [folder.path, folder.path(of: "train")] {
      let error = #expect(throws: (any Error).self) { try load(path) }
      #expect(
        "\(try #require(error))".contains(
          "\(best) is missing, though the training was evaluated: run its document again, or name another model, such as "
            + last))
    }
    #expect(try load(last).file == last)
  }

  @Test func trainingsThatWereMovedAsideDoNotCount() throws {
    let folder = try trained()
    _ = try Workbench.run(Workbench.plan(Self.document, set: ["seed=2"]), in: folder)
    let manifest = try #require(Manifest.read(in: RunFolder(folder.path)))
    try #require(manifest.movedAside?.map(\.movedTo) == ["train.1"])
    #expect(try load(folder.path).file == folder.path(of: "train/best.safetensors"))
  }

  @Test func foldersWithoutOneModelAreExplained() throws {
    let folder = try trained("stages.train.evaluate=false")
    func message(_ path: String) -> String {
      let error = #expect(throws: (any Error).self) { try load(path) }
      return error.map { "\($0)" } ?? ""
    }
    let (one, two) = (folder.path(of: "train"), folder.path(of: "train-2"))
    try FileManager.default.copyItem(atPath: one, toPath: two)
    #expect(
      message(folder.path).hasSuffix(
        "there are several models in the folder \(folder.path); name one: \(one)/checkpoint.safetensors, "
          + "\(two)/checkpoint.safetensors"))
    let empty = try TemporaryFolder()
    #expect(message(empty.path).contains("there is no model in the folder \(empty.path)"))
    // Weights by themselves, beside something else.
    try FileManager.default.copyItem(
      atPath: "\(one)/checkpoint.safetensors", toPath: empty.path(of: "mine.safetensors"))
    try Data("no tensors".utf8).write(to: URL(fileURLWithPath: empty.path(of: "other.safetensors")))
    #expect(try load(empty.path).file == empty.path(of: "mine.safetensors"))
  }
}
