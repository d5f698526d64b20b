import ArtData
import ArtFiles
import ArtGAN
import ArtPipeline
import ArtSettings
import ArtTestSupport
import Foundation
import MLPGAN
import Testing

/// A document that is not trusted reads below its own folder only, whichever setting names the path.
struct UntrustedTests {
  /// `docs` holds the document, `secret` what it wants to read, and `docs/link` leads there.
  private let folder: ArtTestSupport.TemporaryFolder

  init() throws {
    folder = try ArtTestSupport.TemporaryFolder()
    for name in ["docs/pics", "secret/pics"] {
      try FileManager.default.createDirectory(atPath: folder.path(of: name), withIntermediateDirectories: true)
    }
    for name in ["secret/a.safetensors", "secret/train-images-idx3-ubyte", "secret/pics/a.png", "docs/pics/b.png"] {
      try FilePlace.typed(folder.path(of: name)).write([0, 0, 8, 3])
    }
    for (link, target) in [("docs/link", "../secret"), ("docs/pics/leak.png", "../../secret/pics/a.png")] {
      try FileManager.default.createSymbolicLink(atPath: folder.path(of: link), withDestinationPath: target)
    }
  }

  private static func tools() throws -> Toolbox {
    Toolbox(
      models: try ModelRegistry([MLPGAN()]), datasets: .standard, stages: try StageRegistry(StageRegistry.builtIn))
  }

  private func refusals(_ json: String, allowing paths: [String] = []) throws -> [String] {
    let access = ReadAccess.below([folder.path(of: "docs")] + paths.map(folder.path(of:)))
    let planner = Planner(try Self.tools(), access: access)
    do throws(Problems) {
      _ = try planner.plan(
        SettingValue.parse(json, file: folder.path(of: "docs/doc.json")))
      return []
    } catch {
      for problem in error.problems { #expect(problem.location?.line == 1, "\(problem)") }
      return error.problems.filter { $0.code == .access }.map(\.path)
    }
  }

  /// The document of each setting that is a path, by the setting's place in it.
  private static func documents(_ path: String) throws -> [(json: String, setting: String)] {
    let tools = try tools()
    var found = [
      (#"{"model": "mlp-gan", "dataset": "\#(path)", "stages": ["train"]}"#, "dataset"),
      (#"{"model": "mlp-gan", "dataset": {"path": "\#(path)"}, "stages": ["train"]}"#, "dataset.path"),
      (#"{"model": "mlp-gan", "reference": "\#(path)", "stages": ["train"]}"#, "reference"),
      (
        #"{"model": "mlp-gan", "stages": ["train", {"kind": "evaluate", "features": "\#(path)"}]}"#,
        "stages[1].features"
      ),
      (
        #"{"model": "mlp-gan", "stages": [{"kind": "train", "evaluate": {"features": "\#(path)"}}]}"#,
        "stages[0].evaluate.features"
      ),
    ]
    for kind in tools.datasets.ids {
      for setting in tools.datasets.describe(kind, in: tools.environment) ?? [] where setting.kind == .path {
        let others = setting.key == "path" ? "" : #", "path": "pics""#
        found.append(
          (
            #"{"model": "mlp-gan", "dataset": {"kind": "\#(kind)"\#(others), "\#(setting.key)": "\#(path)"}, "stages": ["train"]}"#,
            "dataset.\(setting.key)"
          ))
      }
    }
    for kind in tools.stages.kinds {
      for setting in tools.stages.describe(kind, in: tools.environment) ?? [] where setting.kind == .path {
        found.append(
          (#"{"stages": [{"kind": "\#(kind)", "\#(setting.key)": "\#(path)"}]}"#, "stages[0].\(setting.key)"))
      }
    }
    return found
  }

  @Test(arguments: ["../secret/a.safetensors", "../secret", "link/a.safetensors", "link", "~/x", "/etc/passwd", "pics"])
  func everyPathIsHeldBelow(path: String) throws {
    let documents = try Self.documents(path)
    #expect(documents.count >= 9)
    for (json, setting) in documents {
      let refused = try refusals(json)
      // A data set's link is found in its folder, whichever setting names it.
      #expect(refused.contains(setting), "\(json): \(refused)")
    }
  }

  @Test func whatIsAllowedIsRead() throws {
    for (json, _) in try Self.documents("../secret/a.safetensors") {
      #expect(try refusals(json, allowing: ["secret"]).filter { $0 != "dataset.path" } == [], "\(json)")
    }
  }

  /// Addresses are names of files that are not there; nothing is fetched.
  @Test(arguments: [
    "http://127.0.0.1:9/x.png", "concat:a|b", "subfile:,,start,0,end,0,,:/etc/passwd", "file:///etc/passwd",
  ])
  func addressesAreNoFiles(path: String) throws {
    for (json, setting) in try Self.documents(path) {
      let error = #expect(throws: Problems.self) {
        try Planner(Self.tools()).plan(SettingValue.parse(json, file: folder.path(of: "docs/doc.json")))
      }
      #expect(error?.problems.contains { $0.path == setting || setting.hasPrefix("dataset") } == true, "\(json)")
    }
  }
}
