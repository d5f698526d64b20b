import ArtSettings
import Testing

struct YAMLParserTests {
  @Test func readsYAMLWithPlaces() throws {
    let text = "# words\nname: no\nrate: 1e-4\nstages:\n  - train\n  - kind: sheet\n    numbers: true\n    title: '5'\n"
    let value = try SettingValue.parse(text, file: "a.yaml")
    #expect(
      value.canonicalJSON
        == #"{"name":"no","rate":0.0001,"stages":["train",{"kind":"sheet","numbers":true,"title":"5"}]}"#)
    #expect(value["stages"]?.array?.last?.members?[1].keyLocation?.description == "a.yaml:7:5")
  }

  /// What YAML 1.1 takes for booleans, octal and sexagesimal numbers, dates or infinity is a text, as in YAML 1.2.
  @Test(arguments: [
    ("[no, yes, on, off, y, n, NO]", #"["no","yes","on","off","y","n","NO"]"#),
    ("[true, True, FALSE, null, ~, '', \"true\"]", #"[true,true,false,null,null,"","true"]"#),
    (
      "[012, 0o14, 0x1F, 1_000, +1, .5, 1., 12:30, .inf, .NaN, 2001-01-01]",
      #"["012","0o14","0x1F","1_000","+1",".5","1.","12:30",".inf",".NaN","2001-01-01"]"#
    ),
    ("[1, -2, 0.5, 1e3, '1']", #"[1,-2,0.5,1000,"1"]"#),
    ("a:\n", #"{"a":null}"#),
    ("a: 1 # one\n# two\nb: 'x # y'  # three\nc: x#y\n", #"{"a":1,"b":"x # y","c":"x#y"}"#),
    ("a: |\n  one\n  two\nb: >-\n  one\n  two\n", #"{"a":"one\ntwo\n","b":"one two"}"#),
    ("no: 1\n1: 2\nnull: 3\n", #"{"1":2,"no":1,"null":3}"#),
    ("\u{FEFF}a: [1,\r\n  2]\r\n", #"{"a":[1,2]}"#),
    ("{\"a\": [true, null, 1.5e2], \"b\": {}}", #"{"a":[true,null,150],"b":{}}"#),
    ("title: \"*bold* & 5 * 3\" # ** stars **\n", #"{"title":"*bold* & 5 * 3"}"#),
  ])
  func wordsMeanWhatTheyMeanInJSON(text: String, json: String) throws {
    #expect(try SettingValue.parse(text, file: "a.yaml").canonicalJSON == json)
  }

  @Test(arguments: [
    ("a: &size [1, 2]\nb: *size\n", #"{"a":[1,2],"b":[1,2]}"#),
    ("a: &word '*'\nb: *word\n", #"{"a":"*","b":"*"}"#),
    (
      "a: &x {kind: &k train}\nb: [*x, *k, *x]\n",
      #"{"a":{"kind":"train"},"b":[{"kind":"train"},"train",{"kind":"train"}]}"#
    ),
    ("a: &x 1\nb: &x 2\nc: *x\n", #"{"a":1,"b":2,"c":2}"#),
  ])
  func aliasesStandForValues(text: String, json: String) throws {
    #expect(try SettingValue.parse(text, file: "a.yaml").canonicalJSON == json)
  }

  @Test(arguments: [
    ("a: [1, 2", "a.yaml:2:1: while parsing a flow sequence: did not find expected ',' or ']'"),
    ("a: 1\na: 2\n", "a.yaml:2:1: the key 'a' is written twice; first on line 1"),
    ("x:\n  - b: 1\n    'b': 2\n", "a.yaml:3:5: the key 'b' is written twice; first on line 2"),
    ("{zz: 1, k: {zz: 2},\n  zz: 3}", "a.yaml:2:3: the key 'zz' is written twice; first on line 1"),
    ("a: 1\nb: 2\nb: 3\na: 4\na: 5\n", "a.yaml:3:1: the key 'b' is written twice; first on line 2"),
    ("1: 1\n'1': 2\n", "a.yaml:2:1: the key '1' is written twice; first on line 1"),
    ("'': 1\n'': 2\n", "a.yaml:1:1: the same key is written twice: ''"),
    ("", "a.yaml:1:1: the file is empty; expected settings"),
    ("# words\n", "a.yaml:1:1: the file is empty; expected settings"),
    ("a: 1\n---\nb: 2\n", "a.yaml:2:1: expected a single document in the stream: but found another document"),
    (
      "a:\n\tb: 1\n",
      "a.yaml:2:1: while scanning for the next token: found character that cannot start any token; indent with spaces, not tabs"
    ),
    (
      "a: @b\n",
      "a.yaml:1:4: while scanning for the next token: found character that cannot start any token; put the text in quotes"
    ),
    ("a: 1\nb: \u{7}\n", "a.yaml:2:4: cannot be read as YAML: control characters are not allowed"),
    ("a: 1e999", "a.yaml:1:4: a: the number 1e999 is too large"),
    ("a: *b\n", "a.yaml:1:4: found undefined alias"),
    ("a: &a [*a]\n", "a.yaml:1:8: found undefined alias"),
    ("x: &x a\n*x : 1\n", "a.yaml:2:1: an alias cannot be a key; write the key"),
    ("? [1, 2]\n: 3\n", "a.yaml:1:3: expected a text as key"),
    (
      "s: &s {a: 1}\nt: {<<: *s, b: 2}\n",
      "a.yaml:2:5: t: '<<' is not in YAML 1.2; write the settings here, or use an alias as the value of a key"
    ),
    ("a: !!str 5\n", "a.yaml:1:4: a: tags such as '!!str' are not supported; quotes make a text of a word"),
    ("a: !color [1]\n", "a.yaml:1:4: a: tags such as '!color' are not supported; quotes make a text of a word"),
  ])
  func namesTheSlip(text: String, message: String) {
    let error = #expect(throws: Problems.self) { try SettingValue.parse(text, file: "a.yaml") }
    #expect(error?.description == message)
  }

  /// Where a setting wants a number or a boolean, a word of YAML 1.1 is a mistake with its place.
  @Test func wordsOfYAML11AreNoBooleans() throws {
    let log = ProblemLog()
    let reader = SettingsReader(
      try SettingValue.parse("loop: yes\nseconds: 1_0\ncountry: no\n", file: "a.yaml"), log: log)
    _ = reader.bool("loop", default: false, "")
    _ = reader.number("seconds", default: 1, in: .any, "")
    #expect(reader.string("country", default: "", "") == "no")
    #expect(
      log.problems.map(\.description) == [
        "a.yaml:1:7: loop: expected true or false, found \"yes\"",
        "a.yaml:2:10: seconds: expected a number, found \"1_0\"",
      ])
  }

  /// Ten times ten times … ten: a text of some hundred characters that stands for 10⁹ values.
  private static let bomb =
    "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    + (1..<9).map { "a\($0): &a\($0) [\(Array(repeating: "*a\($0 - 1)", count: 10).joined(separator: ", "))]\n" }
    .joined()

  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      (bomb, "aliases repeat more than 10,000 values; write fewer"),
      (bomb + "? *a8\n: 1\n", "an alias cannot be a key; write the key"),
      (bomb + "b: {? [*a8] : 1}\n", "expected a text as key"),
      (bomb + "b: {*a8, c}\n", "an alias cannot be a key; write the key"),
    ])
  func aliasesAreBounded(text: String, message: String) {
    let error = #expect(throws: Problems.self) { try SettingValue.parse(text, file: "a.yaml") }
    #expect(error?.problems.count == 1)
    #expect(error?.problems.first?.message == message)
    #expect(error?.problems.first?.location?.line != nil)
  }

  @Test(.timeLimit(.minutes(1)), arguments: [("[", "]"), ("{a: ", "}"), ("- ", ""), ("? ", "")])
  func survivesDeepNesting(open: String, close: String) throws {
    func nested(_ depth: Int) -> String {
      String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
    }
    let isKey = open == "? "
    if !isKey { _ = try SettingValue.parse(nested(150), file: "a.yaml") }
    for depth in [300, 900, 100_000] {
      let error = #expect(throws: Problems.self) { try SettingValue.parse(nested(depth), file: "a.yaml") }
      let problem = try #require(error?.problems.first)
      #expect(problem.location?.line == 1)
      let message = isKey && depth < 1000 ? "expected a text as key" : "nested more than 200 deep"
      #expect(problem.message == message, "\(depth)")
    }
  }

  @Test(.timeLimit(.minutes(1))) func hugeTextsAreReadAndNotRepeatedInMessages() throws {
    let text = String(repeating: "word ", count: 1 << 17)
    let value = try SettingValue.parse(
      "a: \"\(text)\"\nb: [\(String(repeating: "1,", count: 100_000))]", file: "a.yaml")
    #expect(value["a"]?.string == text)
    #expect(value["b"]?.array?.count == 100_000)
    let log = ProblemLog()
    _ = SettingsReader(value, log: log).bool("a", default: true, "")
    #expect(try #require(log.problems.first).description.count < 200)
  }

  @Test func saysThatAFileIsMissing() {
    let error = #expect(throws: Problems.self) { try SettingValue.read(file: "no/such.json") }
    #expect(error?.description == "no/such.json: there is no such file")
  }
}
