import ArtSettings
import Testing

/// Settings with one of each kind.
private struct Settings {
  enum Curve: String, CaseIterable { case linear, spherical, spline }

  var frames: Int
  var rate: Double
  var curve: Curve
  var inner: Double
  var parts: [String]

  init(_ reader: SettingsReader) {
    frames = reader.integer("frames", default: 24, in: 2..., "How many frames.")
    rate = reader.number("rate", default: 0.5, in: .above(0), "The rate.")
    curve = reader.choice("curve", default: Curve.spline, "The curve.")
    _ = reader.color("background", default: .white, "The colour behind.")
    _ = reader.bool("loop", default: true, "Whether it ends where it began.")
    _ = reader.optionalSeed("seed", "The seed.")
    inner = reader.nested("inner", shorthand: "kind", "More.") { inner in
      _ = inner.string("kind", default: "x", "The kind.")
      return inner.number("share", default: 0.5, in: 0..<1, "The share.")
    }
    parts = reader.objects("parts", shorthand: "kind", "The parts.") { $0.requiredString("kind", "The kind.") } ?? []
    _ = reader.integers("sizes", in: 1...8, "Sizes.")
  }
}

struct SettingsReaderTests {
  private func read(_ text: String) throws -> Settings {
    let log = ProblemLog()
    let reader = SettingsReader(try SettingValue.parse(text, file: "a.json"), log: log)
    let settings = Settings(reader)
    reader.finish()
    try log.check()
    return settings
  }

  @Test func readsValuesAndDefaults() throws {
    let settings = try read(
      #"{"frames": 1e1, "curve": "linear", "inner": {"share": 0}, "parts": ["a", {"kind": "b"}], "rate": null}"#)
    #expect(settings.frames == 10)
    #expect(settings.rate == 0.5)
    #expect(settings.curve == .linear)
    #expect(settings.inner == 0)
    #expect(settings.parts == ["a", "b"])
  }

  @Test(arguments: [
    (#"{"frames": "many"}"#, #"a.json:1:12: frames: expected a whole number of at least 2, found "many""#),
    (#"{"frames": 1}"#, "a.json:1:12: frames: expected a whole number of at least 2, found 1"),
    (#"{"frames": 2.5}"#, "a.json:1:12: frames: expected a whole number of at least 2, found 2.5"),
    (#"{"rate": 0}"#, "a.json:1:10: rate: expected a number above 0, found 0"),
    (#"{"rate": [1]}"#, "a.json:1:10: rate: expected a number above 0, found a list"),
    (#"{"fraems": 3}"#, "a.json:1:2: unknown key 'fraems'; did you mean 'frames'?"),
    (
      #"{"inner": {"colour": 3}}"#,
      "a.json:1:12: inner: unknown key 'colour'; known here: kind, share"
    ),
    (
      #"{"curve": "sperical"}"#,
      #"a.json:1:11: curve: expected "linear", "spherical" or "spline", found "sperical"; did you mean 'spherical'?"#
    ),
    (#"{"inner": {"share": 1}}"#, "a.json:1:21: inner.share: expected a number from 0 to below 1, found 1"),
    (#"{"inner": 3}"#, "a.json:1:11: inner: expected a text or an object, found 3"),
    (#"{"parts": [{}]}"#, "a.json:1:12: parts[0]: the key 'kind' is missing"),
    (#"{"sizes": [1, 9]}"#, "a.json:1:15: sizes[1]: expected a whole number from 1 to 8, found 9"),
    (#"{"seed": -1}"#, "a.json:1:10: seed: expected a whole number from 0 to 18,446,744,073,709,551,615, found -1"),
    // The words of other tools.
    (
      #"{"framerate": 3}"#,
      "a.json:1:2: unknown key 'framerate'; 'fps' belongs on the stage 'interpolate'"
    ),
    (#"{"random_seed": 3}"#, "a.json:1:2: unknown key 'random_seed'; did you mean 'seed'?"),
    (#"{"batch_size": 3}"#, "a.json:1:2: unknown key 'batch_size'; 'batchSize' belongs in the model's \"recipe\""),
    (#"{"loop": "yes"}"#, #"a.json:1:10: loop: expected true or false, found "yes""#),
    ("[]", "a.json:1:1: expected an object, found a list"),
  ])
  func explainsOneProblem(text: String, message: String) {
    let error = #expect(throws: Problems.self) { try read(text) }
    #expect(error?.description == message)
  }

  @Test func findsAllProblemsAtOnceInTheOrderOfTheDocument() {
    let text = "{\"lop\": 1,\n\"inner\": {\"share\": true},\n\"frames\": 0,\n\"background\": \"mauve\"}"
    let error = #expect(throws: Problems.self) { try read(text) }
    #expect(error?.problems.map(\.code) == [.unknownKey, .wrongType, .outOfRange, .wrongType])
    #expect(error?.problems.map { $0.location?.line } == [1, 2, 3, 4])
  }

  @Test func describesWhatItReads() {
    let settings = SettingsReader.describe(Settings.init)
    #expect(
      settings.map(\.key) == ["frames", "rate", "curve", "background", "loop", "seed", "inner", "parts", "sizes"])
    #expect(settings[0].type == "whole number of at least 2")
    #expect(settings[0].defaultValue == "24")
    #expect(settings[2].choices == ["linear", "spherical", "spline"])
    #expect(settings[2].defaultValue == #""spline""#)
    #expect(settings[6].nested.map(\.key) == ["kind", "share"])
    #expect(settings[7].nested.first?.isRequired == true)
    #expect(settings[8].type == "list of whole numbers from 1 to 8")
  }

  @Test(arguments: [
    ("{}", "default"), (#"{"a": true}"#, "x 1"), (#"{"a": {}}"#, "x 1"), (#"{"a": {"x": 3}}"#, "x 3"),
    (#"{"a": false}"#, "nothing"), (#"{"a": null}"#, "default"),
  ])
  func switchesMayBeObjects(text: String, expected: String) throws {
    let log = ProblemLog()
    let reader = SettingsReader(try SettingValue.parse(text, file: "a.json"), log: log)
    let found = reader.switchable("a", default: "default", "A switch.") {
      "x \($0.integer("x", default: 1, in: 1..., "X."))"
    }
    reader.finish()
    try log.check()
    #expect(found ?? "nothing" == expected)
  }

  @Test(
    arguments: [
      ("{}", nil), (#"{"a": "x"}"#, ["x"]), (#"{"a": 3}"#, ["3"]), (#"{"a": ["x", 3, "y z"]}"#, ["x", "3", "y z"]),
      (#"{"a": []}"#, []),
    ] as [(String, [String]?)])
  func namesMayBeNumbersAndLists(text: String, expected: [String]?) throws {
    let log = ProblemLog()
    let reader = SettingsReader(try SettingValue.parse(text, file: "a.json"), log: log)
    #expect(reader.names("a", "Names.") == expected)
    reader.finish()
    #expect(log.isEmpty)
  }

  @Test(arguments: [
    (#"{"a": 2.5}"#, "a.json:1:7: a: expected a name, a number or a list of them, found 2.5"),
    (#"{"a": ["x", {}]}"#, "a.json:1:13: a[1]: expected a name or a number, found an object"),
    (#"{"b": "yes"}"#, #"a.json:1:7: b: expected an object, found "yes""#),
  ])
  func slipsInNamesAndSwitchesAreExplained(text: String, message: String) throws {
    let log = ProblemLog()
    let reader = SettingsReader(try SettingValue.parse(text, file: "a.json"), log: log)
    _ = reader.names("a", "Names.")
    _ = reader.switchable("b", default: 1, "A switch.") { $0.integer("x", default: 1, in: 1..., "X.") }
    reader.finish()
    #expect(log.problems.map(\.description) == [message])
  }

  @Test func pathsStartFromTheDocumentsFolder() throws {
    let log = ProblemLog()
    let value = try SettingValue.parse(#"{"a": "x/y.png", "b": "/z", "c": "../q"}"#, file: "dir/a.json")
      .applying([SettingOverride("d=e/f")], shorthands: [:])
    let reader = SettingsReader(value, log: log)
    #expect(reader.optionalPath("a", "") == "dir/x/y.png")
    #expect(reader.optionalPath("b", "") == "/z")
    #expect(reader.optionalPath("c", "") == "q")
    #expect(reader.optionalPath("d", "") == "e/f")
    #expect(log.isEmpty)
  }
}
