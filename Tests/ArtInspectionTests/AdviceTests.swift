import Art64
import ArtData
import ArtFiles
import ArtGAN
import ArtMedia
import ArtPipeline
import ArtSettings
import ArtTensor
import ArtTestSupport
import DigitsFast
import Foundation
import MLPGAN
import RGBArt
import Testing

@testable import ArtInspection

/// What is advised for which images, and the documents that follow from it.
struct AdviceTests {
  /// Images of a kind, many at a time: they need not lie in files.
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var count = 147
    var side = 64
    var width: Int?
    var isGrey = false
    var brightness: Double?
    /// How many images each class has.
    var classes: [Int] = []
    var minutes = 30.0
    var mirrorShare = 0.5

    /// Written as `topic: choice`.
    var expected: [String]

    func inspection() throws -> Inspection {
      let total = classes.isEmpty ? count : classes.reduce(0, +)
      let images = try (0..<total).map { number in
        try InspectedImage(testing: "\(number).png", width: width ?? side, height: side, isGrey, brightness, number)
      }
      return Inspection(
        path: "shells", kind: "folder", images: images, rejected: [], others: OtherFiles(),
        classes: classes.enumerated().map { .init(name: "class \($0)", count: $1) }, alike: LookAlikes(images),
        mirrorTest: total < MirrorTest.fewest ? nil : MirrorTest(share: mirrorShare, count: min(total, 200)))
    }
  }

  static let cases = [
    Case(
      testDescription: "photos",
      expected: [
        "model: art-64, 64×64 in colour", "time: 30 minutes", "size: 64×64, cropped", "flip: on", "evaluation: on",
      ]),
    Case(
      testDescription: "few", count: 20, minutes: 1, mirrorShare: 0.2,
      expected: [
        "model: art-64, 64×64 in colour", "time: 1 minute", "size: 64×64, cropped", "batch: 4 images", "flip: off",
        "evaluation: on",
      ]),
    Case(
      testDescription: "two", count: 2,
      expected: [
        "model: art-64, 64×64 in colour", "time: 30 minutes", "size: 64×64, cropped", "batch: 2 images", "flip: off",
        "evaluation: off",
      ]),
    // A batch of the model's own 32 would be nearly all of them.
    Case(
      testDescription: "few", count: 35,
      expected: [
        "model: art-64, 64×64 in colour", "time: 30 minutes", "size: 64×64, cropped", "batch: 8 images", "flip: on",
        "evaluation: on",
      ]),
    Case(
      testDescription: "light stickers", width: 100, brightness: 240,
      expected: [
        "model: art-64, 64×64 in colour", "time: 30 minutes", "size: 64×64, whole", "flip: on", "background: #000000",
        "evaluation: on",
      ]),
    Case(
      testDescription: "dark stickers", brightness: 90,
      expected: [
        "model: art-64, 64×64 in colour", "time: 30 minutes", "size: 64×64, cropped", "flip: on",
        "background: #ffffff", "evaluation: on",
      ]),
    Case(
      testDescription: "many small", count: 4000, side: 32,
      expected: [
        "model: art-64, 32×32 in colour", "time: 30 minutes", "size: 32×32, cropped", "flip: on",
        "evaluation: on, with a tenth of the images kept back",
      ]),
    Case(
      testDescription: "digits", count: 600, side: 28, isGrey: true, mirrorShare: 0.1,
      expected: [
        "model: digits-fast, 28×28 in grey", "time: 30 minutes", "size: 28×28, cropped", "flip: off",
        "evaluation: on, with a tenth of the images kept back",
      ]),
    Case(
      testDescription: "grey photos", side: 200, isGrey: true,
      expected: [
        "model: art-64, 64×64 in grey", "time: 30 minutes", "size: 64×64, cropped", "flip: on", "evaluation: on",
      ]),
    Case(
      testDescription: "classes", classes: [600, 500],
      expected: [
        "model: art-64, 64×64 in colour", "classes: learnt: 2 classes", "time: 30 minutes", "size: 64×64, cropped",
        "flip: on", "evaluation: on, with a tenth of the images kept back",
      ]),
    Case(
      testDescription: "a small class", classes: [600, 40],
      expected: [
        "model: art-64, 64×64 in colour", "classes: not learnt", "time: 30 minutes", "size: 64×64, cropped", "flip: on",
        "evaluation: on, with a tenth of the images kept back",
      ]),
    Case(
      testDescription: "classes, but no time", classes: [600, 500], minutes: 5,
      expected: [
        "model: art-64, 64×64 in colour", "classes: not learnt", "time: 5 minutes", "size: 64×64, cropped", "flip: on",
        "evaluation: on, with a tenth of the images kept back",
      ]),
    Case(
      testDescription: "classes of digits", side: 28, isGrey: true, classes: [120, 130], mirrorShare: 0.1,
      expected: [
        "model: digits-fast, 28×28 in grey", "classes: learnt: 2 classes", "time: 30 minutes", "size: 28×28, cropped",
        "flip: off", "evaluation: on",
      ]),
  ]

  private func toolbox(_ models: [any ModelPlugin] = [RGBArt(), MLPGAN(), DigitsFast(), Art64()]) throws -> Toolbox {
    Toolbox(models: try ModelRegistry(models), datasets: .standard, stages: try StageRegistry(StageRegistry.builtIn))
  }

  private func offer(_ toolbox: Toolbox, weights: [String] = ["art-64"]) -> ModelOffer {
    ModelOffer(models: toolbox.models, environment: toolbox.environment, weights: weights)
  }

  @Test(arguments: cases)
  func isChosen(_ example: Case) throws {
    let toolbox = try toolbox()
    let advice = try TrainingAdvice(example.inspection(), offer(toolbox), minutes: example.minutes)
    #expect(advice.lines.map { "\($0.topic): \($0.choice)" } == example.expected)
    for line in advice.lines { #expect(line.sentence.hasSuffix(".") && !line.sentence.contains(".."), "\(line)") }
    // A batch is never more than half of what is left to learn from, where there is more than a handful.
    let count = example.classes.isEmpty ? example.count : example.classes.reduce(0, +)
    let learnt = Double(count) * (1 - advice.validation)
    #expect(Double(advice.batchSize ?? advice.model.usualBatchSize) <= max(2, learnt / 2))
    // Weights fit the model as it is, without classes.
    #expect(
      (advice.model.weights == "art-64")
        == (example.expected[0] == "model: art-64, 64×64 in colour" && !advice.learnsClasses))
  }

  @Test(arguments: cases)
  func documentsArePlanned(_ example: Case) throws {
    let scratch = try TemporaryFolder()
    let toolbox = try toolbox()
    let images = try example.inspection().at(scratch.path(of: "it's: \"new\" #1"))
    try FileManager.default.createDirectory(atPath: images.path, withIntermediateDirectories: true)
    let advice = try TrainingAdvice(images, offer(toolbox), minutes: example.minutes)
    let file = scratch.path(of: "there/shells.yaml")
    let document = StarterDocument(
      advice, for: images, name: StarterDocument.name(for: images.path), in: Paths.split(file).folder, seed: 7,
      program: "artpipe", file: file)
    for line in document.text.split(separator: "\n") { #expect(line.count <= 120, "\(line)") }
    // The weights that it names come with the program.
    var value = try SettingValue.parse(document.text, file: file)
    if advice.model.weights != nil {
      let weights =
        String(#filePath.dropLast("Tests/ArtInspectionTests/AdviceTests.swift".count))
        + "Assets/Weights/art-64.safetensors"
      let stages = try #require(value["stages"]?.array)
      #expect(stages.first?["kind"]?.string == "load" && stages.first?["file"]?.string == "art-64")
      value["stages"] = SettingValue([["kind": "load", "file": SettingValue(weights)]] + stages.dropFirst())
    }
    let plan = try Planner(toolbox).plan(value)
    let model = try #require(plan.model)
    #expect(plan.document.seed == 7 && plan.document.name == "it-s- -new- -1")
    #expect(model.id == advice.model.plugin && model.imageShape == advice.model.definition.imageShape)
    #expect(model.recipe.batchSize == advice.batchSize ?? advice.model.usualBatchSize)
    #expect((model.conditioning != nil) == advice.learnsClasses)
    let source = try #require(plan.dataset?.source as? FolderSource)
    #expect(Paths.real(source.path) == Paths.real(images.path))
    #expect(source.fit == advice.fit && source.background == advice.background ?? .white)
    #expect(plan.dataset?.validation == advice.validation)
    #expect(document.text.contains("evaluate: true") == advice.evaluates)
    #expect(document.text.contains("keep: last") == (advice.evaluates && advice.validation == 0))
    #expect(plan.stages.map(\.kind).suffix(5) == ["train", "sample", "sheet", "interpolate", "video"])
  }

  @Test(arguments: [
    (1, "shells: there is one image, and a GAN learns what many images have in common"),
    (9, "shells: all 9 images are the same, and a GAN learns what many images have in common"),
  ])
  func oneImageIsNotEnough(count: Int, words: String) throws {
    let images = try (0..<count).map { _ in try InspectedImage(testing: "a", width: 64, height: 64, false, nil, 1) }
    let found = Inspection(
      path: "shells", kind: "folder", images: images, rejected: [], others: OtherFiles(), classes: [],
      alike: LookAlikes(images),
      mirrorTest: nil)
    let error = #expect(throws: DatasetError.self) {
      try TrainingAdvice(found, offer(toolbox()), minutes: 10)
    }
    #expect(error?.description == words + "; give at least 20 images, better some hundred")
  }

  /// A program of somebody's own has other models, and may have no weights.
  @Test func otherProgramsHaveOtherModels() throws {
    let images = try Case(testDescription: "", expected: []).inspection()
    let own = try TrainingAdvice(images, offer(toolbox([MLPGAN(), RGBArt()])), minutes: 10)
    #expect(own.model.plugin == "rgb-art" && own.model.weights == nil)
    let grey = try TrainingAdvice(images, offer(toolbox([MLPGAN()])), minutes: 10)
    #expect(grey.model.plugin == "mlp-gan")
    let bare = try TrainingAdvice(images, offer(toolbox(), weights: []), minutes: 10)
    #expect(bare.model.plugin == "art-64" && bare.model.weights == nil)
    #expect(throws: DatasetError.self) { try TrainingAdvice(images, offer(toolbox([])), minutes: 10) }
  }

  @Test(arguments: [
    ("/home/me/shells", "shells"), ("shells/", "shells"), ("Muscheln & Schnecken", "Muscheln - Schnecken"),
    ("/home/me/.hidden", "hidden"), ("/", "images"), ("...", "images"), ("a b. ", "a b"), ("貝殻", "貝殻"),
  ])
  func runsAreNamedAfterFolders(path: String, name: String) {
    #expect(StarterDocument.name(for: path) == name)
  }

  @Test(arguments: [
    ("/a/shells", "/a", "shells"), ("/a/shells", "/a/runs/x", "../../shells"), ("/a/b", "/a/b", "."),
    ("/other/shells", "/a/b", "/other/shells"), ("/a/b", "/a/bc", "../b"),
  ])
  func pathsStartFromTheDocument(path: String, folder: String, expected: String) {
    #expect(
      Paths.relative("/nowhere\(path)", from: "/nowhere\(folder)")
        == (expected.hasPrefix("/") ? "../../other/shells" : expected))
    #expect(Paths.relative("/elsewhere", from: "/nowhere/a") == "/elsewhere")
  }

  @Test func textIsWrapped() {
    #expect(WrappedText.lines("one two three", width: 7) == ["one two", "three"])
    #expect(WrappedText.lines("incomprehensible a", width: 5) == ["incomprehensible", "a"])
  }
}

extension InspectedImage {
  /// An image without pixels of its own.
  fileprivate init(
    testing name: String, width: Int, height: Int, _ isGrey: Bool, _ brightness: Double?, _ number: Int
  ) throws {
    self.init(
      name: name, width: width, height: height, conversions: [], isTransparent: brightness != nil, isGrey: isGrey,
      brightness: brightness ?? 100, hash: SHA256.hash("\(number)"),
      thumbnail: try Thumbnail(PixelImage(width: 1, height: 1, channels: 1)), halves: nil)
  }
}

extension Inspection {
  fileprivate func at(_ path: String) -> Inspection {
    Inspection(
      path: path, kind: kind, images: images, rejected: rejected, others: others, classes: classes,
      alike: alike, mirrorTest: mirrorTest)
  }
}
