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
  /// What is not as the earlier run left it.
  let damage: [Damage]
  /// The stage's files, where nothing has changed; else nil.
  let unchangedFiles: [String]?

  init(of stage: PlannedStage, _ inputs: StageInputs, _ plan: Plan, _ earlier: EarlierRun) throws {
    let type = type(of: stage.stage)
    self.earlier = earlier
    fingerprints = try stage.fingerprints(inputs, of: plan.document)
    key = stage.key(fingerprints)
    previous = earlier.record(of: stage)
    known = earlier.manifest?.stage(stage.id)
    let isSame = type.isCached && earlier.isSame(previous, key: key)
    damage = isSame || type.isCostly ? try earlier.damage(previous) : []
    unchangedFiles = isSame && damage.isEmpty ? previous?.outputs.map(\.file) : nil
  }

  func cache(moveAside: @escaping @Sendable (String, String) throws -> String?) -> StageCache {
    StageCache(
      fingerprints: fingerprints, key: key, previous: previous, isForced: earlier.isForced,
      damaged: damage.map(\.file), moveAside: moveAside)
  }
}
