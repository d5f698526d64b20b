import ArtFiles

/// What an earlier run left in a run folder, as its manifest tells.
struct EarlierRun: Sendable {
  let folder: RunFolder
  let manifest: Manifest?
  /// Whether every stage is to be run from the start, whatever is there.
  let isForced: Bool

  /// What an earlier run of the same kind of stage left behind, finished or not; the stage decides what it is worth.
  func record(of stage: PlannedStage) -> Manifest.StageRecord? {
    guard !isForced, let record = manifest?.stage(stage.id), record.kind == stage.kind else { return nil }
    return record
  }

  /// Whether the stage came to its end, and depends on the same now.
  func isSame(_ record: Manifest.StageRecord?, key: ContentHash) -> Bool {
    record?.status == .done && record?.key == key
  }

  /// The files of a stage that came to its end which are not as it left them.
  ///
  /// - Parameter isMeant: Whether a file is to be looked at.
  /// - Throws: `FileError` where the system does not let one be read.
  func damage(_ record: Manifest.StageRecord?, where isMeant: (String) -> Bool) throws -> [Damage] {
    guard let record, record.status == .done else { return [] }
    return try record.outputs.filter { isMeant($0.file) }.compactMap { try $0.damage(in: folder) }
  }

  /// Whether any record vouches that an earlier run wrote something of this name.
  func wrote(_ name: String) -> Bool {
    manifest?.stages.contains { stage in
      (stage.outputs + (stage.replaced ?? [])).contains { $0.file == name || $0.file.hasPrefix("\(name)/") }
    } ?? false
  }
}

extension Manifest.StageRecord {
  /// The files and folders in the run folder that its outputs are or lie in, each once.
  var places: [String] {
    Set(outputs.map { String($0.file.prefix { $0 != "/" }) }).sorted()
  }
}

/// A file that is not as a finished stage left it.
struct Damage: Hashable, Sendable {
  enum Kind: String {
    case missing = "it is missing"
    case changed = "it was changed or damaged"
    case link = "it is a link"
    /// A folder or a device.
    case obstacle = "it is no file"
  }

  let file: String
  let kind: Kind

  var words: String { kind.rawValue }
}
