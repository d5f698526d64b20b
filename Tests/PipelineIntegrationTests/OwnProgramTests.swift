import Foundation
import Testing

/// The program of somebody's own, as the documentation shows it (`Assets/Template`).
struct OwnProgramTests {
  private static func run(_ arguments: String..., in scratch: Scratch) throws -> ProgramRun {
    try Program.Running(Program.built("MyArt"), arguments, in: scratch.path).wait()
  }

  @Test func itsModelIsListedDescribedAndChecked() throws {
    let scratch = try Scratch()
    let list = try Self.run("models", "list", in: scratch)
    #expect(list.status == 0)
    #expect(list.outputLines.map { $0.prefix { $0 != " " } } == ["patterns", "rgb-art"])
    let description = try Self.run("models", "describe", "patterns", in: scratch)
    #expect(description.output.contains("width: whole number"))
    try scratch.write(#"{"model": {"plugin": "patterns", "widht": 8}, "stages": ["train"]}"#, to: "dots.json")
    let check = try Self.run("validate", "dots.json", in: scratch)
    #expect(check.status == 65)
    #expect(check.errors.contains("did you mean 'width'?"))
  }

  @Test func itTrainsAndDraws() throws {
    let scratch = try Scratch()
    try scratch.write(
      """
      {"model": {"plugin": "patterns", "width": 4, "recipe": {"batchSize": 4}},
       "dataset": {"kind": "blossoms", "count": 16},
       "stages": [{"kind": "train", "steps": 3}, {"kind": "sample", "count": 4}, "sheet"]}
      """, to: "dots.json")
    let run = try Self.run("run", "dots.json", "--output", "dots", in: scratch)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.errors.contains("train"))
    let sample = try Self.run("sample", "--model", "dots", "--count", "2", "--output", "two.png", in: scratch)
    #expect(sample.status == 0, "\(sample.errors)")
  }

  @Test func itsOwnNameIsInItsHelp() throws {
    let help = try Self.run("--help", in: Scratch())
    #expect(help.status == 0)
    #expect(help.output.contains("USAGE: MyArt <subcommand>"))
  }
}
