import ArtFiles
import ArtGraph
import ArtSettings

extension PlannedStage {
  /// What the stage takes from an earlier one, among its fingerprints.
  static let from = "from"

  /// What the stage depends on besides its settings.
  func fingerprints(_ inputs: StageInputs, of document: Document) throws -> [String: SettingValue] {
    var values = try stage.dependencies(inputs)
    values["artpipe"] = SettingValue(ArtPipeVersion.current)
    values["convolutionAlgorithms"] = SettingValue(document.convolutionAlgorithms.rawValue)
    values["seed"] = SettingValue(document.seed)
    // No training begins anew for that; trainings make room themselves.
    if !document.embedsRecipe, !type(of: stage).makesRoom { values["embedRecipe"] = false }
    switch inputs.artifact {
    case .model(let model): values[Self.from] = SettingValue(model.hash.hex)
    case .images(let images): values[Self.from] = images.fingerprint
    case .files, nil: break
    }
    return values
  }

  /// The hash of everything that the stage depends on.
  func key(_ fingerprints: [String: SettingValue]) -> ContentHash {
    var settings = settings
    for key in type(of: stage).settingsWithoutEffect { settings[key] = nil }
    var all: SettingValue = ["kind": SettingValue(kind), "settings": settings]
    var values: SettingValue = [:]
    for (name, value) in fingerprints { values[name] = value }
    all["inputs"] = values
    return SHA256.hash(all.canonicalJSON)
  }
}
