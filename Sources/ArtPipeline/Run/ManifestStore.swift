import ArtFiles
import ArtSettings
import Foundation
import Synchronization

/// Keeps a run's manifest. What an earlier run knew stays in it until something newer is known.
final class ManifestStore: Sendable {
  let earlier: EarlierRun
  private let folder: RunFolder
  private let stop: StopRequest
  private let observer: PipelineObserver
  private let manifest: Mutex<Manifest>
  private let start = ContinuousClock.now

  /// Reads the manifest of the run before. Where it is damaged, it is moved aside, and told.
  ///
  /// - Throws: ``PipelineError`` where a newer version wrote it; `FileError`.
  init(
    _ plan: Plan, folder: RunFolder, isForced: Bool, stop: StopRequest, observer: @escaping PipelineObserver
  ) throws {
    self.folder = folder
    self.stop = stop
    self.observer = observer
    let found = try Manifest.find(in: folder)
    var before: Manifest?
    if case .manifest(let manifest, let warnings) = found {
      before = manifest
      for warning in warnings { observer(.warning(warning)) }
    }
    earlier = EarlierRun(folder: folder, manifest: before, isForced: isForced)
    manifest = Mutex(
      Manifest(
        format: Manifest.currentFormat, artpipe: ArtPipeVersion.current, name: plan.document.name,
        seed: plan.document.seed, document: plan.document.value.withoutAbsolutePaths, dataset: before?.dataset,
        stages: before?.stages ?? [], loaded: before?.loaded,
        warnings: before?.warnings?.filter { entry in plan.stages.contains { $0.id == entry.key } },
        movedAside: before?.movedAside, pages: before?.pages, began: Date(), seconds: nil))
    if case .damaged(let reason) = found { try moveAside(Manifest.fileName, because: reason) }
  }

  // MARK: Stages

  /// Notes that a stage begins. What is known of the run before is kept until it has come to its end.
  func begin(_ stage: PlannedStage, key: ContentHash, inputs: [String: SettingValue]) throws {
    try change { $0.begin(stage, key: key, inputs: inputs) }
  }

  /// Notes what a stage has done, and then removes what the run before wrote and this one did not.
  ///
  /// - Parameter dataset: The images that are known so far: a run that goes on from here may not load them again.
  func end(
    _ stage: PlannedStage, _ result: StageResult, dataset: Manifest.DatasetRecord?, programs: [Manifest.ProgramRecord],
    seconds: Double
  ) throws {
    let outputs = try result.files.map { try Manifest.FileRecord($0, in: folder) }
    try change { manifest in
      manifest.end(
        stage.id, outputs: outputs, training: result.training, programs: programs, seconds: Self.rounded(seconds))
      if let dataset { manifest.dataset = dataset }
    }
    try clearReplaced(of: stage)
  }

  /// Takes away what a stage that came to its end does not write any more, also where a run ended before it could. What
  /// cannot be taken away does no harm, and is tried again by the next run.
  func clearReplaced(of stage: PlannedStage) throws {
    guard let replaced = manifest.withLock({ $0.stage(stage.id)?.replaced }) else { return }
    var left: [Manifest.FileRecord] = []
    for file in replaced {
      if type(of: stage.stage).isCostly {
        try moveAside(file.file, because: "'\(stage.id)' does not write it any more", of: stage)
      } else {
        do {
          try folder.remove(file.file, ifContentIs: file.sha256, ofBytes: file.bytes)
        } catch {
          left.append(file)
        }
      }
    }
    guard left != replaced else { return }
    try change { [left] in $0.changeStage(stage.id) { $0.replaced = left.isEmpty ? nil : left } }
  }

  /// Notes a file of a stage that came to its end as it is now.
  func renew(_ file: String, of id: String) throws {
    let new = try Manifest.FileRecord(file, in: folder)
    try change { $0.changeStage(id) { $0.outputs = $0.outputs.map { $0.file == file ? new : $0 } } }
  }

  /// Notes the model that a stage took from a file, where that is another than before.
  func noteLoaded(_ hash: ContentHash, by id: String) throws {
    guard manifest.withLock({ $0.loaded?[id] != hash }) else { return }
    try change { $0.loaded = ($0.loaded ?? [:]).merging([id: hash]) { $1 } }
  }

  /// Notes what a stage has warned of in this run.
  func note(_ warnings: StageWarnings, of id: String) throws {
    let records = warnings.records
    guard manifest.withLock({ $0.warnings?[id] != records }) else { return }
    try change { $0.warnings = ($0.warnings ?? [:]).merging([id: records]) { $1 } }
  }

  func interrupt(
    _ id: String, dataset: Manifest.DatasetRecord?, programs: [Manifest.ProgramRecord]
  ) throws {
    try change { manifest in
      if let dataset { manifest.dataset = dataset }
      manifest.changeStage(id) { ($0.status, $0.programs) = (.stopped, programs) }
    }
  }

  func finish(dataset: Manifest.DatasetRecord?) throws {
    try change { manifest in
      if let dataset { manifest.dataset = dataset }
      manifest.seconds = Self.rounded((ContinuousClock.now - start) / .seconds(1))
    }
  }

  /// Notes that an error has ended the run. Where it cannot be noted, the error itself tells enough.
  func fail(_ error: PipelineError) {
    guard error.code != .interrupted else { return }
    try? change { $0.failure = Manifest.FailureRecord(stage: error.stage, code: error.code.rawValue) }
  }

  // MARK: Moving aside

  /// Gives something in the folder another name, and tells. It is recorded first: what is moved can be found again, and
  /// what a record or the stage says that artpipe wrote can be removed.
  ///
  /// - Returns: The new name; nil where there is nothing to move. A link is nothing: what is written takes its place.
  @discardableResult
  func moveAside(_ name: String, because reason: String, of stage: PlannedStage? = nil) throws -> String? {
    guard let kind = try folder.kind(of: name), kind != .link else { return nil }
    let other = try folder.freeName(for: name)
    let known = Set(manifest.withLock { $0.stages.flatMap { $0.outputs + ($0.replaced ?? []) } })
    let record = try Manifest.AsideRecord(
      moving: name, to: other, because: reason, of: stage, known: known, in: folder, stop: stop)
    // The manifest itself makes room before the next is written.
    if name == Manifest.fileName { try folder.rename(name, to: other) }
    try change { $0.movedAside = ($0.movedAside ?? []).filter { $0.movedTo != other } + [record] }
    if name != Manifest.fileName { try folder.rename(name, to: other) }
    observer(
      .warning(
        "\(folder.path(of: name)) is kept as \(other), because \(reason); "
          + "to delete it: artpipe runs clean \(folder.path)"))
    return other
  }

  // MARK: The manifest

  /// Changes the manifest in the folder. Where that fails, nothing has changed: what is noted next must not tell of a stage
  /// what was never written.
  private func change(_ body: (inout Manifest) -> Void) throws {
    try manifest.withLock { manifest in
      var changed = manifest
      body(&changed)
      try changed.write(in: folder)
      manifest = changed
    }
  }

  private static func rounded(_ seconds: Double) -> Double { (seconds * 1000).rounded() / 1000 }
}
