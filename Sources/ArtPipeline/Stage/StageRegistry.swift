public import ArtSettings

/// The kinds of stages that a program knows. A value: made once and never changed.
public struct StageRegistry: Sendable {
  private let types: [String: any PipelineStage.Type]

  /// The names of all kinds, in the order in which they were given.
  public let kinds: [String]

  /// - Throws: ``PipelineError`` if two kinds have the same name.
  public init(_ types: [any PipelineStage.Type]) throws {
    var known: [String: any PipelineStage.Type] = [:]
    for type in types where known.updateValue(type, forKey: type.kind) != nil {
      throw PipelineError(
        .fault, "two stages are of kind '\(type.kind)'; the program that registers them must give one another name")
    }
    self.types = known
    kinds = types.map { $0.kind }
  }

  /// The kinds that come with the library.
  public static var standard: StageRegistry {
    StageRegistry(types: [:], kinds: []).adding(missing: builtIn)
  }

  /// These kinds and more, but for those whose names are taken already.
  public func adding(missing more: [any PipelineStage.Type]) -> StageRegistry {
    let new = more.filter { self[$0.kind] == nil }
    return StageRegistry(
      types: types.merging(new.map { ($0.kind, $0) }) { first, _ in first }, kinds: kinds + new.map { $0.kind })
  }

  private init(types: [String: any PipelineStage.Type], kinds: [String]) {
    self.types = types
    self.kinds = kinds
  }

  public subscript(kind: String) -> (any PipelineStage.Type)? { types[kind] }

  /// The settings of a kind, those that all stages have first.
  public func describe(_ kind: String, in environment: SettingsEnvironment) -> [SettingDescription]? {
    types[kind].map { type in
      SettingsReader.describe(in: environment) { reader in
        _ = StageEntry.Common(reader)
        _ = type.init(reader)
      }
    }
  }

  /// What a kind takes and gives, in words: `Takes a model or samples, gives a walk.`
  public func summary(of kind: String) -> String? {
    guard let type = types[kind] else { return nil }
    var accepts: Set<ArtifactKind> = []
    _ = SettingsReader.describe { accepts = type.init($0).accepts }
    let takes = accepts.isEmpty ? "" : "takes \(ArtifactKind.words(accepts)), "
    let sentence = "\(takes)gives \(type.output.words)."
    return sentence.prefix(1).uppercased() + sentence.dropFirst()
  }

  /// The kinds that give one of these.
  func kinds(giving wanted: Set<ArtifactKind>) -> [String] {
    kinds.filter { kind in types[kind].map { wanted.contains($0.output) } ?? false }
  }
}
