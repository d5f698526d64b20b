import ArtCPU
import ArtData
import ArtEvaluation
import ArtFiles
import ArtGAN
import ArtGraph
import ArtPipeline
import ArtSettings
import ArtTensor
import CPPNArt
import DCGANMNIST
import Foundation
import HybridGAN
import MLPGAN
import RGBArt
import Synchronization

/// A folder that is gone when the test is over.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/artpipe-test-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func path(of name: String) -> String { "\(path)/\(name)" }

  func data(_ name: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path(of: name))) }

  /// All files below the folder but for those that hold times, by their paths from it.
  func files() throws -> [String: Data] {
    var found: [String: Data] = [:]
    for name in FileManager.default.enumerator(atPath: path)?.compactMap({ $0 as? String }) ?? []
    where !name.hasSuffix("times.jsonl") {
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: path(of: name), isDirectory: &isFolder)
      if !isFolder.boolValue { found[name] = try data(name) }
    }
    return found
  }
}

/// Keeps what a pipeline tells.
final class EventLog: Sendable {
  private let lines = Mutex<[String]>([])

  var observer: PipelineObserver {
    { event in
      let line: String? =
        switch event {
        case .began(let stage, _, _, _): "began \(stage)"
        case .ended(let stage, _, _): "ended \(stage)"
        case .unchanged(let stage, _): "unchanged \(stage)"
        case .note(let text): "note: \(text)"
        case .warning(let text): "warning: \(text)"
        case .progress, .samples: nil
        }
      if let line { self.lines.withLock { $0.append(line) } }
    }
  }

  /// What was told since the last call.
  func take() -> [String] {
    lines.withLock { lines in
      defer { lines = [] }
      return lines
    }
  }
}

enum Workbench {
  /// The built-in kinds, and those of the tests.
  static func tools(metrics: [any Metric] = [], stages: [any PipelineStage.Type] = []) throws -> Toolbox {
    Toolbox(
      models: try ModelRegistry([MLPGAN(), DCGANMNIST(), RGBArt(), HybridGAN(), CPPNArt()]),
      datasets: try DatasetRegistry(DatasetRegistry.builtIn + [PlainSource.self]),
      stages: try StageRegistry(
        StageRegistry.builtIn + [NoteStage.self, EndlessStage.self, SeveralStage.self, CostlyStage.self] + stages),
      metrics: try MetricRegistry(MetricRegistry.builtIn + metrics))
  }

  static func plan(_ json: String, set overrides: [String] = [], metrics: [any Metric] = []) throws -> Plan {
    let value = try SettingValue.parse(json, file: "test.json")
    return try Planner(tools(metrics: metrics)).plan(value, overrides: overrides.map(SettingOverride.init))
  }

  static func run(
    _ plan: Plan, in folder: TemporaryFolder, force: Bool = false, stop: StopRequest = StopRequest(),
    threads: Int = 2, observer: @escaping PipelineObserver = { _ in }
  ) throws -> [String] {
    try runner(plan, in: folder, force: force, stop: stop, threads: threads, observer: observer).run()
  }

  static func runner(
    _ plan: Plan, in folder: TemporaryFolder, force: Bool = false, stop: StopRequest = StopRequest(),
    threads: Int = 2, observer: @escaping PipelineObserver = { _ in }
  ) -> Runner {
    Runner(
      plan, in: RunFolder(folder.path), device: CPUDevice(threads: threads), force: force, stop: stop,
      observer: observer)
  }
}
