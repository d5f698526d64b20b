import Foundation
import Testing

struct PlaygroundTests {
  @Test func aPageIsWrittenByCommandAndByStage() throws {
    let scratch = try Scratch()
    let command = try Program.artpipe(
      "playground", "--model", "digits-fast", "--output", "digits.html", in: scratch.path)
    #expect(command.status == 0 && command.output == "digits.html\n", "\(command.errors)")
    try scratch.write(#"{"stages": [{"kind": "load", "file": "digits-fast"}, "playground"]}"#, to: "d.json")
    let run = try Program.artpipe("run", "d.json", in: scratch.path)
    #expect(run.status == 0, "\(run.errors)")
    #expect(try scratch.data("digits.html") == scratch.data("runs/d/playground.html"))
    #expect(try scratch.text("digits.html").contains("<title>digits-fast · artpipe</title>"))
  }

  @Test func anotherEndingIsRefused() throws {
    let scratch = try Scratch()
    let run = try Program.artpipe("playground", "--model", "digits-fast", "--output", "digits.htm", in: scratch.path)
    #expect(run.status == 65)
    #expect(run.errors == "error: --output digits.htm: expected a name that ends in .html, found \"digits.htm\"\n")
  }
}
