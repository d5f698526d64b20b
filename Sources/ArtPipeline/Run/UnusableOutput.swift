/// A file that cannot be what the stage wrote, though the manifest has its hash: a run folder may come from elsewhere, and all
/// in it may have been changed together. It is moved aside, and the stage runs again.
struct UnusableOutput: Error, CustomStringConvertible {
  /// The path from the run folder.
  let file: String
  /// Why, as the end of a sentence: `it has no points`.
  let reason: String

  init(_ file: String, because reason: String) {
    (self.file, self.reason) = (file, reason)
  }

  var description: String { "\(file): \(reason)" }
}
