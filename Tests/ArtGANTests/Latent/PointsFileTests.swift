import ArtSettings
import ArtTensor
import Foundation
import Testing

@testable import ArtGAN

/// `NAME.artpoints.json`: what is written reads back, what other programs write is read, and mistakes are told.
@Suite struct PointsFileTests {
  private let file = PointsFile(
    model: .init(
      id: "digits-fast", name: "my digits", hash: String(repeating: "ab", count: 32),
      latent: LatentSpace(size: 3, distribution: .uniform), classes: ["0", "1"]),
    points: [
      NamedPoint(
        name: "Favourite 1", latent: [0.21, -1.5, 1e-5], classes: [.init("1")], truncation: 1.3, sample: (7, 12)),
      NamedPoint(latent: [1 / 3, .pi, -0.1], classes: [.init("0", 0.25), .init("1", 0.75)], sample: (.max, 1)),
      NamedPoint(latent: [16_777_218, 0, 123456.79]),
    ],
    directions: [
      LatentDirection(name: "slant", vector: [0.1, 0.3, 0.7], range: -2...2.5),
      LatentDirection(name: "size", vector: [1, 0, 0]),
    ],
    others: [.init("rounds", [["kept": [1, 2]]])])

  @Test func whatIsWrittenReadsBack() throws {
    let text = file.text
    #expect(try PointsFile(parsing: text, file: "a.artpoints.json") == file)
    #expect(text.contains(#""latent": [0.21, -1.5, 1e-05]"#))
    #expect(text.contains(#""seed": "18446744073709551615""#), "numbers beyond 2^53 are text")
    #expect(text.contains(#""rounds""#))
  }

  /// A float is what is nearest to the written number, whatever its digits.
  @Test func everyFloatIsKept() throws {
    let key = RandomKey(seed: 3)
    let floats = zip(key.normals(count: 2000), key.folded(1).uniforms(count: 2000)).map { $0 * exp(30 * ($1 - 0.5)) }
    let kept = PointsFile(points: [NamedPoint(latent: floats)])
    #expect(try PointsFile(parsing: kept.text, file: "a.json").points[0].latent == floats)
  }

  @Test func whatOthersWrite() throws {
    let read = try PointsFile(
      parsing:
        #"\#u{feff}{"artpoints": 1, "more": true, "points": [{"latent": [1, 2], "class": "4", "sample": 3, "seed": "9"}]}"#,
      file: "a.json")
    #expect(read.model == nil)
    #expect(read.points[0].classes == [.init("4")])
    #expect(read.points[0].sample?.seed == 9 && read.points[0].sample?.number == 3)
    #expect(read.others.map(\.key) == ["more"])
  }

  @Test(arguments: [
    ("{}", "this is not a points file"),
    (#"{"artpoints": 2}"#, "format 'artpoints 2'): update artpipe"),
    (#"{"artpoints": "x"}"#, "expected the version of the format, found \"x\""),
    (#"{"artpoints": 1, "points": {}}"#, "points: expected a list, found an object"),
    (#"{"artpoints": 1, "points": [{}]}"#, "points[0]: expected a list of numbers 'latent'"),
    (#"{"artpoints": 1, "points": [{"latent": [1, "2"]}]}"#, "points[0].latent[1]: expected a number, found \"2\""),
    (#"{"artpoints": 1, "points": [{"latent": [1e39]}]}"#, "expected a number, found 1e39"),
    (#"{"artpoints": 1, "points": [{"latent": [1], "truncation": "x"}]}"#, "truncation: expected a number"),
    (
      #"{"artpoints": 1, "points": [{"latent": [1], "classes": {"4": null}}]}"#,
      "classes.4: expected a number, found null"
    ),
    (#"{"artpoints": 1, "directions": [{"vector": [1], "range": [2, 1]}]}"#, "expected two rising numbers"),
    ("not json", "1:1"),
  ])
  func mistakes(text: String, message: String) {
    let problems = #expect(throws: Problems.self) { try PointsFile(parsing: text, file: "a.json") }
    #expect(problems?.description.contains(message) == true, "\(problems?.description ?? "")")
  }

  @Test func aPointByItsName() {
    #expect(file.point(named: "Favourite 1")?.truncation == 1.3)
    #expect(file.point(named: "2")?.classes.count == 2)
    #expect(file.point(named: "4") == nil)
    #expect(file.point(named: "other") == nil)
  }

  @Test func whatTheGeneratorIsGiven() throws {
    var model = Examples.definition()
    try model.learnClasses()
    let names = model.classes.map(\.name)
    model.recipe.truncation = 0.5
    let size = model.latent.size
    let latent = (0..<size).map { Float($0) }
    #expect(try model.point(of: NamedPoint(latent: latent)) == latent.map { $0 / 2 } + [1, 0])
    #expect(
      try model.point(
        of: NamedPoint(latent: latent, classes: [.init(names[1], 0.75), .init(names[0], 0.25)], truncation: 1))
        == latent + [0.25, 0.75])
    #expect(throws: LatentError.otherModel("it has 1 numbers, and \(model.id) takes \(size)")) {
      try model.point(of: NamedPoint(latent: [1]))
    }
    #expect(throws: LatentError.otherModel("it is of the class '7', which \(model.id) does not have")) {
      try model.point(of: NamedPoint(latent: latent, classes: [.init("7")]))
    }
    let point = model.point(seed: 5, index: 2, label: 1)
    let kept = model.namedPoint(point, sample: (5, 3))
    #expect(kept.classes == [.init(names[1])])
    #expect(try model.point(of: kept) == model.truncated(point, to: nil))
  }
}
