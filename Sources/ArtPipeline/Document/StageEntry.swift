import ArtSettings

/// One entry of a document's stages: its kind's settings, and those that every stage has.
struct StageEntry {
  /// The settings that every stage has.
  struct Common {
    let kind: String
    let id: String?
    let from: String?

    init(_ reader: SettingsReader) {
      kind = reader.requiredString("kind", "The kind of stage.")
      id = reader.optionalString("id", "A name for this stage and its files; by default its kind.")
      from = reader.optionalString(
        "from", "The id of the stage to take from; by default the nearest one before that gives what is needed.")
    }
  }

  let common: Common
  /// nil where the kind is not known.
  let stage: (any PipelineStage)?
  let path: String
  let location: SourceLocation?

  init(_ reader: SettingsReader, registry: StageRegistry) {
    common = Common(reader)
    path = reader.path
    location = reader.location
    if let id = common.id,
      id.utf8.count > 100 || !id.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0)) })
    {
      reader.problem(at: "id", .outOfRange, "expected at most 100 letters, digits, '-' and '_', found \"\(id)\"")
    }
    if let type = registry[common.kind] {
      stage = type.init(reader)
      return
    }
    stage = nil
    reader.acceptAllKeys()
    if !common.kind.isEmpty {
      let suggestion = Vocabulary.common.meaning(of: common.kind, in: registry.kinds)
      var message = "there is no stage '\(common.kind)'"
      if suggestion == nil { message += "; known stages: \(registry.kinds.joined(separator: ", "))" }
      reader.problem(at: "kind", .unknownName, message, suggestion: suggestion)
    }
  }
}

extension StageEntry {
  /// The id of each stage: the one it gives itself, else its kind, numbered from the second of a kind on.
  static func ids(_ stages: [(id: String?, kind: String)]) -> [String] {
    var taken = Set(stages.compactMap(\.id))
    return stages.map { stage in
      if let id = stage.id { return id }
      let names = [stage.kind] + (2...(stages.count + 1)).map { "\(stage.kind)-\($0)" }
      let id = names.first { !taken.contains($0) } ?? stage.kind
      taken.insert(id)
      return id
    }
  }
}

extension SettingValue {
  /// A document's stages with their ids, each as an object.
  var stageEntries: [(id: String, entry: SettingValue)] {
    let stages = (self["stages"]?.array ?? []).map { $0.string == nil ? $0 : ["kind": $0] }
    return Array(zip(StageEntry.ids(stages.map { ($0["id"]?.string, $0["kind"]?.string ?? "") }), stages))
  }
}
