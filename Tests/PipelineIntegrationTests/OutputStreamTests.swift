import Foundation
import Testing

/// Standard output that takes nothing, and texts from outside on both streams.
struct OutputStreamTests {
  @Test(arguments: [
    ["models", "list"], ["models", "list", "--json"], ["models", "describe", "mlp-gan"], ["models", "schema"],
    ["stages", "list"], ["stages", "describe", "sheet"], ["datasets", "list"], ["datasets", "describe", "strokes"],
    ["--help"], ["--version"], ["help", "run"], ["run", "--help"],
    ["run", "--dry-run", "Pipelines/quickstart.json"], ["models", "profile", "mlp-gan", "--steps", "1"],
  ])
  func aFullStandardOutputIsAnError(arguments: [String]) throws {
    let run = try Program.find("sh", ["-c", #"exec "$0" "$@" > /dev/full"#, Program.artpipe] + arguments)
    #expect(run.status == 73, "\(arguments)")
    #expect(
      run.errors == "error: standard output: cannot be written: no space left on device\n", "\(arguments)")
  }

  @Test func aReaderThatHasSeenEnoughIsNoError() throws {
    let run = try Program.find(
      "sh", ["-c", #"{ sleep 0.2; "$0" models schema; echo "status $?" >&2; } | true"#, Program.artpipe])
    #expect(run.errors == "status 0\n")
  }

  /// Names that would steer a terminal, end the line or turn its direction.
  @Test func namesFromOutsideAreSpelledOut() throws {
    let scratch = try Scratch()
    let name = "a\u{1B}[2Jb\nerror: c\u{202E}d\u{9B}31m.png"
    try scratch.write("no image", to: "data/one\u{1B}]0;x\u{7}/\(name)")
    try scratch.write(
      #"{"model": "mlp-gan", "dataset": "data", "stages": [{"kind": "train", "steps": 1}]}"#, to: "d.json")
    for arguments in [
      ["run", "d.json"], ["validate", "d.json"], ["run", name], ["sample", "--model", name, "--output", "x.png"],
      ["models", "describe", name], ["run", "d.json", "--set", "\(name)=3"], ["dance\(name)"],
      ["run", "d.json", "--threads", name],
    ] {
      let run = try Program.artpipe(arguments, in: scratch.path)
      #expect(run.status != 0)
      for scalar in ["\u{1B}", "\u{202E}", "\u{9B}", "\u{7}"] as [Unicode.Scalar] {
        #expect(
          !(run.errors + run.output).unicodeScalars.contains(scalar), "\(arguments[0]): U+\(scalar.value)")
      }
    }
    let run = try Program.artpipe("run", name, in: scratch.path)
    #expect(run.errors.contains(#"a\u{1B}[2Jb\nerror: c\u{202E}d\u{9B}31m.png"#), "\(run.errors)")
  }
}
