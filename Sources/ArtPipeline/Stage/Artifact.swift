/// The output of a stage that has run.
public enum Artifact: Sendable {
  case model(ModelArtifact)
  /// Images that are made when they are asked for: of samples, or the frames of a walk.
  case images(ImageStream)
  /// Paths of written files.
  case files([String])
}

/// What a stage gives to the stages after it.
public enum ArtifactKind: String, Hashable, Sendable, CaseIterable {
  /// A trained model.
  case model
  /// Images of chosen latent points.
  case samples
  /// The frames of a walk through latent space.
  case walk
  /// Written files; nothing takes them.
  case files

  /// The kind with its article, for messages.
  public var words: String {
    switch self {
    case .model: "a model"
    case .samples: "samples"
    case .walk: "a walk"
    case .files: "files"
    }
  }

  /// Kinds that a stage accepts, in words: `images`, `a model`.
  static func words(_ kinds: Set<ArtifactKind>) -> String {
    if kinds == [.samples, .walk] { return "images" }
    return allCases.filter(kinds.contains).map(\.words).joined(separator: " or ")
  }
}
