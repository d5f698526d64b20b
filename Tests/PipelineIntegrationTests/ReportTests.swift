import Foundation
import Testing

/// `artpipe report`, and the page that each run ends with.
struct ReportTests {
  private static let document = """
    {"name": "small", "model": {"plugin": "mlp-gan", "size": 12, "recipe": {"batchSize": 8}},
      "dataset": {"kind": "strokes", "count": 32},
      "stages": [{"kind": "train", "steps": 3, "samples": 4}, {"kind": "sample", "count": 4}, "sheet"]}
    """

  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.write(Self.document, to: "d.json")
  }

  private func artpipe(_ arguments: String..., environment: [String: String] = [:]) throws -> ProgramRun {
    try Program.artpipe(arguments, in: scratch.path, environment: environment)
  }

  private func isThere(_ name: String) -> Bool { FileManager.default.fileExists(atPath: scratch.path(of: name)) }

  @Test func eachRunEndsWithAPage() throws {
    let run = try artpipe("run", "d.json")
    #expect(run.status == 0 && run.outputLines.last == "runs/small/report.html", "\(run.errors)")
    let page = try scratch.data("runs/small/report.html")
    #expect(String(decoding: page, as: UTF8.self).contains("<title>small · artpipe</title>"))
    // The same run gives the same page, by whatever command.
    let again = try artpipe("run", "d.json")
    #expect(try again.output == run.output && scratch.data("runs/small/report.html") == page)
    let other = try artpipe("report", "runs/small", "--output", "pages/small.html")
    #expect(other.status == 0 && other.output == "pages/small.html\n", "\(other.errors)")
    #expect(try scratch.data("pages/small.html") == page)
    #expect(try artpipe("report", "runs/small").output == "runs/small/report.html\n")
    let shared = try artpipe("report", "runs/small", "--share")
    #expect(shared.output == "runs/small/report-share.html\n")
    #expect(try scratch.text("runs/small/report-share.html").contains("It holds no training images, no names of files"))
    #expect(try scratch.data("runs/small/report.html") == page)
  }

  @Test(arguments: [["--no-report"], ["--set", "report=false"]])
  func itCanBeTurnedOff(options: [String]) throws {
    let run = try Program.artpipe(["run", "d.json"] + options, in: scratch.path)
    #expect(run.outputLines == ["runs/small/train/checkpoint.safetensors", "runs/small/sheet.png"], "\(run.errors)")
    #expect(!isThere("runs/small/report.html"))
  }

  @Test func aPageOfSomebodysIsKept() throws {
    try scratch.write("mine", to: "runs/small/report.html")
    let run = try artpipe("run", "d.json")
    #expect(run.status == 0)
    #expect(
      run.errors.contains(
        "warning: runs/small/report.html is kept as report.html.1, because artpipe did not write it, or it was changed "
          + "since\n"))
    #expect(
      try scratch.text("runs/small/report.html.1") == "mine" && scratch.data("runs/small/report.html").count > 10_000)
  }

  @Test(
    arguments: [
      (["report", "runs/none"], Int32(66), "error: there is no folder runs/none\n"),
      (["report", "d.json"], 66, "error: d.json is a file: give the folder of a run\n"),
      (
        ["report", "."], 66,
        "error: . is no run folder: it has neither manifest.json nor a folder 'train'; give the folder that 'artpipe run' "
          + "named, such as runs/NAME\n"
      ),
      (
        ["report", "runs/none", "--output", "page.htm"], 64,
        "Error: --output page.htm: expected a name that ends in .html\n"
      ),
    ] as [([String], Int32, String)])
  func wrongUseIsExplained(arguments: [String], status: Int32, message: String) throws {
    let run = try Program.artpipe(arguments, in: scratch.path)
    #expect(run.status == status && run.errors.hasPrefix(message), "\(run.errors)")
  }

  /// A run that is stopped shows how far it came.
  @Test func aStoppedRunHasAPage() throws {
    let running = try Program.Running(
      Program.artpipe, ["run", "d.json", "--progress", "json", "--set", "stages.train.steps=1000000"], in: scratch.path)
    try running.wait(untilErrorsContain: "\"done\"")
    kill(running.process.processIdentifier, SIGINT)
    let run = try running.wait()
    #expect(run.status == 130 && run.output == "runs/small/report.html\n", "\(run.errors.suffix(500))")
    #expect(try scratch.text("runs/small/report.html").contains("The stage “train” has not come to its end."))
  }

  /// A full disk while the page is written: the run's work is done, and stays.
  @Test(.enabled(if: hasFaults, "needs a build with -D FILE_FAULTS, as 'make test' makes it"), arguments: ["28", "5"])
  func aPageThatCannotBeWrittenFailsNoRun(error: String) throws {
    try #require(try artpipe("run", "d.json", "--no-report").status == 0)
    let trace = scratch.path(of: "trace")
    try #require(try artpipe("run", "d.json", "--no-report", environment: ["ARTPIPE_FILE_TRACE": trace]).status == 0)
    let writes = try scratch.text("trace").split(separator: "\n").filter { $0 == "write" }.count
    let before = try scratch.results(of: "runs/small")
    let run = try artpipe("run", "d.json", environment: ["ARTPIPE_FILE_FAULT": "write:\(writes + 2)+:\(error)"])
    #expect(run.status == 0)
    let warnings = run.errors.split(separator: "\n").filter { $0.contains("warning: ") }
    #expect(warnings.count == 1, "\(run.errors)")
    #expect(warnings.first?.hasPrefix("warning: the page about the run is not written: runs/small/") == true)
    #expect(warnings.first?.hasSuffix("'artpipe report runs/small' makes the page later") == true)
    #expect(!isThere("runs/small/report.html"))
    #expect(try scratch.results(of: "runs/small") == before)
    #expect(try artpipe("report", "runs/small").status == 0 && isThere("runs/small/report.html"))
  }

  #if FILE_FAULTS
    private static let hasFaults = true
  #else
    private static let hasFaults = false
  #endif
}
