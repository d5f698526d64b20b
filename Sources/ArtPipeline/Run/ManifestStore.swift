import ArtFiles
import ArtSettings
import Foundation

/// Keeps a run's manifest, beside that of the run before in the same folder.
struct ManifestStore {
  private let folder: RunFolder
  private let isForced: Bool
  private let before: Manifest?
  private var manifest: Manifest
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant

  init(_ plan: Plan, folder: RunFolder, isForced: Bool) {
    self.folder = folder
    self.isForced = isForced
    before = Manifest.read(in: folder)
    start = clock.now
    // What an earlier run knows about stages that still exist is kept until they run again.
    let ids = Set(plan.stages.map(\.id))
    manifest = Manifest(
      artpipe: ArtPipeVersion.current, name: plan.document.name, seed: plan.document.seed,
      document: plan.document.value, dataset: nil, stages: before?.stages.filter { ids.contains($0.id) } ?? [],
      began: Date(), seconds: nil)
  }

  /// The files of a stage, where it ran to its end under the same key and they are all as it left them.
  func filesStillGood(_ id: String, key: ContentHash) -> [String]? {
    guard !isForced, let record = before?.stage(id), record.status == .done, record.key == key else { return nil }
    for output in record.outputs {
      guard let found = try? SHA256.hash(file: folder.path(of: output.file)), found.hash == output.sha256 else {
        return nil
      }
    }
    return record.outputs.map(\.file)
  }

  /// What an earlier run of the same kind of stage left behind, finished or not; the stage decides what it is worth.
  func earlier(_ stage: PlannedStage) -> Manifest.StageRecord? {
    guard !isForced, let record = before?.stage(stage.id), record.kind == stage.kind else { return nil }
    return record
  }

  mutating func begin(_ stage: PlannedStage, key: ContentHash, inputs: [String: SettingValue]) throws {
    set(
      Manifest.StageRecord(
        id: stage.id, kind: stage.kind, status: .running, key: key, inputs: inputs, outputs: [], seconds: nil))
    try write()
  }

  mutating func end(
    _ id: String, _ result: StageResult, programs: [Manifest.ProgramRecord], seconds: Double
  ) throws {
    guard var record = manifest.stage(id) else { return }
    let files = result.files
    record.status = .done
    record.training = result.training
    record.programs = programs
    record.seconds = (seconds * 1000).rounded() / 1000
    record.outputs = try files.map { file in
      let found = try SHA256.hash(file: folder.path(of: file))
      return Manifest.FileRecord(file: file, bytes: found.bytes, sha256: found.hash)
    }
    removeOld(before?.stage(id)?.outputs ?? [], except: Set(files))
    set(record)
    try write()
  }

  /// Takes away what an earlier run of the stage wrote and this one did not.
  private func removeOld(_ outputs: [Manifest.FileRecord], except files: Set<String>) {
    let kept = files.union(manifest.stages.flatMap { $0.outputs.map(\.file) })
    for output in outputs where !kept.contains(output.file) {
      // A file that cannot be taken away does no harm.
      try? folder.remove(output.file)
    }
  }

  mutating func interrupt(_ id: String, programs: [Manifest.ProgramRecord]) throws {
    guard var record = manifest.stage(id) else { return }
    record.status = .stopped
    record.programs = programs
    set(record)
    try write()
  }

  mutating func finish(dataset: Manifest.DatasetRecord?) {
    manifest.dataset = dataset ?? before?.dataset
    manifest.seconds = ((clock.now - start) / .seconds(1) * 1000).rounded() / 1000
  }

  func write() throws { try manifest.write(in: folder) }

  private mutating func set(_ record: Manifest.StageRecord) {
    if let index = manifest.stages.firstIndex(where: { $0.id == record.id }) {
      manifest.stages[index] = record
    } else {
      manifest.stages.append(record)
    }
  }
}

extension Manifest {
  /// What is known of a stage.
  public func stage(_ id: String) -> StageRecord? { stages.first { $0.id == id } }
}
