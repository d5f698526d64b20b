import Synchronization

/// What a stage has warned of in a run, for the manifest.
final class StageWarnings: Sendable {
  private let list = Mutex<[Manifest.WarningRecord]>([])

  /// All that was told, each once, in the order in which it was first told.
  var records: [Manifest.WarningRecord] { list.withLock(\.self) }

  func add(_ record: Manifest.WarningRecord) {
    list.withLock { if !$0.contains(record) { $0.append(record) } }
  }
}
