import Foundation
import Testing

/// Files of a run that somebody made huge. They take no room, so they are quickly made, and reading them takes for ever.
struct LargeFileTests {
  private static let document = """
    {"name": "r", "model": {"plugin": "mlp-gan", "recipe": {"batchSize": 8}}, "dataset": {"kind": "strokes", "count": 32},
      "stages": [{"kind": "train", "steps": 4, "samples": 4}, "sample", "sheet"]}
    """
  static let files = [
    "train/metrics.jsonl", "train/times.jsonl", "train/checkpoint.safetensors", "sheet.png", "report.html",
    "manifest.json",
  ]

  #if FILE_FAULTS
    private static let hasFaults = true
  #else
    private static let hasFaults = false
  #endif

  /// How often the system was asked to read tells it better than a clock.
  @Test(.enabled(if: hasFaults, "needs a build with -D FILE_FAULTS, as 'make test' makes it"))
  func aHugeFileIsNotRead() throws {
    let scratch = try Scratch()
    try scratch.write(Self.document, to: "r.json")
    let first = try Program.artpipe("run", "r.json", in: scratch.path)
    try #require(first.status == 0, "\(first.errors)")
    let whole = try scratch.results(of: "runs/r")
    for name in Self.files {
      let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: scratch.path(of: "runs/r/\(name)")))
      try handle.truncate(atOffset: 8 << 30)
      try handle.close()
      let trace = scratch.path(of: "trace")
      let run = try Program.artpipe(
        ["run", "r.json"], in: scratch.path, environment: ["ARTPIPE_FILE_TRACE": trace])
      #expect(run.status == 0, "\(name): \(run.errors)")
      let reads = try scratch.text("trace").split(separator: "\n").filter { $0 == "read" }.count
      #expect(reads < 4_000, "\(name)")
      try FileManager.default.removeItem(atPath: trace)
      // What a person put there is kept beside what is made again.
      for file in try FileManager.default.subpathsOfDirectory(atPath: scratch.path(of: "runs/r")) {
        let last = file.split(separator: "/").last ?? ""
        if last.split(separator: ".").last.flatMap({ Int($0) }) != nil || file.contains("train.") {
          try? FileManager.default.removeItem(atPath: scratch.path(of: "runs/r/\(file)"))
        }
      }
      let now = try scratch.results(of: "runs/r")
      #expect(now.keys.sorted() == whole.keys.sorted(), "\(name)")
      for (file, data) in whole { #expect(now[file] == data, "\(name): \(file) differs") }
    }
  }
}
