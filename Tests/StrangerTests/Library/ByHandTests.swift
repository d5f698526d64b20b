import ArtPipeKit
import ArtTestSupport
import Foundation
import MLPGAN
import ProgramTestSupport
import Testing

/// The parts of the library, put together by hand.
struct ByHandTests {
  @Test func settingsOfAModelAreThoseOfADocument() throws {
    let model = try MLPGAN().definition(["latentSize": 7, "recipe": ["batchSize": 4]])
    #expect((model.latent.size, model.recipe.batchSize) == (7, 4))
    let planned = try Planner(Toolbox(models: ModelRegistry([MLPGAN()]))).plan(
      json: #"{"model": {"plugin": "mlp-gan", "latentSize": 7, "recipe": {"batchSize": 4}}, "stages": ["train"]}"#)
    #expect(planned.model == model)
  }

  static let mistakes: [(settings: SettingValue, message: String)] = [
    (["latnetSize": 7], "unknown key 'latnetSize'; did you mean 'latentSize'?"),
    (["recipe": ["batchSize": 0]], "recipe.batchSize: expected a whole number from 1 to 65,536, found 0"),
    (["plugin": "mlp-gan"], "unknown key 'plugin'"),
  ]

  @Test(arguments: mistakes)
  func aMistakeInThemIsNamed(settings: SettingValue, message: String) throws {
    let problems = #expect(throws: Problems.self) { try MLPGAN().definition(settings) }
    #expect(problems?.description.contains(message) == true, "\(String(describing: problems))")
  }

  @Test func aMistakeInATextHasItsPlace() throws {
    let planner = Planner(Toolbox(models: try ModelRegistry([MLPGAN()])))
    let problems = #expect(throws: Problems.self) {
      try planner.plan(json: "{\"model\": \"mlp-gan\",\n \"stages\": [7]}")
    }
    #expect(problems?.description.hasPrefix("document.json:2:13: ") == true, "\(String(describing: problems))")
  }

  @Test func aModelOfClassesLearnsThoseOfTheDataset() throws {
    let device = CPUDevice(threads: 1)
    let model = try MLPGAN().definition(["classes": true, "recipe": ["batchSize": 4, "budget": ["steps": 2]]])
    let digits = try StrokesSource(count: 12, digits: [3, 5]).load(for: model, seed: 2, on: device)
    let trainer = try Trainer(model, on: digits, seed: 2, device: device)
    #expect(try trainer.train() == .finished)
    #expect(trainer.definition.classes.map(\.name) == ["3", "5"])
    let sampler = try Sampler(trainer.checkpoint(), device: device)
    #expect(try sampler.images(trainer.definition.points(seed: 1, count: 2, labels: [0, 1])).count == 2)
    let one = try StrokesSource(count: 12, digits: [3]).load(for: model, seed: 2, on: device)
    let error = #expect(throws: ModelError.self) { try Trainer(model, on: one, seed: 2, device: device) }
    #expect(error?.description == "classes: there must be at least 2, not 1")
  }

  @Test func imagesOfAnotherSizeAreRefused() throws {
    let device = CPUDevice(threads: 1)
    let digits = try StrokesSource(count: 4).load(DatasetRequest(height: 8, width: 8, channels: 1))
    #expect(throws: TrainingError.self) { try Trainer(MLPGAN().definition(), on: digits, seed: 2, device: device) }
  }

  @Test func aFilesNameTellsItsFormat() throws {
    let folder = try TemporaryFolder()
    let image = try PixelImage(width: 8, height: 8, channels: 3, fill: 90)
    for name in ["a.png", "a.jpeg"] {
      try image.write(toFile: folder.path(of: name))
      #expect(try ImageDecoder().decode(file: folder.path(of: name)).width == 8)
    }
    let video = try VideoEncoder(toFile: folder.path(of: "a.gif"), frameWidth: 8, frameHeight: 8)
    try video.write(image)
    #expect(try video.finish().frames == 1)
    #expect(try folder.data("a.gif").starts(with: Data("GIF89a".utf8)))

    let bmp = #expect(throws: MediaError.self) { try image.write(toFile: "a.bmp") }
    #expect(
      bmp?.localizedDescription
        == "a.bmp: cannot write '.bmp' images; end the name in .png, .jpg, .jpeg, .jpe or .jfif")
    let avi = #expect(throws: MediaError.self) { try VideoEncoder(toFile: "a.avi", frameWidth: 8, frameHeight: 8) }
    #expect(avi?.description.hasPrefix("a.avi: cannot write '.avi' videos; end the name in .mp4") == true)
  }

  @Test func everyErrorOfTheLibraryIsShownInItsOwnWords() throws {
    let sources = URL(filePath: Program.package).appending(path: "Sources")
    let localized = try String(
      contentsOf: sources.appending(path: "ArtPipeKit/LocalizedErrors.swift"), encoding: .utf8)
    let exported = try String(contentsOf: sources.appending(path: "ArtPipeKit/ArtPipeKit.swift"), encoding: .utf8)
      .matches(of: /public import (\w+)/).map { String($0.1) }
    #expect(exported.count > 10)
    var errors = 0
    for module in exported {
      let files = FileManager.default.enumerator(atPath: sources.appending(path: module).path)
      for file in files?.compactMap({ $0 as? String }) ?? [] where file.hasSuffix(".swift") {
        let text = try String(contentsOf: sources.appending(path: "\(module)/\(file)"), encoding: .utf8)
        for found in text.matches(of: /(?m)^public (?:struct|enum) (\w+): (?:.*\b)?Error\b/) {
          errors += 1
          #expect(localized.contains("extension \(found.1): LocalizedError"), "\(module)/\(file)")
        }
      }
    }
    #expect(errors >= 29)
  }
}
