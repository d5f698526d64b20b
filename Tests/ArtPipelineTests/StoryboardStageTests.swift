import ArtFiles
import ArtGAN
import ArtMedia
@testable import ArtPipeline
import ArtSettings
import Foundation
import Testing

/// Scenes, their times and a constant pace.
struct StoryboardStageTests {
  private func read(_ json: String) throws -> StoryboardStage {
    let log = ProblemLog()
    let reader = SettingsReader(try SettingValue.parse(json, file: "s.json"), log: log)
    let stage = StoryboardStage(reader)
    reader.finish()
    try log.check()
    return stage
  }

  private func time(_ stage: StoryboardStage) throws -> SceneTime {
    try stage.schedule(stage.scenes ?? (1...StoryboardStage.usualScenes).map { Scene(sample: $0) }).time
  }

  @Test(arguments: [
    ("{}", 6 * 72, [0, 72, 144, 216, 288, 360, 432]),
    (#"{"scenes": 3, "hold": 0, "transition": 1, "fps": 10}"#, 30, [0, 10, 20, 30]),
    // The last scene of an open walk has no way on, and is seen once at least.
    (#"{"scenes": 3, "hold": 0, "transition": 1, "fps": 10, "loop": false}"#, 21, [0, 10, 20, 21]),
    (#"{"scenes": 3, "hold": 1, "transition": 1, "fps": 10, "loop": false}"#, 50, [0, 20, 40, 50]),
    // Scaled to a length, exactly.
    (#"{"scenes": 3, "seconds": 10, "fps": 10}"#, 100, [0, 33, 67, 100]),
    (#"{"scenes": 2, "hold": 0, "seconds": 10, "fps": 10, "loop": false}"#, 100, [0, 99, 100]),
    // Beats do not drift: scene 100 is on beat 400 of 7 a second.
    (#"{"scenes": [1, {"sample": 2, "transitionBeats": 6}], "bpm": 420, "fps": 10}"#, 17, [0, 6, 17]),
    (#"{"scenes": [1, {"sample": 2, "hold": 3, "transition": 0}], "hold": 1, "transition": 2}"#, 144, [0, 72, 144]),
  ])
  func timesFollowFromTheSettings(json: String, frames: Int, starts: [Int]) throws {
    let time = try time(read(json))
    #expect(time.count == frames)
    #expect(time.starts == starts)
  }

  @Test func beatsDoNotDrift() throws {
    let time = try time(read(#"{"scenes": 200, "bpm": 137, "fps": 24}"#))
    for scene in 0...200 { #expect(time.starts[scene] == Int((Double(scene * 4) * 60 / 137 * 24).rounded())) }
  }

  @Test(arguments: [
    (
      #"{"scenes": [1]}"#, "s.json:1:12: scenes: a storyboard needs at least 2 scenes and has at most 10,000, found 1"
    ),
    (#"{"scenes": 1}"#, "s.json:1:12: scenes: expected a list of scenes or a number of at least 2, found 1"),
    (
      #"{"scenes": [1, {}]}"#,
      "s.json:1:16: scenes[1]: the scene shows nothing: give 'sample', 'seed', 'class' or 'point'"
    ),
    (
      #"{"scenes": [1, {"sample": 0}]}"#,
      "s.json:1:27: scenes[1].sample: expected a whole number from 1 to 1,000,000, found 0"
    ),
    (
      #"{"scenes": [1, {"sampel": 3}]}"#, "s.json:1:17: scenes[1]: unknown key 'sampel'; did you mean 'sample'?"
    ),
    (
      #"{"scenes": [1, {"seed": 3, "point": "a"}]}"#, "s.json:1:25: scenes[1].seed: give either 'point' or 'seed'"
    ),
    (
      #"{"scenes": [1, {"point": "a"}]}"#, "s.json:1:12: scenes: name the file of the point 'a' with 'points'"
    ),
    (#"{"hold": 1, "holdBeats": 2}"#, "s.json:1:26: holdBeats: give either 'hold' or 'holdBeats'"),
    (#"{"holdBeats": 2}"#, "s.json:1:1: 'holdBeats' needs the tempo: give \"bpm\", such as 120"),
    (
      #"{"bpm": 120, "seconds": 9}"#,
      "s.json:1:25: seconds: beats say how long all is; leave 'seconds' out, or give no beats"
    ),
    (
      #"{"pace": "constant", "easing": "cosine"}"#,
      "s.json:1:32: easing: with a constant pace the speed does not change; leave 'easing' out"
    ),
    (#"{"paceDistance": "pixels"}"#, #"s.json:1:18: paceDistance: it goes with "pace": "constant""#),
    (
      #"{"hold": 0, "transition": 0}"#, "s.json:1:1: all scenes take no time; give 'hold' or 'transition'"
    ),
    (
      #"{"scenes": [{"sample": 1, "hold": 0, "transition": 0}, 2]}"#,
      "s.json:1:12: scenes: scene 1: it is never seen: hold it, or give its transition a length"
    ),
    (
      #"{"transition": 0.001}"#, "s.json:1:1: scenes: scene 1: its transition is shorter than a frame; 0 is a cut"
    ),
  ])
  func slipsAreExplained(json: String, message: String) {
    let error = #expect(throws: Problems.self) { try read(json) }
    #expect(error?.problems.first?.description == message)
  }

  private static func document(_ stages: String, classes: Bool = false) -> String {
    """
    {"model": {"plugin": "mlp-gan", "classes": \(classes), "recipe": {"batchSize": 8}},
      "dataset": {"kind": "strokes", "count": 16},
      "stages": [{"kind": "train", "steps": 2, "samples": 0}, \(stages)]}
    """
  }

  @Test(arguments: [
    (
      #"{"kind": "sample", "count": 3}, {"kind": "storyboard", "scenes": [1, 4]}"#,
      "there is no sample 4: there are only 3"
    ),
    (#""sample", {"kind": "storyboard", "scenes": [1, {"sample": 2, "truncation": 0.5}]}"#, "give the scene a 'seed'"),
    (
      #"{"kind": "sample", "class": "all"}, {"kind": "storyboard", "scenes": [1, {"sample": 2, "class": "1"}]}"#,
      "give the scene a 'seed'"
    ),
    (
      #"{"kind": "neighbours", "count": 9}, {"kind": "storyboard", "scenes": [1, 10]}"#,
      "there is no sample 10: there are only 9"
    ),
    (#"{"kind": "neighbours", "count": 9}, {"kind": "interpolate", "sampleNumbers": [1, 10]}"#, "there are only 9"),
    (
      #"{"kind": "mix"}, {"kind": "storyboard"}"#,
      "needs images that are each drawn from one point of a model, and those of 'mix' are not"
    ),
    (#"{"kind": "mix"}, {"kind": "interpolate", "sampleNumbers": [1, 2]}"#, "and those of 'mix' are not"),
    (
      #"{"kind": "storyboard", "scenes": [1, {"image": "mine.png"}]}"#,
      #"an image of your own is a scene by its point: put {"kind": "project", "images": "mine.png"} before the storyboard"#
    ),
    (#"{"kind": "mix"}, {"kind": "images", "classFolders": true}"#, "and those of 'mix' are not"),
    (#"{"kind": "sample"}, {"kind": "images", "classFolders": true}"#, "class folders need a model trained with"),
    (#"{"kind": "storyboard", "scenes": ["7", 2]}"#, "scene 1: the model mlp-gan is not class-conditional"),
  ])
  func whatTheModelOrTheSheetLacksIsToldBeforeAnythingRuns(stages: String, words: String) {
    let error = #expect(throws: Problems.self) { try Workbench.plan(Self.document(stages)) }
    #expect(error.map { "\($0)" }?.contains(words) == true, "\(String(describing: error))")
  }

  /// Of how many classes the images are is seen when a run begins, at the latest.
  @Test(
    arguments: [
      (1, #"{"kind": "storyboard", "scenes": [1, 3]}"#, nil),
      (1, #"{"kind": "storyboard", "scenes": [1, 4]}"#, "storyboard: 'scenes': there is no sample 4: there are only 3"),
      (2, #"{"kind": "storyboard", "scenes": [1, 6]}"#, nil),
      (
        2, #"{"kind": "storyboard", "scenes": [1, 99]}"#,
        "storyboard: 'scenes': there is no sample 99: there are only 6"
      ),
      (
        2, #"{"kind": "interpolate", "sampleNumbers": [1, 7]}"#,
        "interpolate: 'sampleNumbers': there is no sample 7: there are only 6"
      ),
    ] as [(Int, String, String?)])
  func numbersOfSamplesOfAllClassesAreChecked(count: Int, stage: String, words: String?) throws {
    let (data, folder) = (try TemporaryFolder(), try TemporaryFolder())
    for number in 0..<12 {
      let image = try PixelImage(
        width: 28, height: 28, channels: 1, pixels: [UInt8](repeating: UInt8(20 * number), count: 28 * 28))
      let name = "\(number % 3)/\(number).png"
      try FileManager.default.createDirectory(
        atPath: data.path(of: "\(number % 3)"), withIntermediateDirectories: true)
      try FilePlace.typed(data.path(of: name)).write(PNGFormat().encode(image))
    }
    let plan = try Workbench.plan(
      """
      {"model": {"plugin": "mlp-gan", "classes": true, "recipe": {"batchSize": 4}}, "dataset": "\(data.path)",
        "stages": [{"kind": "train", "steps": 1, "samples": 0}, {"kind": "sample", "count": \(count), "class": "all"},
          \(stage)]}
      """)
    guard let words else {
      try plan.checkImages()
      return
    }
    let checked = #expect(throws: PipelineError.self) { try plan.checkImages() }
    let run = #expect(throws: PipelineError.self) { try Workbench.run(plan, in: folder) }
    #expect(checked?.description == words && run?.description == words)
    #expect(!FileManager.default.fileExists(atPath: folder.path(of: "train")))
  }

  @Test func scenesAreTheImagesOfTheSheetAndAStoryIsALoop() throws {
    let folder = try TemporaryFolder()
    _ = try Workbench.run(
      Workbench.plan(
        Self.document(
          """
          {"kind": "sample", "count": 5}, {"kind": "images", "id": "samples"},
          {"kind": "storyboard", "scenes": [4, {"sample": 2, "hold": 0.2}], "hold": 0.1, "transition": 0.2, "fps": 10,
            "path": "linear"}, {"kind": "images", "id": "story"},
          {"kind": "storyboard", "id": "own", "from": "train", "scenes": [4, {"seed": 1}, {"sample": 4, "seed": 7}],
            "transition": 0.1, "hold": 0.1, "fps": 10}, {"kind": "images", "id": "other"},
          {"kind": "sample", "id": "seven", "from": "train", "count": 4, "seed": 7}, {"kind": "images", "id": "sevens"}
          """)), in: folder)
    // Scene 1 for a frame, two on the way, scene 2 for two frames, two on the way back.
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path(of: "story")).count == 7)
    #expect(try pixels(folder, "story/0001.png") == pixels(folder, "samples/0004.png"))
    #expect(try pixels(folder, "story/0002.png") == pixels(folder, "samples/0004.png"))
    #expect(try pixels(folder, "story/0004.png") == pixels(folder, "samples/0002.png"))
    #expect(try pixels(folder, "story/0005.png") == pixels(folder, "samples/0002.png"))
    #expect(try pixels(folder, "story/0003.png") == pixels(folder, "story/0007.png"))
    #expect(try pixels(folder, "story/0003.png") != pixels(folder, "story/0001.png"))
    // Scenes of seeds: the document's is 1.
    #expect(try pixels(folder, "other/0001.png") == pixels(folder, "samples/0004.png"))
    #expect(try pixels(folder, "other/0003.png") == pixels(folder, "samples/0001.png"))
    #expect(try pixels(folder, "other/0005.png") == pixels(folder, "sevens/0004.png"))
  }

  @Test func pointsOfAFileAndClassesAreScenes() throws {
    let folder = try TemporaryFolder()
    let text = #"{"artpoints": 1, "points": [{"name": "mine", "latent": [\#(coordinates(100))]}]}"#
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path(of: "fav.artpoints.json")))
    let stages = """
      {"kind": "storyboard", "points": "\(folder.path(of: "fav.artpoints.json"))",
        "scenes": ["mine", {"point": 1, "truncation": 0.5}, {"class": "3"}], "hold": 0.1, "transition": 0.1, "fps": 10},
      {"kind": "images", "id": "story"}
      """
    _ = try Workbench.run(Workbench.plan(Self.document(stages, classes: true)), in: folder)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path(of: "story")).count == 6)
    #expect(try pixels(folder, "story/0001.png") != pixels(folder, "story/0003.png"))
    let error = #expect(throws: Problems.self) {
      try Workbench.plan(Self.document(stages.replacingOccurrences(of: #"["mine""#, with: #"["mien""#), classes: true))
    }
    #expect(error.map { "\($0)" }?.contains("has no point 'mien'; it has mine; did you mean 'mine'?") == true)
  }

  @Test(arguments: [
    #"{"kind": "storyboard", "scenes": 3, "hold": 0.2, "transition": 0.5, "pace": "constant"}"#,
    #"{"kind": "interpolate", "keyframes": 3, "frames": 36, "pace": "constant", "paceDistance": "pixels", "walks": 2}"#,
  ])
  func aConstantPaceIsKeptInTheRunFolder(stage: String) throws {
    let (folder, other) = (try TemporaryFolder(), try TemporaryFolder())
    let log = EventLog()
    func run(_ more: String, threads: Int = 2, in folder: TemporaryFolder) throws {
      _ = try Workbench.run(
        Workbench.plan(Self.document("\(stage), \(more)")), in: folder, threads: threads, observer: log.observer)
    }
    let kind = stage.contains("storyboard") ? "storyboard" : "interpolate"
    try run(#"{"kind": "images", "id": "walk"}"#, in: folder)
    let told = log.take()
    #expect(told.contains { $0.hasPrefix("note: the largest change from frame to frame was ") }, "\(told)")
    let record = try PaceRecord(reading: .typed(folder.path(of: "\(kind)-pace.json")))
    for walk in record.walks {
      #expect(walk.ratioAfter <= walk.ratioBefore)
      #expect(walk.transitions.count == 3)
    }
    #expect(try ImageDecoder().decode(file: folder.path(of: "\(kind)-speed.png")).width == 960)

    // What was measured is taken again; another stage behind it gets the same frames.
    let first = try folder.files().filter { $0.key.hasPrefix("walk/") }
    try run(#"{"kind": "images", "id": "walk", "format": "png", "scale": 1}"#, in: folder)
    #expect(log.take().contains("unchanged \(kind)"))
    let again = try folder.files().filter { $0.key.hasPrefix("walk/") }
    #expect(Set(again.keys) == Set(first.keys))
    for name in first.keys { #expect(try pixels(folder, name) == pixels(first[name] ?? Data())) }

    try run(#"{"kind": "images", "id": "walk"}"#, threads: 1, in: other)
    let elsewhere = try other.files()
    for (name, data) in first { #expect(elsewhere[name] == data, "\(name)") }
    for name in ["\(kind)-pace.json", "\(kind)-speed.png"] { #expect(try elsewhere[name] == folder.data(name)) }
  }

  private func coordinates(_ count: Int) -> String {
    (0..<count).map { $0 % 2 == 0 ? "0.8" : "-1.1" }.joined(separator: ", ")
  }

  private func pixels(_ folder: TemporaryFolder, _ name: String) throws -> [UInt8] {
    try ImageDecoder().decode(file: folder.path(of: name)).pixels
  }

  private func pixels(_ data: Data) throws -> [UInt8] {
    try ImageDecoder().decode(Array(data), name: "image").pixels
  }
}
