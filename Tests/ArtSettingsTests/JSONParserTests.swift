import ArtSettings
import Testing

struct JSONParserTests {
  @Test(arguments: [
    (#"{"b": 1, "a": [true, false, null]}"#, #"{"a":[true,false,null],"b":1}"#),
    ("{\n\t\"tabbed\":\t[\t1\t,\t2\t]\r\n}", #"{"tabbed":[1,2]}"#),
    (#"["\u00e9", "\ud83c\udf3c", "\/", "a\tb\n\"\\"]"#, #"["é","🌼","/","a\tb\n\"\\"]"#),
    (#"["\u0001\b\f"]"#, #"["\u0001\u0008\u000c"]"#),
    ("[1e-4, 1E3, -0.5, 10.0, 2e+2, 0]", "[0.0001,1000,-0.5,10,200,0]"),
    ("[18446744073709551615, 9007199254740993]", "[18446744073709551615,9007199254740993]"),
    ("\u{FEFF}{}", "{}"),
    (#""text""#, #""text""#),
  ])
  func readsEveryForm(text: String, canonical: String) throws {
    #expect(try SettingValue.parse(text, file: "a.json").canonicalJSON == canonical)
  }

  @Test func knowsThePlacesOfKeysAndValues() throws {
    let value = try SettingValue.parse("{\n  \"é\": \"x\", \"key\": [1,\n 2]}", file: "dir/a.json")
    let key = try #require(value.members?.last)
    #expect(key.keyLocation == SourceLocation(file: "dir/a.json", line: 2, column: 13))
    #expect(key.value.location == SourceLocation(file: "dir/a.json", line: 2, column: 20))
    #expect(key.value.array?.last?.location?.description == "dir/a.json:3:2")
    #expect(key.keyLocation?.folder == "dir")
  }

  @Test(arguments: [
    ("", "a.json:1:1: the file is empty; expected a JSON object"),
    (" \n ", "a.json:2:2: the file is empty; expected a JSON object"),
    (#"{"a": 1 "b": 2}"#, "a.json:1:9: expected ',' or '}' in the object that begins on line 1, found '\"'"),
    ("{\"a\": 1\n \"b\": 2}", "a.json:2:2: expected ',' or '}' in the object that begins on line 1, found '\"'"),
    (#"{"a": [1, 2}"#, "a.json:1:12: a: expected ',' or ']' in the list that begins on line 1, found '}'"),
    (#"{"a": 1,}"#, "a.json:1:9: expected a key after ',', found '}'"),
    (#"[1,]"#, "a.json:1:4: expected a value after ',', found ']'"),
    (#"{a: 1}"#, "a.json:1:2: expected a key in double quotes, found 'a'"),
    (#"{"a" 1}"#, "a.json:1:6: expected ':' after the key 'a', found '1'"),
    (#"{"a": yes}"#, "a.json:1:7: a: expected a value, found 'yes'"),
    (#"{"a": 012}"#, "a.json:1:7: a: '012' is no JSON number"),
    (#"{"a": 1.}"#, "a.json:1:7: a: '1.' is no JSON number"),
    (#"{"a": -}"#, "a.json:1:7: a: '-' is no JSON number"),
    (#"{"a": 1e999}"#, "a.json:1:7: a: the number 1e999 is too large"),
    (#"{"a": "x"#, "a.json:1:9: a: the text is not closed: expected '\"' before the end of the file"),
    ("{\"a\": \"x\n\"}", "a.json:1:9: a: the text is not closed: expected '\"' before the end of the line"),
    (#"{"a": "\q"}"#, #"a.json:1:8: a: unknown escape '\q' in a text; write '\\' for a backslash"#),
    (#"["\ud800"]"#, #"a.json:1:3: [0]: \u must be followed by four hexadecimal digits that name a character"#),
    (#"{"a": 1"#, "a.json:1:8: expected ',' or '}' in the object that begins on line 1, found the end of the file"),
    ("{} {}", "a.json:1:4: expected the end of the file after the document, found '{'"),
    (
      "{ // words\n}",
      "a.json:1:3: expected a key in double quotes, found a comment, which JSON does not have (a .yaml document may have them)"
    ),
  ])
  func namesTheSlip(text: String, message: String) {
    let error = #expect(throws: Problems.self) { try SettingValue.parse(text, file: "a.json") }
    #expect(error?.description == message)
  }

  @Test func findsAllKeysWrittenTwice() {
    let text = "{\"a\": {\"b\": 1,\n\"b\": 2},\n\"a\": 3}"
    let error = #expect(throws: Problems.self) { try SettingValue.parse(text, file: "a.json") }
    #expect(
      error?.description == """
        a.json:2:1: a: the key 'b' is written twice; first on line 1
        a.json:3:1: the key 'a' is written twice; first on line 1
        """)
  }

  @Test func survivesDeepNesting() throws {
    let deep = { (depth: Int) in String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
    _ = try SettingValue.parse(deep(150), file: "a.json")
    let error = #expect(throws: Problems.self) { try SettingValue.parse(deep(100_000), file: "a.json") }
    #expect(error?.problems.first?.message == "nested more than 200 deep")
  }

  @Test func prettyFormReadsBack() throws {
    let value: SettingValue = ["name": "x", "list": [1, 2.5], "nested": ["empty": [], "deep": [["a": nil]]]]
    let expected = """
      {
        "name": "x",
        "list": [1, 2.5],
        "nested": {
          "empty": [],
          "deep": [
            {
              "a": null
            }
          ]
        }
      }

      """
    #expect(value.prettyJSON == expected)
    #expect(try SettingValue.parse(value.prettyJSON, file: "a.json").canonicalJSON == value.canonicalJSON)
  }
}
