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
  let model, data: ContentHash?
  /// What was found to be other before the work began, each as a sentence.
  let changes: [String]

  /// Whether both files have the same bytes, or, of trainings, hold the same model.
  public var isIdentical: Bool { [.none, .training].contains(difference) }

  /// In words: `identical: …`, or what differs, and why as far as it is known.
  public var words: String {
    switch difference {
    case .none: "identical: \(output) has the same bytes as \(file)"
    case .training:
      "identical: \(output) holds the same model as \(file); what they tell of the training, such as the time it took, "
        + "is other"
    default: "different: \(output) is not \(file) again: \(difference.words); \(reasons.joined(separator: ", and "))"
    }
  }

  /// Why the files may differ.
  private var reasons: [String] {
    var reasons: [String] = []
    if let version = recipe.version, version != ArtPipeVersion.current {
      reasons.append("artpipe \(version) made the old one, and this is \(ArtPipeVersion.current)")
    }
    if let told = recipe.data, let data, told != data { reasons.append("the images to learn from are others") }
    reasons += changes
    if let told = recipe.model, told != model { reasons.append("the model is another") }
    if recipe.model == nil, model != nil {
      reasons.append("the old one does not tell the hash of its model, so that may be another")
    }
    return reasons.isEmpty
      ? ["the libraries that encode images may be of other versions, or the file was changed after it was made"]
      : reasons
  }
}
