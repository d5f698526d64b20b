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

  @Test(arguments: [
    ("a: [1, 2", "a.yaml:2:1: while parsing a flow sequence: did not find expected ',' or ']'"),
    ("a: 1\na: 2\n", "a.yaml:1:1: the same key is written twice: 'a'"),
    ("", "a.yaml:1:1: the file is empty; expected settings"),
  ])
  func namesTheSlip(text: String, message: String) {
    let error = #expect(throws: Problems.self) { try SettingValue.parse(text, file: "a.yaml") }
    #expect(error?.description == message)
  }

  @Test func saysThatAFileIsMissing() {
    let error = #expect(throws: Problems.self) { try SettingValue.read(file: "no/such.json") }
    #expect(error?.description == "no/such.json: there is no such file")
  }
}
