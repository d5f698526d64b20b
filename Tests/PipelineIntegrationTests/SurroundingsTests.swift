import Foundation
import Testing

/// Where and how the program is run changes no byte of its results.
struct SurroundingsTests {
  private static let model = """
    {"id": "dot", "summary": "a dot", "size": 4, "latentSize": 3,
     "generator": [{"kind": "dense", "units": 16}, {"kind": "reshape", "shape": [4, 4, 1]}, "tanh"],
     "discriminator": ["flatten", {"kind": "dense", "units": 1}]}

    """
  private static let document = """
    {"name": "dots", "description": "grün", "seed": 7, "model": {"plugin": "dot", "recipe": {"batchSize": 4}},
      "dataset": {"kind": "strokes", "count": 8},
      "stages": [{"kind": "train", "steps": 2, "samples": 4}, {"kind": "sample", "count": 4}, "sheet"]}

    """

  private static func results(
    _ environment: [String] = [], change: (String) -> Data = { Data($0.utf8) }
  ) throws -> [String: Data] {
    let scratch = try Scratch()
    try scratch.write(change(model), to: "dot.artmodel.json")
    try scratch.write(change(document), to: "d.json")
    let arguments = environment + [Program.artpipe, "run", "d.json", "--plugin-path", "dot.artmodel.json"]
    let run = try Program.find("env", arguments, in: scratch.path)
    try #require(run.status == 0, "\(run.errors)")
    return try scratch.results(of: "runs/dots")
  }

  @Test func resultsAreTheSameBytes() throws {
    let expected = try Self.results()
    #expect(expected.keys.contains("sheet.png") && expected.keys.contains("train/checkpoint.safetensors"))
    func crlf(_ text: String) -> Data { Data(text.replacing("\n", with: "\r\n").utf8) }
    let others = [
      "line ends of Windows": try Self.results(change: crlf),
      "a byte order mark": try Self.results { Data([0xEF, 0xBB, 0xBF]) + Data($0.utf8) },
      "both": try Self.results { Data([0xEF, 0xBB, 0xBF]) + crlf($0) },
      "German numbers": try Self.results(["LC_ALL=de_DE.UTF-8", "LANG=de_DE.UTF-8", "LC_NUMERIC=de_DE.UTF-8"]),
      "plain C": try Self.results(["LC_ALL=C"]),
      "no home": try Self.results(["-u", "HOME", "-u", "XDG_CONFIG_HOME"]),
      "an empty home": try Self.results(["HOME="]),
      "no terminal and nothing else": try Self.results(["-i"]),
    ]
    for (name, found) in others { #expect(found == expected, "\(name)") }
  }
}
