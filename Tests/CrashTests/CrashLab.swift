import Foundation
import ProgramTestSupport
import Synchronization
import Testing

/// Runs scenarios with and without disturbances, and compares what is left.
final class CrashLab: Sendable {
  /// Whether the built program knows `ARTPIPE_FILE_FAULT`.
  #if FILE_FAULTS
    static let hasFaults = true
  #else
    static let hasFaults = false
  #endif

  /// A scenario's run that nobody touched.
  struct Untouched: Sendable {
    /// The folder before the run; nil where there was none.
    let before: String?
    let after: FolderContents
    let calls: FileCalls
    let seconds: Double
  }

  private let scratch: Scratch
  private let number = Atomic(0)
  /// How often the program was run.
  private let runs = Atomic(0)

  init() throws {
    scratch = try Scratch()
    try Scenario.prepare(scratch)
  }

  var runCount: Int { runs.load(ordering: .relaxed) }

  func untouched(_ scenario: Scenario) throws -> Untouched {
    let folder = newFolder()
    try makeFolder(folder)
    var before: String?
    if let earlier = scenario.earlier {
      let run = try self.run(scenario, in: folder, settings: earlier)
      try #require(run.status == 0, "\(scenario): \(run.errors)")
      before = newFolder()
      try FileManager.default.copyItem(atPath: path(folder), toPath: path(before ?? ""))
    }
    let trace = path("trace-\(folder)")
    let start = ContinuousClock.now
    let run = try self.run(scenario, in: folder, environment: ["ARTPIPE_FILE_TRACE": trace])
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    try #require(run.status == 0, "\(scenario): \(run.errors)")
    return Untouched(
      before: before, after: contents(folder), calls: try FileCalls(traceFile: trace), seconds: seconds)
  }

  /// Runs a scenario with disturbances, one run each, and then to the end.
  ///
  /// - Parameter mayEnd: Whether the disturbed runs may end in this way; nil for the rule that holds for faults.
  /// - Returns: What is not as it must be; none where all is well.
  func problems(
    _ scenario: Scenario, _ untouched: Untouched, _ disturbances: [Disturbance],
    mayEnd: ((ProgramRun) -> Bool)? = nil
  ) throws -> [String] {
    let folder = newFolder()
    defer { try? FileManager.default.removeItem(atPath: path(folder)) }
    if let before = untouched.before {
      try FileManager.default.copyItem(atPath: path(before), toPath: path(folder))
    } else {
      try makeFolder(folder)
    }
    var problems: [String] = []
    var excused: Set<String> = []
    var steps = contents(folder).steps
    for disturbance in disturbances {
      let run = try self.run(scenario, in: folder, disturbance, of: untouched.seconds)
      if let mayEnd {
        if !mayEnd(run) { problems.append("it ends with \(run.status): \(run.errors.suffix(500))") }
      } else {
        problems += Self.wrongEnd(run, disturbance)
      }
      // Events that could not be written are missing for good, and the manifest goes on saying so.
      if run.errors.contains("goes on without TensorBoard's events") {
        excused.insert("manifest.json differs at .warnings.train")
      }
      // An image that may not be read is left out and named: what follows is another training.
      if run.errors.contains("warning: not used: ") { return problems }
      let now = contents(folder)
      if now.steps < steps, !scenario.rollsBack {
        problems.append("a checkpoint of step \(steps) was there, now one of \(now.steps)")
      }
      steps = now.steps
      if run.status == 0, !disturbance.isKill, !scenario.isTimed {
        // A run does not fail because of its page. Where no call succeeds any more, its temporary file cannot be removed
        // either; the next run does that.
        let hasNoPage = run.errors.contains("the page about the run is not written")
        problems += now.differences(from: untouched.after)
          .filter { !(hasNoPage && $0.hasPrefix(".tmp/")) && !excused.contains($0) }
          .map { "though it ended well, \($0)" }
      }
    }
    let last = try self.run(scenario, in: folder)
    if last.status != 0 { problems.append("the run after it ends with \(last.status): \(last.errors.suffix(300))") }
    let after = contents(folder)
    let differences =
      scenario.isTimed ? try differencesOfTimed(after, scenario, folder) : after.differences(from: untouched.after)
    return problems + differences.filter { !excused.contains($0) }
  }

  private func run(
    _ scenario: Scenario, in folder: String, _ disturbance: Disturbance, of seconds: Double
  ) throws -> ProgramRun {
    switch disturbance {
    case .fault(let text):
      return try run(scenario, in: folder, environment: ["ARTPIPE_FILE_FAULT": text])
    case .script(let text):
      runs.add(1, ordering: .relaxed)
      let command = [text, Program.artpipe] + scenario.arguments(into: "out")
      return try Program.Running("/bin/sh", ["-c"] + command.prefix(1) + ["sh"] + command.dropFirst(), in: path(folder))
        .wait()
    case .kill(let share):
      let running = try start(scenario, in: folder)
      usleep(UInt32(share * seconds * 1e6))
      kill(running.process.processIdentifier, SIGKILL)
      return try running.wait()
    }
  }

  private func run(
    _ scenario: Scenario, in folder: String, settings: [String]? = nil, environment: [String: String] = [:]
  ) throws -> ProgramRun {
    try start(scenario, in: folder, settings: settings, environment: environment).wait()
  }

  /// Starts a run in a folder of its own, whose name no file of the run knows.
  private func start(
    _ scenario: Scenario, in folder: String, settings: [String]? = nil, environment: [String: String] = [:]
  ) throws -> Program.Running {
    runs.add(1, ordering: .relaxed)
    return try Program.Running(
      Program.artpipe, scenario.arguments(into: "out", settings: settings), in: path(folder), environment: environment)
  }

  /// How a run that was disturbed may not end: by a signal that nobody sent, with a status that does not fit, or
  /// without a sentence that names a file: one of the run, or a manifest of a folder above, which is looked for. Of a
  /// document all that is wrong with it is told, each at its place.
  private static func wrongEnd(_ run: ProgramRun, _ disturbance: Disturbance) -> [String] {
    if run.status == 0 || disturbance.isKill && run.status == -SIGKILL { return [] }
    let errors = run.errors.split(separator: "\n").filter { $0.contains("error: ") }
    guard [65, 66, 73].contains(run.status) else { return ["it ends with \(run.status): \(run.errors.suffix(500))"] }
    let isOfDocument = errors.allSatisfy { $0.contains(#/\.json:\d+:\d+: /#) }
    guard errors.count == 1 || errors.count > 1 && isOfDocument,
      errors.allSatisfy({ $0.contains(#/out[:\/]|\.\.\/|\/manifest\.json:/#) })
    else {
      return ["it does not say in one sentence what is wrong: \(run.errors.suffix(500))"]
    }
    return []
  }

  /// A training of minutes is compared with one of the length that it turned out to have.
  private func differencesOfTimed(_ after: FolderContents, _ scenario: Scenario, _ folder: String) throws -> [String] {
    let data = try Data(contentsOf: URL(fileURLWithPath: path("\(folder)/out/manifest.json")))
    let manifest = try JSONSerialization.jsonObject(with: data) as? [String: Any]
    let stage = (manifest?["stages"] as? [[String: Any]])?.first
    guard let training = stage?["training"] as? [String: Any], let steps = training["steps"] as? Int else {
      return ["manifest.json does not tell the training's length"]
    }
    let planned = try training["planned"].map {
      String(decoding: try JSONSerialization.data(withJSONObject: $0), as: UTF8.self)
    }
    let twin = newFolder()
    defer { try? FileManager.default.removeItem(atPath: path(twin)) }
    let settings = ["minutes=null", "steps=\(steps)", "planned=\(planned ?? "null")"].map { "stages.train.\($0)" }
    try makeFolder(twin)
    let run = try self.run(scenario, in: twin, settings: scenario.settings + settings)
    guard run.status == 0 else { return ["its twin of steps ends with \(run.status): \(run.errors)"] }
    let names: Set = ["train/checkpoint.safetensors", "train/metrics.jsonl"]
    return after.numbers(of: names).differences(from: contents(twin).numbers(of: names))
  }

  private func contents(_ folder: String) -> FolderContents { FolderContents(path("\(folder)/out")) }

  private func newFolder() -> String { "run-\(number.add(1, ordering: .relaxed).newValue)" }

  private func makeFolder(_ name: String) throws {
    try FileManager.default.createDirectory(atPath: path(name), withIntermediateDirectories: true)
  }

  private func path(_ name: String) -> String { scratch.path(of: name) }
}
