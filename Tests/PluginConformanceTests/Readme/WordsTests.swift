import Testing

/// Texts for users name ideas as the field does.
@Suite("Words of the texts")
struct WordsTests {
  /// Words that texts once had for what has a usual name, and that name.
  private static let words: [(unusual: String, usual: String)] = [
    ("picture", "image"), ("judge", "evaluation"), ("judging", "evaluation"), ("badness", "score"),
    ("stand-in", "baseline sample"), ("originality", "memorization"), ("came apart", "diverged"),
    ("key point", "keyframe"), ("slope penalty", "gradient penalty"), ("average of the weights", "EMA"),
    ("near cop", "memorization"), ("so-manieth", "n-th"),
  ]

  @Test(
    "Pages and help screens have the field's words",
    arguments: Page.documentation
      + [
        "CHANGELOG.md", "Tests/PipelineIntegrationTests/Snapshots/help.txt", "Assets/Schemas/artmodel.schema.json",
        "Assets/Schemas/pipeline.schema.json",
      ])
  func usual(path: String) throws {
    for (number, line) in try Page(path).text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      for word in Self.words where line.contains(word.unusual) {
        Issue.record("\(path):\(number + 1): '\(word.unusual)' is \(word.usual)")
      }
    }
  }
}
