import ArtFiles
import ArtSettings
import ArtTestSupport
import Testing

/// What a stranger's text can hold: the limit is named, at its place, and nothing takes longer than its size.
@Suite(.timeLimit(.minutes(1)))
struct DocumentLimitsTests {
  private func problem(_ text: String, _ file: String = "a.json") -> Problem? {
    let error = #expect(throws: Problems.self) { try SettingValue.parse(text, file: file) }
    return error?.problems.first
  }

  /// A long text, shown short in the list of tests.
  struct Text: CustomTestStringConvertible, Sendable {
    let first: String
    let repeated: String
    let count: Int
    let last: String

    init(_ first: String, _ repeated: String, _ count: Int, _ last: String) {
      (self.first, self.repeated, self.count, self.last) = (first, repeated, count, last)
    }

    var whole: String { first + String(repeating: repeated, count: count) + last }
    var testDescription: String { "\(first.prefix(20))\(repeated) × \(count) \(last)" }
  }

  @Test(arguments: [
    (Text("[", "1,", DocumentLimits.values, "1]"), "there are more than 500,000 values"),
    (Text("[\"", "x", DocumentLimits.textBytes + 1, "\"]"), "the text is too long: it may have 1,048,576 bytes"),
    (Text("[{\"", "x", DocumentLimits.keyBytes + 1, "\": 1}]"), "the key is too long: it may have 256 bytes"),
    (Text("[", "7", 40_000, "]"), "a number may have 400 characters, found 40,000"),
    (Text("[", "1e999", 1, "]"), "the number 1e999 is too large"),
    (Text("", "[", 1000, ""), "nested more than 200 deep"),
    (Text("", " ", DocumentLimits.jsonBytes + 1, ""), "the file is too long: it may have 16,777,216 bytes"),
  ])
  func jsonNamesTheLimit(text: Text, message: String) {
    let problem = problem(text.whole)
    #expect(problem?.message == message)
    #expect(problem?.code == .limit)
    #expect(problem?.location?.line != nil || message.hasPrefix("the file"))
  }

  @Test(arguments: [
    (
      Text("a: &a \"\(String(repeating: "x", count: 10_000))\"\nb: [", "*a,", 5000, "]"),
      "aliases repeat more than 16,777,216 bytes of texts; write fewer"
    ),
    (Text("", "x", 300, ": 1"), "the key is too long: it may have 256 bytes"),
    (Text("", "#", DocumentLimits.yamlBytes + 1, ""), "the file is too long: it may have 1,048,576 bytes"),
    (Text("a: ", "1", 40_000, ""), "the number 111111111111111111111111111… is too large"),
  ])
  func yamlNamesTheLimit(text: Text, message: String) {
    #expect(problem(text.whole, "a.yaml")?.message == message)
  }

  /// Megabytes on one line, of numbers, of keys, and of mistakes: quadratic readers do not end.
  @Test func largeTextsAreRead() throws {
    let numbers = try SettingValue.parse(
      "[\(String(repeating: "1.0000000000000000000000000000001,", count: 50_000))2]", file: "a.json")
    #expect(numbers.array?.count == 50_001)
    #expect(numbers.array?.last?.location?.column == 1_700_002)
    let keys = (0..<40_000).map { "\"k\($0)\": 1" }.joined(separator: ", ")
    let log = ProblemLog()
    let reader = SettingsReader(try SettingValue.parse("{\(keys)}", file: "a.json"), log: log)
    #expect(reader.integer("k39999", default: 0, "") == 1)
    reader.finish()
    let wrong = SettingValue((0..<40_000).map { SettingValue("x\($0)") })
    _ = SettingsReader(["list": wrong], log: log).integers("list", in: 0..., "")
    #expect(log.problems.count == DocumentLimits.problems)
    let error = #expect(throws: Problems.self) { try log.check() }
    #expect(error?.problems.last?.message == "there are 79,899 more problems")
  }

  /// Of a hundred thousand mistakes only those that are told are put into words.
  @Test func wordsAreMadeForFewProblems() {
    var made = 0
    func problem(_ number: Int) -> Problem {
      made += 1
      return Problem(.unknownKey, "unknown key '\(number)'")
    }
    let log = ProblemLog()
    for number in 0..<1000 { log.add(problem(number)) }
    #expect(made == DocumentLimits.problems)
    #expect(throws: Problems.self) { try log.check() }
  }

  /// What a list may not hold is not read.
  @Test func longListsAreNotRead() {
    var read = 0
    let log = ProblemLog()
    let reader = SettingsReader(["parts": SettingValue((0..<5000).map { SettingValue($0) })], log: log)
    let found = reader.objects("parts", "") { _ -> Int in
      read += 1
      return read
    }
    #expect(found?.isEmpty == true && read == 0)
    #expect(log.problems.map(\.description) == ["parts: expected at most 1,000 parts, found 5,000"])
  }

  @Test(
    arguments: [
      ("1e10", nil, "expected a number from -1,000,000,000 to 1,000,000,000, found 1e10"),
      ("-1e10", nil, "expected a number from -1,000,000,000 to 1,000,000,000, found -1e10"),
      ("1e10", 0, "expected a number from 0 to 1,000,000,000, found 1e10"),
      ("1e-31", 0, "expected 0, or a number of at least 1e-30, found 1e-31"),
      ("1e-31", 1e-40, "expected a number of at least 1e-30, found 1e-31"),
      ("-1e-31", nil, "expected 0, or a number of at most -1e-30, found -1e-31"),
    ] as [(String, Double?, String)])
  func numbersAreWrittenAsPeopleWriteThem(text: String, least: Double?, message: String) throws {
    let log = ProblemLog()
    let reader = SettingsReader(try SettingValue.parse("{\"a\": \(text)}", file: "a.json"), log: log)
    _ = reader.number("a", default: 1, in: least.map { .atLeast($0) } ?? .any, "")
    #expect(log.problems.map(\.message) == [message])
  }

  @Test(arguments: [
    ("a.json", "{\"a\": \"é\"}"), ("a.yaml", "a: é\n"),
  ])
  func readsEveryEncodingOfText(name: String, text: String) throws {
    let folder = try TemporaryFolder()
    func bytes(_ units: [UInt16], _ isLittle: Bool) -> [UInt8] {
      units.flatMap { isLittle ? [UInt8($0 & 255), UInt8($0 >> 8)] : [UInt8($0 >> 8), UInt8($0 & 255)] }
    }
    let marked = [0xFEFF] + Array(text.utf16)
    for content in [
      Array(text.utf8), [0xEF, 0xBB, 0xBF] + Array(text.utf8), bytes(marked, true), bytes(marked, false),
    ] {
      try FilePlace.typed("\(folder.path)/\(name)").write(content)
      #expect(try SettingValue.read(file: "\(folder.path)/\(name)").canonicalJSON == #"{"a":"é"}"#)
    }
  }

  @Test func namesThePlaceOfWhatIsNoText() throws {
    let folder = try TemporaryFolder()
    let file = "\(folder.path)/a.json"
    try FilePlace.typed(file).write(Array("{\n \"é".utf8) + [0xFF] + Array("\"}".utf8))
    let error = #expect(throws: Problems.self) { try SettingValue.read(file: file) }
    #expect(error?.description == "\(file):2:4: this byte is no UTF-8 text; save the file as UTF-8")
    try FilePlace.typed(file).write([0xFF, 0xFE, 0x7B, 0, 0x0A, 0, 0x00, 0xDC, 0, 0])
    let other = #expect(throws: Problems.self) { try SettingValue.read(file: file) }
    #expect(other?.description == "\(file):2:1: this is no UTF-16 text; save the file as UTF-8")
  }

  @Test(arguments: [
    (#"{"a": "\udc00"}"#, "a.json:1:8: a: \\u must be followed by four hexadecimal digits that name a character"),
    (#"{"a": "\ud800\ud800"}"#, "a.json:1:8: a: \\u must be followed by four hexadecimal digits that name a character"),
  ])
  func loneSurrogatesAreNamed(text: String, message: String) {
    #expect(problem(text)?.description == message)
  }

  @Test(arguments: [
    (Text("a=", "[", 100_000, ""), "nested more than 200 deep"),
    (Text("a={\"b\": [", "1e999", 1, "]}"), "the number 1e999 is too large"),
    (Text("a={\"b\": 1, ", "\"b\": 2", 1, "}"), "the key 'b' is written twice; first on line 1"),
    (Text("", "a.", 100_000, "a=1"), "nested more than 200 deep"),
  ])
  func overridesAreBounded(text: Text, message: String) {
    let error = #expect(throws: Problem.self) { try SettingOverride(text.whole) }
    #expect(error?.message == message)
    #expect((error?.description.count ?? 0) < 2000)
  }

  /// What stands for no JSON stays a text, such as the path of a folder.
  @Test func overridesThatAreNoJSONAreTexts() throws {
    #expect(try SettingOverride("dataset=[my photos]").value.string == "[my photos]")
  }

  @Test(arguments: ["5e9", "-5e9", "9223372036854775807", "1e308", "1e-320", "1e-40"])
  func settingsWithoutLimitsOfTheirOwnHaveTheGeneralOnes(text: String) throws {
    let log = ProblemLog()
    let value = try SettingValue.parse("{\"n\": \(text), \"w\": \(text), \"l\": [\(text)]}", file: "a.json")
    let reader = SettingsReader(value, log: log)
    _ = reader.number("n", default: 0, "")
    _ = reader.integer("w", default: 0, "")
    _ = reader.integers("l", "")
    #expect(log.problems.map(\.path) == ["n", "w", "l[0]"])
    #expect(log.problems.allSatisfy { $0.location?.line == 1 })
  }

  @Test(arguments: [
    "", ".a", "a/b", "a\u{0}.png", "a\nb.png", "a\u{7F}", "a\u{202E}gnp.exe", "a\u{2028}b", "a\u{10FFE9}",
    String(repeating: "x", count: 201),
  ])
  func namesThatHideSomethingAreRefused(name: String) {
    let log = ProblemLog()
    #expect(SettingsReader(["file": SettingValue(name)], log: log).optionalFileName("file", "") == nil)
    #expect(log.problems.count == 1)
  }

  @Test(arguments: ["a.png", "übung 2.png", "ক্ষ.png", "نمی\u{200C}خواهم", "🌼.gif"])
  func otherNamesAreGood(name: String) {
    #expect(Paths.fault(ofName: name) == nil)
  }
}
