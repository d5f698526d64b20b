import ArtFiles

/// What came of making a file again.
public struct RerunOutcome: Sendable {
  let file: String
  /// The new file.
  public let output: String
  public let difference: FileDifference
  /// What the old file was made from.
  let recipe: Recipe
  /// What the new one was made from.
  let made: Recipe

  /// Whether both files have the same bytes.
  public var isIdentical: Bool { difference == .none }

  /// In words: `identical: …`, or what differs, and why as far as it is known.
  public var words: String {
    if isIdentical { return "identical: \(output) has the same bytes as \(file)" }
    return "different: \(output) is not \(file) again: \(difference.words); \(reasons.joined(separator: ", and "))"
  }

  /// Why the files may differ.
  private var reasons: [String] {
    var reasons: [String] = []
    if let version = recipe.version, version != ArtPipeVersion.current {
      reasons.append("artpipe \(version) made the old one, and this is \(ArtPipeVersion.current)")
    }
    func differ(_ part: KeyPath<Recipe, ContentHash?>) -> Bool {
      recipe[keyPath: part].map { $0 != made[keyPath: part] } ?? false
    }
    if differ(\.data) { reasons.append("the images to learn from are others") }
    if differ(\.model) { reasons.append("the model is another") }
    if recipe.model == nil, made.model != nil {
      reasons.append("the old one does not tell the hash of its model, so that may be another")
    }
    return reasons.isEmpty
      ? ["the libraries that encode images may be of other versions, or the file was changed after it was made"]
      : reasons
  }
}
