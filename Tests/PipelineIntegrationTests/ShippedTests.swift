import Foundation
import Testing

/// What comes with artpipe is found by its name, from any folder.
struct ShippedTests {
  @Test func pipelinesAreListed() throws {
    let scratch = try Scratch()
    let run = try Program.artpipe("pipelines", "list", "--json", in: scratch.path)
    let list = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [[String: String]])
    let files = try FileManager.default.contentsOfDirectory(atPath: Program.package + "/Pipelines")
    #expect(list.compactMap { $0["id"] } == files.map { String($0.dropLast(".json".count)) }.sorted())
    // A line of a terminal, and no two alike.
    let summaries = list.compactMap { $0["summary"] }
    #expect(Set(summaries).count == files.count)
    for summary in summaries { #expect((20...80).contains(summary.count), "\(summary)") }
  }

  @Test func aPipelineIsRunAndChecked() throws {
    let scratch = try Scratch()
    let check = try Program.artpipe("validate", "quickstart", in: scratch.path)
    #expect(check.status == 0, "\(check.errors)")
    let run = try Program.artpipe(
      "run", "quickstart", "--set", "stages.sample.count=1", "--set", "stages.interpolate.seconds=0.2",
      in: scratch.path)
    #expect(run.status == 0, "\(run.errors)")
    #expect(FileManager.default.fileExists(atPath: scratch.path(of: "runs/quickstart/sheet.png")))
  }

  @Test func aPipelineIsCopiedAndNothingIsReplaced() throws {
    let scratch = try Scratch()
    let copy = try Program.artpipe("pipelines", "copy", "quickstart", in: scratch.path)
    #expect(copy.status == 0 && copy.output == "quickstart.json\n")
    let original = try String(contentsOfFile: Program.package + "/Pipelines/quickstart.json", encoding: .utf8)
    #expect(
      try String(decoding: scratch.data("quickstart.json"), as: UTF8.self)
        == original.replacing(#""$schema": ".."#, with: #""$schema": "\#(Program.package)"#))
    #expect(try Program.artpipe("validate", "quickstart.json", in: scratch.path).status == 0)
    let again = try Program.artpipe("pipelines", "copy", "quickstart", in: scratch.path)
    #expect(again.status == 73)
    #expect(again.errors == "error: quickstart.json is there already; give another name with --output\n")
    let unknown = try Program.artpipe("pipelines", "copy", "quickstrat", in: scratch.path)
    #expect(unknown.errors == "error: there is no pipeline 'quickstrat'; did you mean 'quickstart'?\n")
  }

  @Test func aNameIsSuggested() throws {
    let scratch = try Scratch()
    let run = try Program.artpipe("run", "quickstrat", in: scratch.path)
    #expect(run.status == 66)
    #expect(run.errors == "error: there is no file and no pipeline 'quickstrat'; did you mean 'quickstart'?\n")
  }

  @Test func weightsHaveNames() throws {
    let scratch = try Scratch()
    let run = try Program.artpipe(
      "sample", "--model", "digits-fast", "--count", "1", "--output", "a.png", in: scratch.path)
    #expect(run.status == 0, "\(run.errors)")
    let wrong = try Program.artpipe("sample", "--model", "art64", "--output", "a.png", in: scratch.path)
    #expect(
      wrong.errors
        == "error: --model art64: there is no file art64, and no weights 'art64' come with artpipe; did "
        + "you mean 'art-64'?\n")
    // A path of the user's own is never one of them.
    let path = try Program.artpipe("sample", "--model", "runs/art-64", "--output", "a.png", in: scratch.path)
    #expect(path.status == 66)
  }
}
