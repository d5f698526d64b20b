import Foundation
import Testing

@testable import ArtPipeCommandLine

/// `artpipe runs` and `artpipe runs compare`.
struct RunsTests {
  private static let document = """
    {"model": {"plugin": "mlp-gan", "size": 12, "recipe": {"batchSize": 8}}, "dataset": {"kind": "strokes", "count": 40},
      "stages": [{"kind": "train", "steps": 4, "samples": 0, "evaluate": {"samples": 16, "images": 30}}]}
    """

  @Test func runsAreListedAndCompared() throws {
    let scratch = try Scratch()
    try scratch.write(Self.document, to: "one.json")
    try scratch.write(Self.document.replacing("\"size\": 12", with: "\"size\": 14"), to: "a, \"b\".json")
    try #require(try Program.artpipe("run", "one.json", in: scratch.path).status == 0)
    try #require(
      try Program.artpipe("run", "a, \"b\".json", "--output", "runs/a, \"b\"", "--set", "name=ab", in: scratch.path)
        .status == 0)
    try scratch.write("mine", to: "runs/photos/1.txt")

    let list = try Program.artpipe("runs", in: scratch.path)
    #expect(list.status == 0)
    #expect(list.outputLines.count == 3)
    #expect(list.outputLines[0].hasPrefix("run     model    images"))
    #expect(list.outputLines[2].hasPrefix("one     mlp-gan  40 strokes      4  Sliced Wasserstein distance × 1000  "))
    #expect(list.outputLines[2].contains("  done  "))
    #expect(
      list.errors
        == "warning: runs/photos is no run folder: it has neither manifest.json nor a folder 'train'; give the folder that 'artpipe run' named, such as runs/NAME\n"
    )

    let json = try Program.artpipe("runs", "list", "runs", "--json", in: scratch.path)
    let objects = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]])
    #expect(objects.map { $0["folder"] as? String } == ["runs/a, \"b\"", "runs/one"])
    #expect(objects[1]["steps"] as? Int == 4 && objects[1]["state"] as? String == "done")
    let metric = try #require(objects[1]["metric"] as? [String: Any])
    #expect(metric["id"] as? String == "slicedWasserstein" && metric["baseline"] is Double)

    let csv = try Program.artpipe("runs", "--csv", in: scratch.path)
    #expect(csv.outputLines[0].hasPrefix("folder,model,dataset,images,steps,"))
    #expect(csv.outputLines[1].hasPrefix("\"runs/a, \"\"b\"\"\",mlp-gan,strokes,40,4,,slicedWasserstein,"))

    let compared = try Program.artpipe("runs", "compare", "runs/one", "runs/a, \"b\"", in: scratch.path)
    #expect(compared.status == 0)
    #expect(compared.output.contains("Settings that differ\n  model.size  12  14\n\n"))
    #expect(compared.output.contains("The images were not measured in the same way"))
    let table = try Program.artpipe("runs", "compare", "runs/one", "runs/a, \"b\"", "--csv", in: scratch.path)
    #expect(table.outputLines[0] == "kind,name,one,\"a, \"\"b\"\"\"")
    #expect(table.outputLines.contains("setting,model.size,12,14"))
    #expect(table.outputLines.contains { $0.hasPrefix("metric,slicedWasserstein baseline,") })
  }

  /// One file that needs nothing else, and tells of what is damaged.
  @Test func aPageShowsRunsSideBySide() throws {
    let scratch = try Scratch()
    let document = Self.document.replacing("\"samples\": 0,", with: "\"samples\": 4, \"sheetEvery\": 2,")
    try scratch.write(document, to: "<one>.json")
    for (seed, output) in [("1", "runs/<b>one"), ("2", "runs/two")] {
      let run = try Program.artpipe(
        ["run", "<one>.json", "--set", "name=n", "--seed", seed, "--output", output], in: scratch.path)
      try #require(run.status == 0, "\(run.errors)")
    }
    try scratch.write("no sheet", to: "runs/two/train/samples/step-0000002.png")
    let run = try Program.artpipe(
      ["runs", "compare", "runs/<b>one", "runs/two", "--page", "pages/compare.html"], in: scratch.path)
    #expect(run.status == 0)
    #expect(run.errors.hasPrefix("pages/compare.html is written\n"))
    let page = try scratch.text("pages/compare.html")
    #expect(page.contains("<h1 id=\"title\">&lt;b&gt;one, two</h1>"))
    #expect(page.contains("<th scope=\"row\"><code>seed</code></th><td>") && !page.contains("<b>one"))
    #expect(page.matches(of: /id="blob-sheet-[01]-[0-9]+"/).count == 5)
    #expect(page.contains("runs/two/train/samples/step-0000002.png: it is damaged, and left out"))
    #expect(page.contains("Sliced Wasserstein distance") && !page.contains("<!--"))
    // The same runs give the same page.
    _ = try Program.artpipe(
      ["runs", "compare", "runs/<b>one", "runs/two", "--page", "again.html"], in: scratch.path)
    #expect(try scratch.text("again.html") == page)
    let taken = try Program.artpipe(
      ["runs", "compare", "runs/two", "runs/two", "--page", "runs/two/train/page.html"], in: scratch.path)
    #expect(taken.status == 73)
  }

  @Test(arguments: [
    (["runs"], "error: there is no folder runs\n", 66),
    (["runs", "compare", "x", "y"], "error: there is no folder x\n", 66),
    (["runs", "compare", "d.json", "y"], "error: d.json is a file: give the folder of a run\n", 66),
  ])
  func otherPathsAreRefused(arguments: [String], errors: String, status: Int32) throws {
    let scratch = try Scratch()
    try scratch.write("{}", to: "d.json")
    let run = try Program.artpipe(arguments, in: scratch.path)
    #expect(run.errors == errors && run.status == status)
  }

  @Test(arguments: [
    ([["a", "b"], ["1", "2"]], "a,b\n1,2"), ([["a"], ["x,y"]], "a\n\"x,y\""), ([["a"], ["\"q\""]], "a\n\"\"\"q\"\"\""),
    ([["a"], ["two\nlines"]], "a\n\"two\nlines\""), ([["a"], ["\r"]], "a\n\"\r\""),
  ])
  func cellsAreQuotedWhereTheyMustBe(rows: [[String]], text: String) {
    #expect(CSVText.lines(rows[0], Array(rows[1...])) == text)
  }
}
