import ArtMedia
@testable import ArtPipeline
import ArtSettings
import Foundation
import Testing

struct InterpolateStageTests {
  /// The settings of a stage, read as in a document.
  private func read(_ json: String) throws -> InterpolateStage {
    let log = ProblemLog()
    let reader = SettingsReader(try SettingValue.parse(json, file: "s.json"), log: log)
    let stage = InterpolateStage(reader)
    reader.finish()
    try log.check()
    return stage
  }

  @Test(arguments: [
    ("{}", 240, 6, 1), (#"{"seconds": 2.5, "fps": 30}"#, 75, 6, 1), (#"{"frames": 7}"#, 7, 6, 1),
    (#"{"seconds": 0.1}"#, 2, 6, 1), (#"{"seeds": [1, 2, 3]}"#, 240, 3, 1),
    (#"{"sampleNumbers": [4, 9, 4, 1], "walks": 2}"#, 240, 2, 2),
  ])
  func lengthAndKeyframesFollowFromTheSettings(json: String, frames: Int, keyframes: Int, walks: Int) throws {
    let stage = try read(json)
    #expect(stage.frames == frames)
    #expect(stage.keyframesPerWalk == keyframes)
    #expect(stage.walks == walks)
  }

  @Test(arguments: [
    (#"{"seconds": 1, "frames": 9}"#, "s.json:1:26: frames: give either 'seconds' or 'frames'"),
    (#"{"sampleNumbers": [1]}"#, "s.json:1:19: sampleNumbers: expected at least 2, found 1"),
    (
      #"{"sampleNumbers": [1, 2, 3], "walks": 2}"#,
      "s.json:1:19: sampleNumbers: expected the same number, at least 2, for each of the 2 walks, found 3"
    ),
    (
      #"{"sampleNumbers": [1, 2], "keyframes": 2}"#,
      "s.json:1:40: keyframes: 'sampleNumbers' sets the number of keyframes; leave 'keyframes' out"
    ),
    (#"{"sampleNumbers": [0, 2]}"#, "s.json:1:20: sampleNumbers[0]: expected a whole number of at least 1, found 0"),
    (#"{"seeds": [1, 2], "sampleNumbers": [1, 2]}"#, "s.json:1:11: seeds: give either 'sampleNumbers' or 'seeds'"),
    (#"{"class": 3, "sampleNumbers": [1, 2]}"#, "s.json:1:11: class: give either 'sampleNumbers' or 'class'"),
    (#"{"class": []}"#, "s.json:1:11: class: expected at least one class"),
    (#"{"points": "none.artpoints.json"}"#, "s.json:1:12: points: there is no file none.artpoints.json"),
    (#"{"pointNames": "a"}"#, "s.json:1:16: pointNames: name the file of these points with 'points'"),
    (#"{"seed": 1, "seeds": [1, 2]}"#, "s.json:1:22: seeds: give either 'seed' or 'seeds'"),
    (
      #"{"path": "splin"}"#,
      #"s.json:1:10: path: expected "linear", "spherical" or "spline", found "splin"; did you mean 'spline'?"#
    ),
  ])
  func slipsAreExplained(json: String, message: String) {
    let error = #expect(throws: Problems.self) { try read(json) }
    #expect(error?.problems.first?.description == message)
  }

  @Test func tilesAreTheImagesOfTheSheet() throws {
    let folder = try TemporaryFolder()
    func run(_ stages: String) throws {
      let document = """
        {"model": {"plugin": "mlp-gan", "recipe": {"batchSize": 8}}, "dataset": {"kind": "strokes", "count": 16},
          "stages": [{"kind": "train", "steps": 2, "samples": 0}, {"kind": "sample", "count": 5}, \(stages)]}
        """
      _ = try Workbench.run(Workbench.plan(document), in: folder)
    }
    try run(
      """
      {"kind": "images", "id": "samples"}, {"kind": "interpolate", "sampleNumbers": [4, 2], "frames": 8, "path": "linear"},
      {"kind": "images", "id": "walk"}
      """)
    // Half of the way leads from sample 4 to sample 2, the other half back: the frame after the last would be the first.
    #expect(try pixels(folder, "walk/0001.png") == pixels(folder, "samples/0004.png"))
    #expect(try pixels(folder, "walk/0005.png") == pixels(folder, "samples/0002.png"))
    #expect(try pixels(folder, "walk/0004.png") == pixels(folder, "walk/0006.png"))
    #expect(try pixels(folder, "walk/0002.png") == pixels(folder, "walk/0008.png"))
    #expect(try pixels(folder, "walk/0001.png") != pixels(folder, "walk/0008.png"))
  }

  /// An image's pixels: the text with the recipe differs from stage to stage.
  private func pixels(_ folder: TemporaryFolder, _ name: String) throws -> [UInt8] {
    try ImageDecoder().decode(file: folder.path(of: name)).pixels
  }
}
