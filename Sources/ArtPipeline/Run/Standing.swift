import ArtFiles
import ArtSettings

/// How a stage stands to its earlier run.
struct Standing: Sendable {
  let earlier: EarlierRun
  /// What the stage depends on besides its settings.
  let fingerprints: [String: SettingValue]
  /// The hash of everything that it depends on.
  let key: ContentHash
  /// The earlier run's record, where it may be used.
  let previous: Manifest.StageRecord?
  /// What is recorded under the stage's id, whether or not it may be used.
  let known: Manifest.StageRecord?
  /// Whether the earlier run came to its end, and depended on the same.
  let isSame: Bool
  /// What is not as the earlier run left it.
  let damage: [Damage]
  /// The stage's files, where nothing has changed but what can be mended; else nil.
  let unchangedFiles: [String]?
  /// The files that are to be mended then.
  let mendedFiles: [String]

  private let id: String

  /// - Parameter inputs: What the stage takes. Where what it takes from an earlier stage is not there yet, that is assumed to
  ///   be the same as before.
  init(of stage: PlannedStage, _ inputs: StageInputs, _ plan: Plan, _ earlier: EarlierRun) throws {
    let type = type(of: stage.stage)
    self.earlier = earlier
    id = stage.id
    var fingerprints = try stage.fingerprints(inputs, of: plan.document)
    if stage.input != nil, inputs.artifact == nil {
      fingerprints[PlannedStage.from] = earlier.record(of: stage)?.inputs[PlannedStage.from]
    }
    self.fingerprints = fingerprints
    key = stage.key(fingerprints)
    previous = earlier.record(of: stage)
    known = earlier.manifest?.stage(stage.id)
    isSame = stage.stage.isCached && earlier.isSame(previous, key: key)
    let isRead = isSame || type.isCostly
    let names = stage.stage.outputNames(id: stage.id)
    // What is not written over needs no look.
    damage = try earlier.damage(previous) { file in
      isRead || names.contains { file == $0 || file.hasPrefix("\($0)/") }
    }
    let isMended = damage.allSatisfy { $0.kind == .changed && stage.stage.mends($0.file, id: stage.id) }
    unchangedFiles = isSame && isMended ? previous?.outputs.map(\.file) : nil
    mendedFiles = unchangedFiles == nil ? [] : damage.map(\.file)
  }

  /// What the stage writes under one of its names: by the earlier run's record, where there is one.
  func kind(of name: String) -> FileInfo.Kind {
    let files = known?.outputs.map(\.file) ?? []
    if files.contains(name) { return .file }
    return name == id || files.contains { $0.hasPrefix("\(name)/") } ? .folder : .file
  }

  func cache(moveAside: @escaping @Sendable (String, String) throws -> String?) -> StageCache {
    StageCache(
      fingerprints: fingerprints, key: key, previous: previous, isForced: earlier.isForced,
      damaged: damage.map(\.file), moveAside: moveAside)
  }
}
