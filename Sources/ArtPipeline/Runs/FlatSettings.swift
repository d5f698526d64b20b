public import ArtSettings

extension SettingValue {
  /// All settings of a document by their paths, with stages by their ids: `stages.train.steps`. Short forms count as what they
  /// stand for, so that two documents which say the same are the same.
  ///
  /// - Returns: Paths and values in the document's order. Lists of plain values, empty lists and empty objects are values.
  public var flatSettings: [(path: String, value: SettingValue)] {
    var document = self
    if self["stages"] != nil {
      document["stages"] = SettingValue(.object(stageEntries.map { Member($0.id, $0.entry) }))
    }
    return document.flat(at: "", key: "")
  }

  private func flat(at path: String, key: String) -> [(path: String, value: SettingValue)] {
    func inner(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }
    switch content {
    case .object(let members) where !members.isEmpty:
      return members.flatMap { $0.value.flat(at: inner($0.key), key: $0.key) }
    case .array(let values) where values.contains { !($0.members ?? []).isEmpty }:
      return values.enumerated().flatMap { $1.flat(at: inner("\($0)"), key: "") }
    case .string where Document.shorthands[key] != nil:
      return [(inner(Document.shorthands[key] ?? key), self)]
    default:
      return [(path, self)]
    }
  }
}
