import Foundation
import Testing

/// Pipelines in YAML, run by the program.
struct YAMLTests {
  private static let yaml = """
    # A comment, for people.
    name: twin
    seed: 7
    model:
      plugin: mlp-gan
      recipe: {batchSize: 8}
    dataset: {kind: strokes, count: 32}   # drawn digits
    stages:
      - {kind: train, steps: 3, samples: 0}
      - {kind: sample, count: &count 6}
      - kind: sheet
        columns: 3
        background: &black '#000'
      - {kind: sheet, id: wide, from: sample, columns: *count, background: *black}
      - {kind: interpolate, from: train, keyframes: 2, frames: 4}
      - kind: video
        file: "no.gif"

    """
  private static let json = """
    {"name": "twin", "seed": 7, "model": {"plugin": "mlp-gan", "recipe": {"batchSize": 8}},
     "dataset": {"kind": "strokes", "count": 32},
     "stages": [{"kind": "train", "steps": 3, "samples": 0}, {"kind": "sample", "count": 6},
       {"kind": "sheet", "columns": 3, "background": "#000"},
       {"kind": "sheet", "id": "wide", "from": "sample", "columns": 6, "background": "#000"},
       {"kind": "interpolate", "from": "train", "keyframes": 2, "frames": 4}, {"kind": "video", "file": "no.gif"}]}
    """

  @Test func aDocumentInYAMLGivesTheBytesOfItsTwinInJSON() throws {
    let scratch = try Scratch()
    for (name, text) in [("a/twin.json", Self.json), ("b/twin.yaml", Self.yaml)] {
      try scratch.write(text, to: name)
      let run = try Program.artpipe("run", name, "--output", name + "-out", in: scratch.path)
      #expect(run.status == 0, "\(run.errors)")
    }
    let (json, yaml) = (try scratch.results(of: "a/twin.json-out"), try scratch.results(of: "b/twin.yaml-out"))
    #expect(Set(json.keys).isSuperset(of: ["train/checkpoint.safetensors", "sheet.png", "wide.png", "no.gif"]))
    #expect(json.keys.sorted() == yaml.keys.sorted())
    for (name, bytes) in json { #expect(bytes == yaml[name], "\(name)") }
  }

  @Test(arguments: [
    ("steps: 3", "steps: yes", "9:26: stages[0].steps: expected a whole number of at least 1, found \"yes\""),
    ("steps: 3", "stpes: 3", "9:19: stages[0]: unknown key 'stpes'; did you mean 'steps'?"),
    ("*count", "*cuont", "14:52: found undefined alias"),
    ("seed: 7", "seed: 7\nseed: 8", "4:1: the key 'seed' is written twice; first on line 3"),
    (
      "seed: 7", "seed: 7\n\tname: x",
      "4:1: while scanning a plain scalar: found a tab character that violates indentation; indent with spaces, not tabs"
    ),
  ])
  func mistakesInYAMLAreExplained(right: String, wrong: String, message: String) throws {
    let scratch = try Scratch()
    try scratch.write(Self.yaml.replacingOccurrences(of: right, with: wrong), to: "d.yaml")
    let run = try Program.artpipe("validate", "d.yaml", in: scratch.path)
    #expect(run.errors == "error: d.yaml:\(message)\n")
    #expect(run.status == 65)
  }
}
