import Testing

/// A model that is trained in a moment, for what is made with one.
enum SmallModel {
  static let document = """
    {"name": "small", "model": {"plugin": "mlp-gan", "recipe": {"batchSize": 8}},
      "dataset": {"kind": "strokes", "count": 32}, "stages": [{"kind": "train", "steps": 3, "samples": 0}]}
    """

  /// Trains it in a folder, and gives the checkpoint's path.
  static func train(in scratch: Scratch) throws -> String {
    try scratch.write(document, to: "d.json")
    let run = try Program.artpipe("run", "d.json", in: scratch.path)
    try #require(run.status == 0, "\(run.errors)")
    #expect(run.output == "runs/small/train/checkpoint.safetensors\nruns/small/report.html\n")
    return "runs/small/train/checkpoint.safetensors"
  }
}
