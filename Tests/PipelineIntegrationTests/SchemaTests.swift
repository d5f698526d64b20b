import ArtSettings
import Foundation
import Testing

/// The schemas by which editors check documents, as the program prints them.
struct SchemaTests {
  private static let folder = "\(Program.package)/Assets/Schemas"

  private static func schema(_ name: String) throws -> SettingValue {
    try SettingValue.read(file: "\(folder)/\(name).schema.json")
  }

  /// Without the model files of whoever runs the tests.
  private static func printed(_ arguments: String...) throws -> ProgramRun {
    try Program.artpipe(arguments, environment: ["HOME": "/nowhere", "XDG_CONFIG_HOME": "/nowhere"])
  }

  @Test(arguments: [("pipeline", "pipelines"), ("artmodel", "models")])
  func theyAreWhatTheProgramReads(name: String, command: String) throws {
    let run = try Self.printed(command, "schema")
    #expect(run.status == 0, "\(run.errors)")
    let text = try String(contentsOfFile: "\(Self.folder)/\(name).schema.json", encoding: .utf8)
    #expect(run.output == text, "write it anew: artpipe \(command) schema > Assets/Schemas/\(name).schema.json")
    #expect(text.utf8.count < 700_000, "what stands more than once is shared")
  }

  @Test func shippedFilesAreValid() throws {
    for (folder, name, least) in [("Pipelines", "pipeline", 30), ("Plugins/Models", "artmodel", 2)] {
      let check = SchemaCheck(root: try Self.schema(name))
      let files = try FileManager.default.contentsOfDirectory(atPath: "\(Program.package)/\(folder)")
      #expect(files.count >= least)
      for file in files {
        let value = try SettingValue.read(file: "\(Program.package)/\(folder)/\(file)")
        #expect(check.problems(value) == [], "\(file)")
        #expect(value["$schema"]?.string?.hasSuffix("/Assets/Schemas/\(name).schema.json") == true, "\(file)")
      }
    }
  }

  /// What is wrong, and whether the program says so too where the files that are named are there.
  @Test(arguments: SchemaMistakes.pipelines)
  func mistakesAreFound(document: String) throws {
    let value = try SettingValue.parse(document, file: "a.json")
    #expect(SchemaCheck(root: try Self.schema("pipeline")).problems(value) != [])
    let scratch = try Scratch()
    try scratch.write(document, to: "a.json")
    #expect(try Program.artpipe("validate", "a.json", in: scratch.path).status == 65)
  }

  @Test(arguments: SchemaMistakes.models)
  func mistakesInModelFilesAreFound(document: String) throws {
    let value = try SettingValue.parse(document, file: "a.json")
    #expect(SchemaCheck(root: try Self.schema("artmodel")).problems(value) != [])
  }

  @Test(arguments: SchemaMistakes.valid)
  func otherFormsAreValid(document: String) throws {
    let value = try SettingValue.parse(document, file: "a.json")
    #expect(SchemaCheck(root: try Self.schema("pipeline")).problems(value) == [])
  }

  @Test func modelFilesOfOnesOwnAreKnown() throws {
    let run = try Self.printed("pipelines", "schema", "--plugin-path", "Plugins/Models")
    let schema = try SettingValue.parse(run.output, file: "schema")
    #expect(schema["$defs"]?["model-tiny-digits"] != nil)
    let document = try SettingValue.parse(#"{"model": "tiny-digits", "stages": ["train"]}"#, file: "a.json")
    #expect(SchemaCheck(root: schema).problems(document) == [])
    #expect(SchemaCheck(root: try Self.schema("pipeline")).problems(document) != [])
  }

  /// The checker that editors' authors know agrees; `make interop` has it.
  @Test(.enabled(if: StockChecker.python != nil, "needs a Python with jsonschema: 'make interop' makes one"))
  func aStockCheckerAgrees() throws {
    let scratch = try Scratch()
    for (name, documents) in [
      ("wrong-pipeline", SchemaMistakes.pipelines), ("wrong-artmodel", SchemaMistakes.models),
      ("right-pipeline", SchemaMistakes.valid),
    ] {
      for (number, text) in documents.enumerated() { try scratch.write(text, to: "\(name)-\(number).json") }
    }
    let run = try Program.find(
      try #require(StockChecker.python), ["\(Program.package)/Tools/schemas/check.py", scratch.path])
    #expect(run.status == 0, "\(run.output)\(run.errors)")
  }

  @Test func documentsMayNameTheirSchema() throws {
    let scratch = try Scratch()
    for (schema, status) in [(#""a.schema.json""#, 0), ("7", 65)] {
      try scratch.write(
        #"{"$schema": \#(schema), "stages": [{"kind": "load", "file": "art-64"}, "sample", "sheet"]}"#, to: "a.json")
      #expect(try Program.artpipe("validate", "a.json", in: scratch.path).status == Int32(status))
    }
  }
}

private enum StockChecker {
  static let python: String? = {
    let given = ProcessInfo.processInfo.environment["ARTPIPE_PYTHON"] ?? ""
    let python = given.isEmpty ? Program.package + "/.build/interop/bin/python" : given
    let run = try? Program.find(python, ["-c", "import jsonschema"])
    return run?.status == 0 ? python : nil
  }()
}
