import ArtPipeKit
import ArtTestSupport
import Foundation
import MLPGAN
import Testing

/// Formats, augmentations and data sets from outside, added with one type and one registration each.
struct OpenMediaTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static func tools() throws -> Toolbox {
    Toolbox(
      models: try ModelRegistry([MLPGAN()]),
      datasets: try DatasetRegistry(DatasetRegistry.builtIn + [CheckersSource.self]),
      stages: try StageRegistry(StageRegistry.builtIn),
      imageFormats: try ImageFormatRegistry(ImageFormatRegistry.builtIn + [ToyImageFormat()]),
      videoFormats: try VideoFormatRegistry(VideoFormatRegistry.builtIn + [ToyVideoFormat()]),
      augmentations: try AugmentationRegistry(AugmentationRegistry.builtIn + [RandomNegative.self]))
  }

  private func document(_ dataset: String, _ stages: String = "") -> String {
    """
    {"seed": 3, "model": {"plugin": "mlp-gan", "recipe": {"batchSize": 4}}, "dataset": \(dataset),
      "stages": [{"kind": "train", "steps": 2, "samples": 0}\(stages)]}
    """
  }

  private func plan(_ document: String) throws -> Plan {
    try Planner(Self.tools()).plan(SettingValue.parse(document, file: "test.json"))
  }

  private func write(_ plan: Plan, in folder: TemporaryFolder) throws -> [String] {
    try Runner(plan, in: RunFolder(folder.path), device: CPUDevice(threads: 2)).run()
  }

  @Test func aPipelineUsesThemAll() throws {
    let images = folder.path(of: "images")
    try FileManager.default.createDirectory(atPath: images, withIntermediateDirectories: true)
    for number in 0..<6 {
      let image = try PixelImage(width: 28, height: 28, channels: 1, fill: UInt8(40 * number))
      try ToyImageFormat().write(image, to: .typed("\(images)/\(number).toy"))
    }
    let stages = """
      , {"kind": "sample", "count": 2}, {"kind": "images", "format": "toy"}, {"kind": "sheet", "file": "all.toy"},
      {"kind": "interpolate", "frames": 3, "keyframes": 2}, {"kind": "video", "file": "walk.reel", "size": 28}
      """
    let run = try TemporaryFolder()
    let files = try write(
      plan(document(#"{"path": "\#(images)", "augment": {"negative": 0.5, "flip": true}}"#, stages)), in: run)
    #expect(files.contains(run.path(of: "all.toy")))
    let toy = ImageDecoder(formats: try Self.tools().imageFormats)
    let first = try toy.decode(file: run.path(of: "images/0001.toy"))
    #expect((first.width, first.height, first.channels) == (28, 28, 1))
    #expect(try toy.decode(file: run.path(of: "all.toy")).width > 56)
    #expect(try run.data("walk.reel").count == 3 * 28 * 28)
    // What reads the built-in formats alone does not know it.
    let error = #expect(throws: MediaError.self) { try ImageDecoder().decode(file: run.path(of: "all.toy")) }
    #expect(error?.code == .notAImage)
  }

  @Test func aDataSetIsKnownByItsKindAndItsPath() throws {
    let file = folder.path(of: "large.checkers")
    try Data().write(to: URL(filePath: file))
    for dataset in [#""checkers""#, #"{"kind": "checkers", "count": 12}"#, "\"\(file)\""] {
      let plan = try plan(document(dataset))
      #expect(plan.dataset?.kind == "checkers")
      #expect(try plan.dataset?.source.load(DatasetRequest()).channels == 1)
    }
  }

  @Test func batchesAndTheirFingerprintFollowFromEveryAugmentation() throws {
    let set = try Dataset(name: "n", height: 4, width: 4, channels: 1, pixels: [UInt8](repeating: 0, count: 64))
    func fill(_ steps: [any ImageAugmentation]) throws -> [Float] {
      let sampler = try BatchSampler(
        dataset: set, batchSize: 40, augmentation: Augmentation(steps), key: RandomKey(seed: 5))
      var batch = [Float](repeating: .nan, count: 640)
      batch.withUnsafeMutableBufferPointer { sampler.fill($0, step: 0, range: -1...1) }
      return batch
    }
    #expect(try fill([RandomNegative(share: 1)]) == [Float](repeating: 1, count: 640))
    let half = try fill([RandomNegative(share: 0.5)])
    #expect((200...440).contains(half.count { $0 == 1 }))
    // Its random numbers are its own: what else is done does not change them.
    #expect(try fill([RandomFlip(), RandomShift(1), RandomNegative(share: 0.5)]) == half)
    let prints = try [
      [], [RandomFlip()], [RandomCrop(0.1)], [RandomCrop(0.2)], [RandomShift(1)], [RandomRotation(1)],
      [RandomNegative(share: 0.5)], [RandomNegative(share: 0.25)], [RandomFlip(), RandomNegative(share: 0.25)],
    ].map { try Augmentation($0).fingerprint.canonicalJSON }
    #expect(Set(prints).count == prints.count)
    #expect(prints[8] == #"{"flip":{},"negative":{"share":0.25}}"#)
  }

  @Test func settingsListWhatIsRegistered() throws {
    let tools = try Self.tools()
    func settings(_ stage: String) throws -> [SettingDescription] {
      try #require(tools.stages.describe(stage, in: tools.environment))
    }
    let image = try settings("images").first { $0.key == "format" }
    #expect(image?.choices == ["png", "jpeg", "toy"])
    #expect(image?.help == "The kind of file; png where not given.")
    #expect(
      try settings("video").first { $0.key == "format" }?.choices == ["mp4", "gif", "webp", "mov", "webm", "reel"])
    #expect(try settings("sheet").first { $0.key == "file" }?.help.contains(".jfif or .toy;") == true)
    let augment = tools.datasets.describe("checkers", in: tools.environment)?.first { $0.key == "augment" }
    #expect(augment?.nested.map(\.key) == ["flip", "crop", "shift", "rotate", "negative"])
  }

  static let unknown: [(stages: String, message: String)] = [
    (
      #", "sample", {"kind": "images", "format": "tyo"}"#,
      "stages[2].format: this program has no image format 'tyo'; did you mean 'toy'?"
    ),
    (
      #", "interpolate", {"kind": "video", "format": "avi"}"#,
      "stages[2].format: this program has no video format 'avi'; known video formats: mp4, gif, webp, mov, webm, reel"
    ),
    (
      #", "sample", {"kind": "sheet", "file": "a.bmp"}"#,
      #"stages[2].file: expected a name that ends in .png, .jpg, .jpeg, .jpe, .jfif or .toy, found "a.bmp""#
    ),
    (
      #", "sample", {"kind": "sheet", "file": "a.toy", "format": "png"}"#,
      "stages[2].format: the file's name says toy, the format png"
    ),
  ]

  @Test(arguments: unknown)
  func unknownFormatsAreNamed(stages: String, message: String) throws {
    let problems = #expect(throws: Problems.self) { try plan(document(#""checkers""#, stages)) }
    let words = problems?.problems.map(\.description) ?? []
    #expect(words.count == 1)
    #expect(words.first?.hasSuffix(message) == true, "\(words)")
  }

  @Test func doubledIdsAndEndingsAreNamed() throws {
    func words(_ body: () throws -> Void) -> String {
      do {
        try body()
        return ""
      } catch {
        return "\(error)"
      }
    }
    let another = "; each needs one of its own"
    #expect(
      words { _ = try ImageFormatRegistry(ImageFormatRegistry.builtIn + [ToyImageFormat(id: "png")]) }
        == "two image formats have the id 'png'" + another)
    #expect(
      words { _ = try ImageFormatRegistry([ToyImageFormat(id: "a"), ToyImageFormat(id: "b")]) }
        == "files of the image formats 'a' and 'b' both end in '.toy'; "
        + "the program that registers them must leave the ending to one")
    #expect(
      words { _ = try ImageFormatRegistry([WebPFormat()]) }
        == "no image format can be written; the program must register a WritableImageFormat, such as PNGFormat()")
    #expect(
      words { _ = try VideoFormatRegistry(VideoFormatRegistry.builtIn + [ToyVideoFormat(id: "gif")]) }
        == "two video formats have the id 'gif'" + another)
    #expect(
      words { _ = try AugmentationRegistry([RandomNegative.self, RandomNegative.self]) }
        == "two augmentations have the id 'negative'" + another)
    #expect(
      words { _ = try DatasetRegistry([CheckersSource.self, CheckersSource.self]) }
        == "two data sets have the id 'checkers'" + another)
    #expect(throws: Never.self) { try Self.tools() }
  }

  @Test func anEndingOfWhatFFmpegReadsMayBeTaken() throws {
    let formats = try ImageFormatRegistry(ImageFormatRegistry.builtIn + [ToyImageFormat(suffixes: ["gif"])])
    #expect(try formats.writable.format(ofFile: "a.gif").id == "toy")
  }
}
