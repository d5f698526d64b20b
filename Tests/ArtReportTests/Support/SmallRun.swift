import ArtCPU
import ArtData
import ArtFiles
import ArtGAN
import ArtPipeline
import ArtSettings
import ArtTestSupport
import Foundation
import MLPGAN
import Testing

@testable import ArtReport

/// A run with all that a report shows. It is made once; each test gets a copy, to damage.
final class SmallRun: Sendable {
  private static let document = """
    {"name": "small", "description": "For Aunt Mary", "seed": 3,
      "model": {"plugin": "mlp-gan", "size": 12, "recipe": {"batchSize": 8}},
      "dataset": {"kind": "strokes", "count": 60},
      "stages": [
        {"kind": "train", "steps": 12, "samples": 4, "sheetEvery": 3,
          "evaluate": {"every": 4, "samples": 20, "images": 30}},
        {"kind": "sample", "count": 4}, "sheet", {"kind": "sheet", "id": "photo", "format": "jpeg"},
        {"kind": "evaluate", "from": "train", "samples": 20, "images": 30}, "preview",
        {"kind": "interpolate", "from": "train", "keyframes": 2, "seconds": 0.2},
        {"kind": "video", "id": "gif", "format": "gif"}, {"kind": "video", "id": "webp", "format": "webp"},
        {"kind": "video", "id": "mp4", "size": 32}
      ]}
    """

  static func tools() throws -> Toolbox {
    Toolbox(
      models: try ModelRegistry([MLPGAN()]), datasets: try DatasetRegistry(DatasetRegistry.builtIn),
      stages: try StageRegistry(StageRegistry.builtIn + [PlaygroundStage.self]))
  }

  private static let original = Result { try SmallRun(running: document) }

  private let scratch: TemporaryFolder
  let folder: RunFolder

  /// A copy of the run.
  convenience init() throws {
    let original = try Self.original.get()
    let scratch = try TemporaryFolder()
    try FileManager.default.copyItem(atPath: original.folder.path, toPath: scratch.path(of: "run"))
    self.init(scratch)
  }

  /// Another run.
  convenience init(running document: String) throws {
    let scratch = try TemporaryFolder()
    let plan = try Planner(Self.tools()).plan(SettingValue.parse(document, file: "small.json"))
    _ = try Runner(plan, in: RunFolder(scratch.path(of: "run")), device: CPUDevice(threads: 2)).run()
    self.init(scratch)
  }

  private init(_ scratch: TemporaryFolder) {
    self.scratch = scratch
    folder = RunFolder(scratch.path(of: "run"))
  }

  func path(_ name: String) -> String { folder.path(of: name) }

  func data(_ name: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path(name))) }

  func write(_ data: Data, to name: String) throws { try data.write(to: URL(fileURLWithPath: path(name))) }

  func change(_ name: String, _ body: (inout Data) throws -> Void) throws {
    var data = try data(name)
    try body(&data)
    try write(data, to: name)
  }

  /// Changes the manifest as JSON.
  func changeManifest(_ body: (inout [String: Any]) throws -> Void) throws {
    try change("manifest.json") { data in
      var manifest = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
      try body(&manifest)
      data = try JSONSerialization.data(withJSONObject: manifest)
    }
  }

  // MARK: Reports

  func page(isShared: Bool = false) throws -> ReportPage {
    ReportPage(try ReportedRun(folder, tools: Self.tools(), isShared: isShared))
  }

  /// The page's data and its text.
  func report(isShared: Bool = false) throws -> (data: ReportData, html: String) {
    let page = try page(isShared: isShared)
    var html = ""
    page.forEachPiece { html += $0 }
    return (page.report, html)
  }

  /// The files that a page holds, by their ids; the first image is `first`.
  static func files(in html: String) -> [String: Data] {
    var found: [String: Data] = [:]
    for part in html.components(separatedBy: "id=\"blob-").dropFirst() {
      let text = part.drop { $0 != ">" }.dropFirst().prefix { $0 != "<" }
      found[String(part.prefix { $0 != "\"" })] = Data(base64Encoded: String(text))
    }
    if let start = html.range(of: "src=\"data:") {
      let text = html[start.upperBound...].drop { $0 != "," }.dropFirst().prefix { $0 != "\"" }
      found["first"] = Data(base64Encoded: String(text))
    }
    return found
  }
}
