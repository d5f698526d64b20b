import ArtFiles
import ArtGAN
import ArtMedia
import ArtSettings
import Foundation
import Testing

@testable import ArtPipeline

/// Images of one's own, found in a model and mended by it.
@Suite("Own images")
struct OwnImageTests {
  /// Digits of any sizes and colours, as a person has them.
  private static func images(_ folder: TemporaryFolder, count: Int = 3) throws {
    for index in 0..<count {
      var pixels = [UInt8](repeating: 20, count: 28 * 28)
      for k in 6..<22 {
        for place in [k * 28 + 10 + index, (6 + index) * 28 + k] { pixels[place] = 240 }
      }
      try PNGFormat().write(
        PixelImage(width: 28, height: 28, channels: 1, pixels: pixels), to: .typed(folder.path(of: "own\(index).png")))
    }
    try PNGFormat().write(
      PixelImage(width: 40, height: 30, channels: 3, fill: 90), to: .typed(folder.path(of: "photo.png")))
    var clear = try PixelImage(width: 28, height: 28, channels: 4, fill: 200)
    for place in 0..<28 * 28 { clear[place % 28, place / 28, 3] = place % 28 < 9 ? 0 : 255 }
    for name in ["clear.png", long] { try PNGFormat().write(clear, to: .typed(folder.path(of: name))) }
    for (name, fill) in [("white", UInt8(255)), ("black", 0)] {
      try PNGFormat().write(
        PixelImage(width: 28, height: 28, channels: 1, fill: fill), to: .typed(folder.path(of: "\(name).png")))
    }
    try Data("no image".utf8).write(to: URL(fileURLWithPath: folder.path(of: "text.png")))
  }

  private static func document(_ stages: String, classes: Bool = false) -> String {
    """
    {"seed": 2, "model": {"plugin": "mlp-gan", "classes": \(classes), "recipe": {"batchSize": 8}},
      "dataset": {"kind": "strokes", "count": 24}, "report": false,
      "stages": [{"kind": "train", "steps": 2, "samples": 0}, \(stages)]}
    """
  }

  private func own(_ folder: TemporaryFolder, _ count: Int = 3) -> String {
    (0..<count).map { "\"\(folder.path(of: "own\($0).png"))\"" }.joined(separator: ", ")
  }

  /// What is written, but for the manifest, which tells the time.
  private func results(_ folder: TemporaryFolder) throws -> [String: Data] {
    try folder.files().filter { $0.key != "manifest.json" }
  }

  private func points(_ folder: TemporaryFolder, _ name: String) throws -> PointsFile {
    try PointsFile(readingFrom: folder.path(of: name))
  }

  /// The longest name that a file can have, of an image whose answers have longer ones.
  private static let long = String(repeating: "n", count: 251) + ".png"

  @Test func imagesAreFoundTunedAndWalkedBetween() throws {
    let (data, folder, log) = (try TemporaryFolder(), try TemporaryFolder(), EventLog())
    try Self.images(data)
    let document = Self.document(
      """
      {"kind": "project", "images": [\(own(data, 2))], "starts": 4, "refined": 2, "steps": 10, "tune": 4},
      {"kind": "images"}, {"kind": "interpolate", "from": "project", "keyframes": 2, "frames": 4, "path": "linear"},
      {"kind": "images", "id": "walk"}
      """)
    _ = try Workbench.run(Workbench.plan(document), in: folder, observer: log.observer)
    #expect(
      log.take().contains { $0.hasPrefix("note: The difference to the images is ") && $0.contains("after tuning") })
    let sheet = try ImageDecoder().decode(file: folder.path(of: "project.png"))
    // Two rows of the image, what was found and what the tuned model makes, three times as large.
    #expect((sheet.width, sheet.height) == (3 * 84 + 8, 2 * 84 + 6))
    let found = try points(folder, "project.artpoints.json")
    #expect(found.points.map(\.name) == ["own0", "own1"])
    #expect(
      found.points.allSatisfy {
        $0.truncation == 1 && abs($0.latent.reduce(0) { $0 + $1 * $1 } / Float($0.latent.count) - 1) < 1e-3
      })
    // The stages behind it show the tuned model.
    let tuned = try Checkpoint(readingFrom: folder.path(of: "project.safetensors"))
    #expect(found.model?.hash == (try tuned.generatorHash().hex))
    #expect(tuned.definition.notes.last == "Tuned to 2 images in 4 steps (pivotal tuning).")
    let first = try ImageDecoder().decode(file: folder.path(of: "images/0001.png"))
    #expect(try ImageDecoder().decode(file: folder.path(of: "walk/0001.png")) == first)
    let report = try SettingValue.read(file: folder.path(of: "project.json"))
    let entry = try #require(report["images"]?.array?.first)
    #expect(entry["file"]?.string == "own0.png")
    #expect(entry["starts"]?.array?.count == 4)
    #expect(entry["searches"]?.array?.count == 2)
    #expect(entry["tuned"]?["error"]?.number != nil)
    #expect(!FileManager.default.fileExists(atPath: folder.path(of: "project.search.safetensors")))

    // Nothing is done again, and what is restored is the same stream.
    let before = try results(folder)
    _ = try Workbench.run(Workbench.plan(document), in: folder, observer: log.observer)
    #expect(log.take().filter { $0.hasPrefix("unchanged") }.count == 4)
    #expect(try results(folder) == before)
  }

  @Test(arguments: ["project", "complete"])
  func whatWasFoundIsKeptWhenStopped(kind: String) throws {
    let (data, whole, stopped) = (try TemporaryFolder(), try TemporaryFolder(), try TemporaryFolder())
    try Self.images(data, count: 3)
    // One image a group.
    let more = kind == "project" ? "" : #", "mask": [0.25, 0.25, 0.5, 0.5], "answers": 2"#
    let document = Self.document(
      """
      {"kind": "\(kind)", "images": [\(own(data, 3))], "starts": 64, "refined": 64, "steps": 5\(more)}, {"kind": "sheet"}
      """)
    _ = try Workbench.run(Workbench.plan(document), in: whole, threads: 1)
    let (stop, log) = (StopRequest(), EventLog())
    let observer = log.observer
    #expect(throws: PipelineError.self) {
      try Workbench.run(Workbench.plan(document), in: stopped, stop: stop) {
        observer($0)
        if case .progress(let progress) = $0, progress.stage == kind, progress.done == 12 { stop.make() }
      }
    }
    #expect(try stopped.files()["\(kind).search.safetensors"] != nil)
    _ = try Workbench.run(Workbench.plan(document), in: stopped, observer: observer)
    #expect(log.take().contains("note: 1 of 3 images are found already"))
    let (expected, found) = (try results(whole), try results(stopped))
    #expect(expected.keys.sorted() == found.keys.sorted())
    for (name, data) in expected where !name.hasPrefix("train/") {
      #expect(found[name] == data, "\(name)")
    }
  }

  @Test func holesAreMended() throws {
    let (data, folder, log) = (try TemporaryFolder(), try TemporaryFolder(), EventLog())
    try Self.images(data)
    let photo = data.path(of: "photo.png")
    let document = Self.document(
      """
      {"kind": "complete", "images": [\(own(data, 2)), "\(photo)"], "mask": [0.5, 0.5, 0.5, 0.5], "starts": 6,
        "answers": 2, "steps": 8}, {"kind": "sheet", "scale": 1, "padding": 0},
      {"kind": "complete", "id": "clear", "from": "train", "images": "\(data.path(of: "clear.png"))", "answers": 1,
        "steps": 5, "blend": false}
      """)
    _ = try Workbench.run(Workbench.plan(document), in: folder, observer: log.observer)
    #expect(log.take().contains("note: \(photo): answers have the model's size, 28×28, not the image's"))
    let original = try ImageDecoder().decode(file: data.path(of: "own0.png"))
    let answers = try (1...2).map { try ImageDecoder().decode(file: folder.path(of: "complete/own0-\($0).png")) }
    #expect(answers[0] != answers[1])
    for answer in answers {
      #expect(answer != original)
      for place in 0..<28 * 28 where place % 28 < 14 || place / 28 < 14 {
        #expect(answer.pixels[place] == original.pixels[place])
      }
    }
    #expect(try ImageDecoder().decode(file: folder.path(of: "sheet.png")).width == 2 * 28)
    #expect(try points(folder, "complete.artpoints.json").points.map(\.name).first == "own0-1")
    // What was transparent is made, the rest is on white.
    let clear = try ImageDecoder().decode(file: folder.path(of: "clear/clear-1.png"))
    #expect((0..<28).allSatisfy { clear[20, $0] == 200 })
    #expect((0..<28).contains { clear[4, $0] != 255 })
    let before = try results(folder)
    _ = try Workbench.run(Workbench.plan(document), in: folder, observer: log.observer)
    #expect(log.take().contains("unchanged complete"))
    #expect(try results(folder) == before)
  }

  @Test(arguments: [
    (#"{"kind": "project"}"#, "the key 'images' is missing: name an image, several, or a folder"),
    (#"{"kind": "project", "images": "DATA/none.png"}"#, "there is no file or folder 'DATA/none.png'"),
    (#"{"kind": "project", "images": "DATA/text.png"}"#, "DATA/text.png: this is text, which is not read as an image"),
    (#"{"kind": "project", "images": []}"#, "expected at least one image"),
    (
      #"{"kind": "project", "images": "DATA/own0.png", "starts": 3}"#,
      "4 searches cannot be followed from 3 starts"
    ),
    (#"{"kind": "project", "images": "DATA/own0.png", "locality": 1}"#, "it goes with 'tune', the number of steps"),
    (
      #"{"kind": "project", "images": "DATA/own0.png", "class": "3"}"#,
      "the model mlp-gan is not class-conditional: 'class' needs a model trained with \"classes\": true"
    ),
    (
      #"{"kind": "complete", "images": "DATA/own0.png"}"#,
      "DATA/own0.png has no transparent pixels to mend; give a 'mask', an image or [x, y, width, height]"
    ),
    (
      #"{"kind": "complete", "images": "DATA/photo.png", "mask": "DATA/white.png"}"#,
      "the mask DATA/white.png is 28×28, but DATA/photo.png is 40×30; draw the mask on a copy of the image"
    ),
    (
      #"{"kind": "complete", "images": "DATA/own0.png", "mask": "DATA/white.png"}"#,
      "the hole covers all of DATA/own0.png: leave some of the image to go by"
    ),
    (
      #"{"kind": "complete", "images": "DATA/own0.png", "mask": "DATA/black.png"}"#,
      "DATA/own0.png has no hole: nothing in the mask DATA/black.png is white, so there is nothing to mend"
    ),
    (
      #"{"kind": "complete", "images": "DATA/own0.png", "mask": [40, 40, 5, 5]}"#,
      "DATA/own0.png is 28×28, and the hole [40, 40, 5, 5] juts out: x and width together are at most 28, y and height at "
        + "most 28"
    ),
    (#"{"kind": "complete", "images": "DATA/own0.png", "mask": [20, 0, 9, 9]}"#, "the hole [20, 0, 9, 9] juts out"),
    (
      #"{"kind": "complete", "images": "DATA/own0.png", "mask": [0.5, 0.5, 0.5, 0.6]}"#,
      "juts out: x and width together are at most 1, y and height at most 1"
    ),
    (
      #"{"kind": "complete", "images": "DATA/own0.png", "mask": [1, 2, 3]}"#,
      "expected the path of an image or a rectangle [x, y, width, height], found a list"
    ),
    (
      #"{"kind": "complete", "images": "DATA/own0.png", "mask": [0, 0, 0, 5]}"#,
      "expected a rectangle [x, y, width, height] of numbers of at least 0 with an area"
    ),
    (
      #"{"kind": "complete", "images": "DATA/own0.png", "mask": "DATA/text.png"}"#,
      "DATA/text.png: this is text, which is not read as an image"
    ),
    (
      #"{"kind": "complete", "images": "DATA/clear.png", "answers": 5}"#,
      "5 answers need as many 'refined' searches, which are 4"
    ),
    (
      #"{"kind": "complete", "images": "DATA/\#(long)"}"#,
      "has 257 bytes, and a file system takes 255; give a shorter name"
    ),
    (
      #"{"kind": "sample"}, {"kind": "images", "classFolders": true}"#,
      "the model mlp-gan is not class-conditional: class folders need a model trained with \"classes\": true"
    ),
    (
      #"{"kind": "complete", "images": "DATA/clear.png"}, "interpolate""#,
      "'interpolate' needs images that are each drawn from one point of a model, and those of 'complete' are not"
    ),
    (
      #""mix", {"kind": "storyboard", "from": "mix"}"#,
      "'storyboard' needs images that are each drawn from one point of a model, and those of 'mix' are not"
    ),
    (
      #""mix", {"kind": "images", "classFolders": true}"#,
      "'images' needs images that are each drawn from one point of a model, and those of 'mix' are not"
    ),
  ])
  func slipsAreFoundBeforeAnyWork(stage: String, message: String) throws {
    let data = try TemporaryFolder()
    try Self.images(data)
    func filled(_ text: String) -> String { text.replacingOccurrences(of: "DATA", with: data.path) }
    let error = #expect(throws: Problems.self) { try Workbench.plan(Self.document(filled(stage))) }
    #expect(error?.problems.first.map { "\($0)".contains(filled(message)) } == true, "\(error?.problems ?? [])")
  }

  @Test func foldersOfClassesAreAsDataSetsHaveThem() throws {
    let folder = try TemporaryFolder()
    let stages = #"{"kind": "sample", "class": ["1", "7"], "count": 3}, {"kind": "images", "classFolders": true}"#
    _ = try Workbench.run(Workbench.plan(Self.document(stages, classes: true)), in: folder)
    #expect(
      try folder.files().keys.filter { $0.hasPrefix("images") }.sorted()
        == ["1", "7"].flatMap { label in (1...3).map { "images/\(label)/000\($0).png" } })
  }
}
