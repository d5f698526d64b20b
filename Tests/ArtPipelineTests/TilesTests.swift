import ArtGAN
import ArtMedia
@testable import ArtPipeline
import ArtSettings
import Foundation
import Testing

/// Models whose images tile: from a training to sheets, and from weights that knew nothing of it.
struct TilesTests {
  private static func document(_ stages: String, tileable: Bool = true, plugin: String = "rgb-art") -> String {
    let generator =
      plugin == "rgb-art" ? #""generator": {"channels": [6, 5, 4]}, "# : #""generator": {"widths": [4]}, "#
    return """
      {"seed": 5, "model": {"plugin": "\(plugin)", "size": 12, "tileable": \(tileable), \(generator)"recipe": {"batchSize": 4}},
        "dataset": {"kind": "blossoms", "count": 8}, "stages": [\(stages)]}
      """
  }

  private static let train = #"{"kind": "train", "steps": 2, "samples": 4}"#

  @Test func theCheckpointKnowsThatItsImagesTile() throws {
    let folder = try TemporaryFolder()
    let stages = """
      \(Self.train), {"kind": "sample", "count": 1}, {"kind": "sheet", "scale": 1}, {"kind": "sheet", "id": "tiled", "repeat": 3, "scale": 1}
      """
    _ = try Workbench.run(Workbench.plan(Self.document(stages)), in: folder)
    let checkpoint = try Checkpoint(readingFrom: folder.path(of: "train/checkpoint.safetensors"))
    #expect(checkpoint.definition.isTileable)
    func image(_ name: String) throws -> PixelImage { try ImageDecoder().decode(file: folder.path(of: name)) }
    let (one, tiled) = (try image("sheet.png"), try image("tiled.png"))
    #expect((one.width, tiled.width, tiled.height) == (12, 36, 36))
    for (x, y) in [(0, 0), (11, 11), (12, 35), (35, 12), (30, 7)] {
      for channel in 0..<3 { #expect(tiled[x, y, channel] == one[x % 12, y % 12, channel]) }
    }
  }

  @Test func anEarlierTrainingOfImagesThatDoNotTileIsNotGoneOnFrom() throws {
    let (folder, log) = (try TemporaryFolder(), EventLog())
    _ = try Workbench.run(Workbench.plan(Self.document(Self.train, tileable: false)), in: folder)
    _ = try Workbench.run(Workbench.plan(Self.document(Self.train)), in: folder, observer: log.observer)
    #expect(log.take().contains { $0.contains("'tileable' was false, now true") })
  }

  @Test func weightsThatKnewNothingOfItAreAStart() throws {
    let (folder, second) = (try TemporaryFolder(), try TemporaryFolder())
    _ = try Workbench.run(Workbench.plan(Self.document(Self.train, tileable: false)), in: folder)
    let load = #"{"kind": "load", "file": "\#(folder.path(of: "train/checkpoint.safetensors"))"}"#
    _ = try Workbench.run(Workbench.plan(Self.document("\(load), \(Self.train)")), in: second)
    let checkpoint = try Checkpoint(readingFrom: second.path(of: "train/checkpoint.safetensors"))
    #expect(checkpoint.definition.isTileable && checkpoint.state?.step == 2)
  }

  @Test func aModelThatDoesNotTileDrawsTilesWhenLoadedSo() throws {
    let (folder, second) = (try TemporaryFolder(), try TemporaryFolder())
    _ = try Workbench.run(Workbench.plan(Self.document(Self.train, tileable: false)), in: folder)
    func images(_ setting: String) throws -> PixelImage {
      let load = #"{"kind": "load", "file": "\#(folder.path(of: "train/checkpoint.safetensors"))"\#(setting)}"#
      let stages = #"{"stages": [\#(load), {"kind": "sample", "count": 4}, {"kind": "sheet", "scale": 1}]}"#
      _ = try Workbench.run(Workbench.plan(stages), in: second)
      return try ImageDecoder().decode(file: second.path(of: "sheet.png"))
    }
    // Each is drawn anew in the same folder: nothing is taken for the other.
    let plain = try images("")
    let tiles = try images(#", "tileable": true"#)
    #expect(tiles != plain)
    #expect(try images("") == plain)
  }

  @Test func weightsOfOtherShapesAreNone() throws {
    let (folder, second) = (try TemporaryFolder(), try TemporaryFolder())
    _ = try Workbench.run(Workbench.plan(Self.document(Self.train, tileable: false, plugin: "cppn-art")), in: folder)
    let file = folder.path(of: "train/checkpoint.safetensors")
    let stages = #"{"kind": "load", "file": "\#(file)"}, \#(Self.train)"#
    let error = #expect(throws: PipelineError.self) {
      try Workbench.run(Workbench.plan(Self.document(stages, plugin: "cppn-art")), in: second)
    }
    #expect(error?.description.hasPrefix("train: \(file) holds other networks (cppn-art)") == true)
    let load = #"{"stages": [{"kind": "load", "file": "\#(file)", "tileable": true}, "sample"]}"#
    let problem = #expect(throws: Problems.self) { try Workbench.plan(load) }?.problems.first
    #expect(problem?.path == "stages[0].tileable")
    #expect(
      problem?.message
        == "images of \(file) cannot tile: generator (Network): tiles need weights of other shapes, which a training from "
        + "random weights gives")
  }

  @Test(arguments: [
    (
      "mlp-gan", "true",
      "images of this model cannot tile: generator (Network): opposite edges of its images cannot meet"
    ),
    ("rgb-art", #""yes""#, "expected true or false"),
  ])
  func mistakesAreExplained(plugin: String, value: String, message: String) {
    let document = """
      {"model": {"plugin": "\(plugin)", "tileable": \(value)}, "dataset": {"kind": "blossoms", "count": 8},
        "stages": [\(Self.train)]}
      """
    let error = #expect(throws: Problems.self) { try Workbench.plan(document) }
    #expect(error?.problems.contains { $0.message.contains(message) && $0.path == "model.tileable" } == true)
  }
}
