import ArtFiles
import ArtGAN
import ArtMedia
import ArtSettings
import ArtTestSupport
import Foundation
import Testing

@testable import ArtPipeline

/// Images and folders of images, translated by a model.
@Suite("Translating images")
struct TranslateStageTests {
  private let data: TemporaryFolder
  private let runs: TemporaryFolder

  init() throws {
    (data, runs) = (try TemporaryFolder(), try TemporaryFolder())
    try TranslationModels.inverter().write(to: .typed(data.path(of: "model.safetensors")))
  }

  private static func image(_ width: Int = 7, _ height: Int = 5, channels: Int = 3) throws -> PixelImage {
    try PixelImage(
      width: width, height: height, channels: channels,
      pixels: (0..<width * height * channels).map { UInt8(($0 * 37 + width) % 256) })
  }

  private func write(_ image: PixelImage, _ name: String) throws {
    try FileManager.default.createDirectory(
      atPath: Paths.split(data.path(of: name)).folder, withIntermediateDirectories: true)
    try PNGFormat().write(image, to: .typed(data.path(of: name)))
  }

  private func document(_ settings: String, input: String, model: String = "model.safetensors", more: String = "")
    -> String
  {
    """
    {"report": false, "stages": [{"kind": "load", "file": "\(data.path(of: model))"},
      {"kind": "translate", "input": "\(data.path(of: input))"\(settings)}\(more)]}
    """
  }

  private func result(_ name: String = "translate.png") throws -> PixelImage {
    try ImageDecoder().decode(file: runs.path(of: name))
  }

  private static func inverted(_ image: PixelImage) -> [UInt8] { image.pixels.map { 255 - $0 } }

  @Test(arguments: [(7, 5), (1, 1), (64, 3)])
  func anImageOfAnySizeIsTranslated(width: Int, height: Int) throws {
    let image = try Self.image(width, height)
    try write(image, "photo.png")
    let files = try Workbench.run(Workbench.plan(document("", input: "photo.png")), in: runs)
    #expect(files.map { Paths.split($0).name } == ["translate.png"])
    let found = try result()
    #expect((found.width, found.height, found.channels) == (width, height, 3))
    #expect(found.pixels == Self.inverted(image))
    let before = try runs.files().filter { $0.key != "manifest.json" }
    let log = EventLog()
    _ = try Workbench.run(Workbench.plan(document("", input: "photo.png")), in: runs, observer: log.observer)
    #expect(log.take().contains("unchanged translate"))
    #expect(try runs.files().filter { $0.key != "manifest.json" } == before)
  }

  @Test(arguments: [0, 0.25, 1])
  func strengthMixesWithTheOriginal(strength: Double) throws {
    let image = try Self.image()
    try write(image, "photo.png")
    _ = try Workbench.run(Workbench.plan(document(#", "strength": \#(strength)"#, input: "photo.png")), in: runs)
    #expect(
      try result().pixels
        == image.pixels.map { UInt8((Double($0) + Double(255 - 2 * Int($0)) * strength).rounded()) })
  }

  @Test func whatIsTransparentStaysSo() throws {
    let image = try Self.image(16, 8, channels: 4)
    try write(image, "clear.png")
    _ = try Workbench.run(
      Workbench.plan(document(##", "background": "#808080""##, input: "clear.png")), in: runs)
    let found = try result()
    #expect(found.channels == 4)
    for pixel in 0..<found.width * found.height {
      let alpha = image.pixels[4 * pixel + 3]
      #expect(found.pixels[4 * pixel + 3] == alpha)
      // Of what hardly shows, the colour is lost in what was behind it.
      guard alpha > 200 else { continue }
      for channel in 0..<3 {
        // What was behind it, grey, was inverted too: to 127.
        let expected = 255 - Int(image.pixels[4 * pixel + channel])
        #expect(abs(Int(found.pixels[4 * pixel + channel]) - expected) <= 2)
      }
    }
    // Nothing is done to an image that is mixed with itself.
    _ = try Workbench.run(
      Workbench.plan(document(##", "strength": 0, "background": "#808080""##, input: "clear.png")), in: runs)
    let same = try result()
    for pixel in 0..<same.width * same.height where image.pixels[4 * pixel + 3] > 200 {
      #expect(abs(Int(same.pixels[4 * pixel]) - Int(image.pixels[4 * pixel])) <= 1)
    }
  }

  @Test func aFolderKeepsItsNamesAndTellsWhatIsNotUsed() throws {
    let names = ["in/a.png", "in/sea/a.png", "in/sea/deep/b c.png", "in/same.png"]
    for (index, name) in names.enumerated() { try write(Self.image(4 + index, 3), name) }
    try data.data("in/same.png").write(to: URL(fileURLWithPath: data.path(of: "in/same.apng")))
    try Data("no image".utf8).write(to: URL(fileURLWithPath: data.path(of: "in/broken.jpg")))
    try Data(data.data("in/a.png").prefix(60)).write(to: URL(fileURLWithPath: data.path(of: "in/cut.png")))
    try Data("text".utf8).write(to: URL(fileURLWithPath: data.path(of: "in/notes.txt")))
    let log = EventLog()
    let files = try Workbench.run(Workbench.plan(document("", input: "in")), in: runs, observer: log.observer)
    #expect(files.map { Paths.split($0).name } == ["translate"])
    let written = try runs.files().keys.filter { $0.hasPrefix("translate/") }.sorted()
    #expect(
      written == [
        "translate/a.png", "translate/same-2.png", "translate/same.png", "translate/sea/a.png",
        "translate/sea/deep/b c.png",
      ])
    for (index, name) in names.enumerated() {
      let image = try result("translate" + name.dropFirst(2))
      #expect(image.width == 4 + index)
      #expect(image.pixels == Self.inverted(try Self.image(4 + index, 3)))
    }
    let told = log.take().filter { $0.contains("not used") }
    #expect(told.count == 3)
    for name in ["broken.jpg", "cut.png", "notes"] {
      #expect(told.contains { $0.contains(name) || $0.contains(".txt") }, "\(name)")
    }
  }

  @Test func aStoppedFolderGoesOnWithWhatIsMissing() throws {
    for index in 0..<6 { try write(Self.image(6 + index, 4), "in/\(index).png") }
    let whole = try TemporaryFolder()
    let text = document("", input: "in")
    _ = try Workbench.run(Workbench.plan(text), in: whole)
    let (stop, log) = (StopRequest(), EventLog())
    let error = #expect(throws: PipelineError.self) {
      try Workbench.run(Workbench.plan(text), in: runs, stop: stop) {
        if case .progress(let progress) = $0, progress.done == 3 { stop.make() }
      }
    }
    #expect(error?.message.contains("3 of 6 images are done") == true, "\(error?.message ?? "")")
    let first = try FileManager.default.attributesOfItem(atPath: runs.path(of: "translate/0.png"))
    _ = try Workbench.run(Workbench.plan(text), in: runs, observer: log.observer)
    #expect(log.take().contains("note: 3 of 6 images were translated already, and stay"))
    let (expected, found) = (try whole.files(), try runs.files())
    #expect(expected.keys.sorted() == found.keys.sorted())
    for (name, data) in expected where name != "manifest.json" { #expect(found[name] == data, "\(name)") }
    let now = try FileManager.default.attributesOfItem(atPath: runs.path(of: "translate/0.png"))
    #expect(first[.systemFileNumber] as? Int == now[.systemFileNumber] as? Int)

    // An image that has changed is translated again, and it alone.
    try write(Self.image(20, 4), "in/2.png")
    _ = try Workbench.run(Workbench.plan(text), in: runs, observer: log.observer)
    #expect(log.take().contains("note: 5 of 6 images were translated already, and stay"))
    #expect(try result("translate/2.png").width == 20)
    // Another strength is another result.
    _ = try Workbench.run(
      Workbench.plan(document(#", "strength": 0.5"#, input: "in")), in: runs, observer: log.observer)
    #expect(!log.take().contains { $0.contains("stay") })
  }

  @Test func imagesOfOneSizeMakeASheet() throws {
    for index in 0..<3 { try write(Self.image(6, 4, channels: index == 1 ? 1 : 3), "in/\(index).png") }
    let sheet = #", {"kind": "sheet", "columns": 3, "scale": 1, "padding": 0}"#
    _ = try Workbench.run(Workbench.plan(document("", input: "in", more: sheet)), in: runs)
    #expect(try (result("sheet.png").width, result("sheet.png").height) == (18, 4))
    try write(Self.image(9, 4), "in/3.png")
    let error = #expect(throws: PipelineError.self) {
      try Workbench.run(Workbench.plan(document("", input: "in", more: sheet)), in: runs)
    }
    #expect(error?.message.contains("one size") == true, "\(error?.message ?? "")")
  }

  @Test(arguments: [(#", "size": 10"#, 14, 10), (#", "scale": 2"#, 14, 10), (#", "scale": 0.2"#, 1, 1)])
  func imagesGetASizeFirst(settings: String, width: Int, height: Int) throws {
    try write(Self.image(), "photo.png")
    _ = try Workbench.run(Workbench.plan(document(settings, input: "photo.png")), in: runs)
    #expect(try (result().width, result().height) == (width, height))
  }

  @Test func theWayBack() throws {
    let image = try Self.image()
    try write(image, "photo.png")
    _ = try Workbench.run(Workbench.plan(document(#", "direction": "back""#, input: "photo.png")), in: runs)
    #expect(try result().pixels == image.pixels.indices.map { image.pixels[$0 / 3 * 3] })
  }

  @Test func whereChannelsDifferTheMixIsTold() throws {
    try TranslationModels.inverter(channels: 3, images: 1).write(to: .typed(data.path(of: "grey.safetensors")))
    try write(PixelImage(width: 4, height: 4, channels: 3, fill: 100), "photo.png")
    let log = EventLog()
    _ = try Workbench.run(
      Workbench.plan(document(#", "strength": 0.5"#, input: "photo.png", model: "grey.safetensors")), in: runs,
      observer: log.observer)
    #expect(log.take().contains { $0.contains("the model makes grey images") })
    #expect(try result() == PixelImage(width: 4, height: 4, channels: 1, pixels: Array(repeating: 128, count: 16)))
  }

  @Test(arguments: [
    (#", "input": "nothing.png""#, "there is no"), (#", "strength": 1.5"#, "from 0 to 1"),
    (#", "size": 8, "scale": 2"#, "give one of both"), (#", "direction": "sideways""#, "forward"),
    (#", "file": "x.txt""#, "ends in"),
  ])
  func whatIsWrongIsToldBeforeAnythingRuns(settings: String, words: String) throws {
    try write(Self.image(), "photo.png")
    var text = document(settings, input: "photo.png")
    if settings.contains("input") { text = text.replacing(#""input": "\#(data.path(of: "photo.png"))", "#, with: "") }
    let error = #expect(throws: Problems.self) { try Workbench.plan(text) }
    #expect(error.map { "\($0)" }?.contains(words) == true, "\(error.map { "\($0)" } ?? "")")
  }

  @Test func aFolderIsNoFile() throws {
    try write(Self.image(), "in/photo.png")
    let error = #expect(throws: Problems.self) {
      try Workbench.plan(document(#", "file": "x.png""#, input: "in"))
    }
    #expect(error.map { "\($0)" }?.contains("are translated into a folder") == true)
  }

  @Test func modelsOfTheOtherKindAreRefused() throws {
    try write(Self.image(), "photo.png")
    let translation = document("", input: "photo.png")
    let sampling = try Workbench.plan(
      #"{"stages": [{"kind": "load", "file": "\#(data.path(of: "model.safetensors"))"}, "translate"]}"#
        .replacing(#""translate""#, with: #"{"kind": "translate", "input": "\#(data.path(of: "photo.png"))"}"#))
    #expect(sampling.stages.count == 2)
    for stage in ["sample", "interpolate", "directions"] {
      let error = #expect(throws: Problems.self) {
        try Workbench.plan(
          #"{"stages": [{"kind": "load", "file": "\#(data.path(of: "model.safetensors"))"}, "\#(stage)"]}"#)
      }
      #expect(error.map { "\($0)" }?.contains("'translate'") == true, "\(stage)")
    }
    let noise = translation.replacing(
      #"{"kind": "load", "file": "\#(data.path(of: "model.safetensors"))"}"#,
      with: #"{"kind": "train", "steps": 1}"#
    ).replacing(
      #""report": false"#,
      with: #""report": false, "model": {"plugin": "mlp-gan"}, "dataset": {"kind": "strokes", "count": 24}"#)
    let error = #expect(throws: Problems.self) { try Workbench.plan(noise) }
    #expect(error.map { "\($0)" }?.contains("this one makes images from noise: use 'sample'") == true)
  }

  // MARK: Over time

  private func writeVideo(_ name: String, frames: Int) throws {
    let encoder = try VideoEncoder(
      file: .typed(data.path(of: name)), format: MP4Format(),
      frameWidth: 32, frameHeight: 24, settings: VideoSettings(frameRate: try FrameRate(12.5), quality: 100))
    for frame in 0..<frames {
      try encoder.write(PixelImage(width: 32, height: 24, channels: 3, fill: UInt8(40 + 20 * frame)))
    }
    _ = try encoder.finish()
  }

  private func frames(_ name: String) throws -> (frames: [PixelImage], rate: Double) {
    let reader = try VideoReader(runs.path(of: name))
    var frames: [PixelImage] = []
    while let frame = try reader.next() { frames.append(frame) }
    return (frames, reader.info.frameRate.framesPerSecond)
  }

  @Test func aVideoIsTranslatedFrameByFrame() throws {
    try writeVideo("film.mp4", frames: 6)
    _ = try Workbench.run(Workbench.plan(document("", input: "film.mp4")), in: runs)
    let (found, rate) = try frames("translate.mp4")
    #expect(found.count == 6 && rate == 12.5)
    for (number, frame) in found.enumerated() {
      #expect((frame.width, frame.height) == (32, 24))
      #expect(frame.pixels.allSatisfy { abs(Int($0) - (215 - 20 * number)) <= 6 }, "\(number)")
    }
    // Strength over time, and another format.
    _ = try Workbench.run(
      Workbench.plan(document(#", "strength": [0, 1], "file": "course.gif""#, input: "film.mp4")), in: runs)
    let course = try frames("course.gif").frames
    #expect(course.count == 6)
    for (number, frame) in course.enumerated() {
      let share = Double(number) / 5
      let value = Double(40 + 20 * number) * (1 - share) + Double(215 - 20 * number) * share
      #expect(frame.pixels.allSatisfy { abs(Double($0) - value) <= 8 }, "\(number)")
    }
  }

  @Test func aStoppedVideoLeavesNothing() throws {
    try writeVideo("film.mp4", frames: 6)
    let stop = StopRequest()
    let error = #expect(throws: PipelineError.self) {
      try Workbench.run(Workbench.plan(document("", input: "film.mp4")), in: runs, stop: stop) {
        if case .progress(let progress) = $0, progress.done == 3 { stop.make() }
      }
    }
    #expect(error?.code == .interrupted)
    #expect(try runs.files().keys.allSatisfy { !$0.contains(".mp4") })
  }

  @Test func oneImageGoesFromStyleToStyle() throws {
    try TranslationModels.inverter(inverts: false).write(to: .typed(data.path(of: "other.safetensors")))
    let image = try Self.image()
    try write(image, "photo.png")
    let other = #", "with": "\#(data.path(of: "other.safetensors"))""#
    _ = try Workbench.run(
      Workbench.plan(
        document(other + #", "seconds": 3, "fps": 1"#, input: "photo.png", more: #", {"kind": "images"}"#)), in: runs)
    #expect(try result("images/0001.png").pixels == Self.inverted(image))
    // The mean of both weights is zero: the middle of the scale.
    #expect(try result("images/0002.png").pixels.allSatisfy { (127...128).contains($0) })
    #expect(try result("images/0003.png").pixels == image.pixels)
    // Half of both for one image, where nothing is said.
    _ = try Workbench.run(Workbench.plan(document(other, input: "photo.png")), in: runs)
    #expect(try result().pixels.allSatisfy { (127...128).contains($0) })
  }

  @Test func aModelOfOtherNetworksIsNotMixed() throws {
    try TranslationModels.inverter(channels: 1).write(to: .typed(data.path(of: "other.safetensors")))
    try write(Self.image(), "photo.png")
    let error = #expect(throws: Problems.self) {
      try Workbench.plan(document(#", "with": "\#(data.path(of: "other.safetensors"))""#, input: "photo.png"))
    }
    #expect(error.map { "\($0)" }?.contains("other networks") == true)
  }

  @Test(arguments: [
    (#", "strength": [0, 1]"#, "a course over time"), (#", "mix": 0.5"#, "it goes with 'with'"),
    (#", "fps": 5"#, "it goes with 'seconds'"),
    (#", "seconds": 2, "file": "x.png""#, "the stage behind writes the file"),
    (#", "strength": [0, 2]"#, "expected a number from 0 to 1"),
  ])
  func whatHasNoTimeIsTold(settings: String, words: String) throws {
    try write(Self.image(), "photo.png")
    let error = #expect(throws: Problems.self) { try Workbench.plan(document(settings, input: "photo.png")) }
    #expect(error.map { "\($0)" }?.contains(words) == true, "\(error.map { "\($0)" } ?? "")")
  }
}
