import ArtCPU
import ArtData
import ArtFiles
import ArtGAN
import ArtMedia
import ArtNN
import ArtSettings
import Foundation
import MLPGAN
import Testing

@testable import ArtPipeline

/// A walk over the checkpoints of a training of a model that translates images.
struct GrowthOfTranslationsTests {
  private let folder: TemporaryFolder
  /// Images of one's own.
  private let data: TemporaryFolder

  init() throws { (folder, data) = (try TemporaryFolder(), try TemporaryFolder()) }

  private func document(_ growth: String, more: String = #", "images""#) -> String {
    """
    {"report": false, "model": "tiny-translation", "dataset": {"kind": "drawn-inputs", "validation": 0.5},
      "stages": [{"kind": "train", "steps": 6, "samples": 6, "sheetEvery": 6,
        "checkpoint": {"every": {"steps": 2}, "keep": "all"}},
        {"kind": "growth", "fps": 10\(growth)}\(more)]}
    """
  }

  private func plan(_ document: String) throws -> Plan {
    let tools = Toolbox(
      models: try ModelRegistry([TinyTranslation(), MLPGAN()]),
      datasets: try DatasetRegistry(DatasetRegistry.builtIn + [DrawnInputs.self]),
      stages: try StageRegistry(StageRegistry.builtIn))
    return try Planner(tools).plan(SettingValue.parse(document, file: "test.json"))
  }

  private func image(_ name: String, in folder: TemporaryFolder) throws -> PixelImage {
    try ImageDecoder().decode(file: folder.path(of: name))
  }

  private func translator(step: Int, size: Size2D) throws -> Translator {
    let file = folder.path(of: "train/checkpoints/step-000000\(step).safetensors")
    let checkpoint = try Checkpoint(readingFrom: file)
    return try Translator(checkpoint, size: size, device: CPUDevice(threads: 1))
  }

  private func write(_ name: String, width: Int, height: Int, channels: Int = 3) throws {
    try PNGFormat().write(
      PixelImage(
        width: width, height: height, channels: channels,
        pixels: (0..<width * height * channels).map { UInt8($0 * 37 % 256) }), to: .typed(data.path(of: name)))
  }

  /// Three checkpoints of four frames each; in the last two of these the next comes in. Each frame has the input, what is made of
  /// it, and the target.
  @Test func inputsOfTheProgressSheetsAreTranslatedByEachCheckpoint() throws {
    let log = EventLog()
    let document = document(#", "seconds": 1.2, "walks": 2, "compare": true"#)
    _ = try Workbench.run(plan(document), in: folder, observer: log.observer)
    #expect(log.take().contains("note: 3 checkpoints, from step 2 to 6"))
    func frame(_ track: Int, _ number: String) throws -> PixelImage {
      try image("images/walk-\(track)-00\(number).png", in: folder)
    }
    // The training's sheet has the same two inputs and targets, four times as large.
    let sheet = try image("train/samples/step-0000006.png", in: folder)
    let columns = (sheet.width - 16) / 208
    for track in 1...2 {
      let last = try frame(track, "12")
      #expect((last.width, last.height, last.channels) == (48, 16, 3))
      let input = try last.part(x: 0, y: 0, width: 16, height: 16).converted(toChannels: 1)
      for (step, frames) in [(2, ["01", "02", "03"]), (4, ["05", "07"]), (6, ["09", "12"])] {
        let expected = try translator(step: step, size: Size2D(16, 16)).translate(input)
        for number in frames {
          let found = try frame(track, number)
          #expect(try found.part(x: 16, y: 0, width: 16, height: 16) == expected, "step \(step), frame \(number)")
          #expect(try found.part(x: 0, y: 0, width: 16, height: 16).converted(toChannels: 1) == input)
        }
      }
      for place in 0..<3 {
        let (row, column) = (track - 1).quotientAndRemainder(dividingBy: columns)
        let tile = try sheet.part(x: 16 + column * 208 + place * 64, y: 16 + row * 80, width: 64, height: 64)
        let own = try last.part(x: place * 16, y: 0, width: 16, height: 16)
        #expect(try own.resized(width: 64, height: 64, resampling: .nearest) == tile, "\(track), \(place)")
      }
      // Half of the way between two.
      #expect(try frame(track, "04") != frame(track, "03"))
      #expect(try frame(track, "04") != frame(track, "05"))
    }

    let again = try TemporaryFolder()
    _ = try Workbench.run(plan(document), in: again, threads: 3)
    for (name, bytes) in try folder.files() where name.hasPrefix("images/") { #expect(try again.data(name) == bytes) }
    // Nothing runs again, and other inputs are another growth.
    _ = try Workbench.run(plan(document), in: folder, observer: log.observer)
    #expect(log.take().filter { $0.hasPrefix("unchanged") } == ["unchanged train", "unchanged images"])
    _ = try Workbench.run(
      plan(document.replacing(#""walks": 2"#, with: #""walks": 3"#)), in: folder, observer: log.observer)
    #expect(log.take().filter { $0.hasPrefix("unchanged") } == ["unchanged train"])
  }

  /// One's own images are translated in the size of the first, or in the one that is asked for.
  @Test(arguments: [
    ("", ["a.png"], 11, 7), (#", "render": {"width": 20, "height": 12}"#, ["a.png"], 20, 12),
    (#", "fit": "stretch""#, ["a.png", "b.png"], 11, 7), (#", "compare": true"#, ["b.png", "a.png"], 10, 9),
  ])
  func ownImagesAreTranslated(settings: String, files: [String], width: Int, height: Int) throws {
    try write("a.png", width: 11, height: 7)
    try write("b.png", width: 5, height: 9, channels: 1)
    let input = files.map { "\"\(data.path(of: $0))\"" }.joined(separator: ", ")
    let document = document(#", "seconds": 0.3, "input": [\#(input)]\#(settings)"#)
    _ = try Workbench.run(plan(document), in: folder)
    let name = files.count == 1 ? "images/0003.png" : "images/walk-1-0003.png"
    let found = try image(name, in: folder)
    #expect((found.width, found.height, found.channels) == (width, height, 3))
    let original = try ImageDecoder().decode(file: data.path(of: files[0]))
    let isCompared = settings.contains("compare")
    let size = Size2D(height, isCompared ? width / 2 : width)
    let seen = try original.fitted(width: size.width, height: size.height, mode: .crop, background: .white)
      .converted(toChannels: 1)
    let made = try translator(step: 6, size: size).translate(seen)
    #expect(try found.part(x: width - size.width, y: 0, width: size.width, height: height) == made)
    if isCompared {
      #expect(try found.part(x: 0, y: 0, width: size.width, height: height) == seen.converted(toChannels: 3))
    }
    #expect(try folder.files().keys.count { $0.hasPrefix("images/") } == 3 * files.count)
  }

  @Test(arguments: [1, 3])
  func aStoppedGrowthGivesTheSameBytes(threads: Int) throws {
    let whole = try TemporaryFolder()
    let document = document(#", "seconds": 1.2, "walks": 2"#)
    _ = try Workbench.run(plan(document), in: whole)
    let stop = StopRequest()
    let error = #expect(throws: PipelineError.self) {
      try Workbench.run(plan(document), in: folder, stop: stop) {
        if case .progress(let progress) = $0, progress.stage == "images", progress.done == 3 { stop.make() }
      }
    }
    #expect(error?.code == .interrupted)
    _ = try Workbench.run(plan(document), in: folder, threads: threads)
    let (a, b) = (try whole.files(), try folder.files())
    #expect(a.keys.sorted() == b.keys.sorted())
    for (name, data) in a where name.hasPrefix("images/") { #expect(b[name] == data, "\(name)") }
  }

  /// Behind `load` the document's images are those to show, or one's own are; there must be one of both.
  @Test func loadedTrainingsAreShown() throws {
    _ = try Workbench.run(plan(document(#", "seconds": 0.6, "walks": 1"#)), in: folder)
    let frames = try folder.files().filter { $0.key.hasPrefix("images/") }
    #expect(frames.count == 6)
    let load = #"{"kind": "load", "file": "\#(folder.path(of: "train"))"}"#
    let growth = #"{"kind": "growth", "fps": 10, "seconds": 0.6"#
    let images = #""dataset": {"kind": "drawn-inputs", "validation": 0.5}, "#
    let other = try TemporaryFolder()
    _ = try Workbench.run(
      plan(#"{"report": false, \#(images)"stages": [\#(load), \#(growth), "walks": 1}, "images"]}"#), in: other)
    for (name, data) in frames {
      #expect(
        try ImageDecoder().decode(Array(other.data(name)), name: name)
          == ImageDecoder().decode(Array(data), name: name), "\(name)")
    }
    let error = #expect(throws: Problems.self) {
      try plan(#"{"stages": [\#(load), \#(growth)}, "images"]}"#)
    }
    #expect(
      error.map { "\($0)" }?.contains("the key 'dataset' is missing: the images that 'growth' works with") == true)
    try write("a.png", width: 8, height: 8)
    let own = #"{"stages": [\#(load), \#(growth), "input": "\#(data.path(of: "a.png"))"}, "images"]}"#
    #expect(try plan(own).dataset == nil)
    // Models from noise need none.
    #expect(
      try plan(own.replacing("growth", with: "translate").replacing(#", "fps": 10, "seconds": 0.6"#, with: ""))
        .dataset == nil)
  }

  @Test(arguments: [
    (#", "seed": 3"#, "'seed' is for models that make images from noise, and this one translates images; leave it out"),
    (#", "keyframes": 2"#, "'keyframes' is for models that make images from noise"),
    (#", "render": {"width": 8, "height": 8}"#, "'render' is the size that the images of 'input' get; name some"),
    (#", "walks": 2, "input": "IMAGE""#, "'input' sets the number of images; leave 'walks' out"),
    (#", "input": "none.png""#, "there is no file or folder"),
  ])
  func slipsAreExplained(settings: String, words: String) throws {
    try write("a.png", width: 8, height: 8)
    let settings = settings.replacing("IMAGE", with: data.path(of: "a.png"))
    let error = #expect(throws: Problems.self) { try plan(document(settings)) }
    #expect(error.map { "\($0)" }?.contains(words) == true, "\(String(describing: error))")
  }

  @Test(arguments: [#""compare": true"#, #""input": "IMAGE""#, #""fit": "pad""#])
  func whatIsForTranslationsAloneIsTold(setting: String) throws {
    try write("a.png", width: 8, height: 8)
    let setting = setting.replacing("IMAGE", with: data.path(of: "a.png"))
    let error = #expect(throws: Problems.self) {
      try plan(
        """
        {"model": "mlp-gan", "dataset": {"kind": "strokes", "count": 16},
          "stages": [{"kind": "train", "steps": 6}, {"kind": "growth", \(setting)}]}
        """)
    }
    #expect(
      error.map { "\($0)" }?.contains("is for models that translate images, and this one makes them from noise")
        == true,
      "\(String(describing: error))")
  }

  @Test func theSizeOfTheInputsIsInThePlan() throws {
    try write("small.png", width: 16, height: 16)
    try write("large.png", width: 320, height: 160)
    func memory(_ name: String) throws -> Double {
      let plan = try plan(document(#", "seconds": 1, "input": "\#(data.path(of: name))""#))
      return plan.demand(on: CPUDevice(threads: 1)).stages[1].memoryBytes
    }
    // 51,000 pixels: 6 channels of numbers, what is given and what is made.
    let more = try memory("large.png") - memory("small.png")
    #expect(more > 51_000 * 4 * 8 && more < 51_000 * 4 * 40, "\(more)")
  }
}
