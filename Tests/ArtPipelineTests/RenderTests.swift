import ArtGAN
@testable import ArtPipeline
import ArtSettings
import Foundation
import Testing

/// Images of other sizes than the model's.
struct RenderTests {
  private static let model = """
    "model": {"plugin": "cppn-art", "size": 8, "generator": {"widths": [4], "mapping": [4]},
      "discriminator": {"channels": [4]}, "recipe": {"batchSize": 4}},
    "dataset": {"kind": "blossoms", "count": 8}
    """

  @Test(arguments: [
    (
      #"{"model": "mlp-gan", "stages": ["train", {"kind": "sample", "render": {"width": 64, "height": 48}}]}"#,
      "test.json:1:71: stages[1].render: mlp-gan makes images of 28×28 and no others, so none of 64×48: leave 'render' "
        + "out and have them enlarged, by the video's 'size' or the sheet's 'scale'"
    ),
    (
      #"{"model": "rgb-art", "stages": ["train", "sample", {"kind": "interpolate", "render": {"width": 9, "height": 9}}]}"#,
      "test.json:1:86: stages[2].render: rgb-art makes images of 28×28 and no others, so none of 9×9: leave 'render' out "
        + "and have them enlarged, by the video's 'size' or the sheet's 'scale'"
    ),
    (
      #"{"model": "cppn-art", "stages": ["train", {"kind": "sample", "render": {"width": 64}}]}"#,
      "test.json:1:72: stages[1].render: the key 'height' is missing: 'render' needs the width and the height"
    ),
    (
      #"{"model": "cppn-art", "stages": ["train", {"kind": "sample", "render": {"width": 64, "height": 0}}]}"#,
      "test.json:1:96: stages[1].render.height: expected a whole number from 1 to 16,384, found 0"
    ),
    (
      #"{"model": "cppn-art", "stages": ["train", {"kind": "sample", "render": "1080p"}]}"#,
      #"test.json:1:72: stages[1].render: expected an object, found "1080p""#
    ),
  ])
  func slipsAreExplainedBeforeAnythingRuns(document: String, message: String) {
    let error = #expect(throws: Problems.self) { try Workbench.plan(document) }
    #expect(error?.problems.map(\.description) == [message])
  }

  /// What a file holds is known before anything runs.
  @Test func aLoadedModelThatCannotIsExplained() throws {
    let folder = try TemporaryFolder()
    let trained = """
      {"model": {"plugin": "mlp-gan", "recipe": {"batchSize": 4}}, "dataset": {"kind": "strokes", "count": 8},
        "stages": [{"kind": "train", "steps": 1, "samples": 0}]}
      """
    _ = try Workbench.run(Workbench.plan(trained), in: folder)
    let error = #expect(throws: Problems.self) {
      try Workbench.plan(
        """
        {"stages": [{"kind": "load", "file": "\(folder.path(of: "train/checkpoint.safetensors"))"},
          {"kind": "sample", "count": 2, "render": {"width": 20, "height": 10}}, "sheet"]}
        """)
    }
    let words = error.map { "\($0)" } ?? ""
    #expect(words.contains("mlp-gan makes images of 28×28 and no others, so none of 20×10"))
  }

  @Test func imagesAndVideosHaveTheSizeThatWasAskedFor() throws {
    let folder = try TemporaryFolder()
    let log = EventLog()
    let document = """
      {"name": "r", \(Self.model), "stages": [
        {"kind": "train", "steps": 1, "samples": 0},
        {"kind": "sample", "count": 2, "render": {"width": 20, "height": 10}},
        {"kind": "images"},
        {"kind": "sheet", "columns": 2, "scale": 1, "padding": 1},
        {"kind": "interpolate", "from": "train", "frames": 3, "keyframes": 2, "render": {"width": 64, "height": 36}},
        {"kind": "video", "file": "plain.webp"},
        {"kind": "video", "id": "large", "from": "interpolate", "file": "large.webp", "size": 72},
        {"kind": "interpolate", "id": "several", "from": "train", "frames": 3, "keyframes": 2, "walks": 2,
          "render": {"width": 40, "height": 30}},
        {"kind": "video", "id": "side", "file": "side.webp", "columns": 2, "padding": 4}]}
      """
    _ = try Workbench.run(Workbench.plan(document), in: folder, observer: log.observer)
    #expect(try size(ofPNG: folder.data("images/0001.png")) == [20, 10])
    #expect(try size(ofPNG: folder.data("sheet.png")) == [43, 12])
    let videos = log.take().filter { $0.contains("frames of") }
    #expect(videos.map { $0.split(separator: " ")[4].prefix { $0 != "," } } == ["64×36", "128×72", "92×38"])
    // Another size is another image, and the same size the same work.
    let again = document.replacing(#""width": 20, "height": 10"#, with: #""width": 10, "height": 10"#)
    _ = try Workbench.run(Workbench.plan(again), in: folder, observer: log.observer)
    #expect(try size(ofPNG: folder.data("images/0001.png")) == [10, 10])
    let told = log.take()
    #expect(told.contains { $0.hasPrefix("began sheet") })
    #expect(told.contains { $0.hasPrefix("unchanged large") })
  }

  /// Width and height, from the file's first chunk.
  private func size(ofPNG data: Data) throws -> [Int] {
    let bytes = Array(data.prefix(24))
    try #require(bytes.count == 24)
    return [bytes[16..<20], bytes[20..<24]].map { $0.reduce(0) { $0 << 8 | Int($1) } }
  }
}
