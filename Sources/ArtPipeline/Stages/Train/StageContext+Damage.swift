import ArtFiles

extension StageContext {
  /// What an error says of a file in the run folder, as a reason: `it is damaged: …`.
  func reason(_ error: any Error, _ name: String) -> String {
    let (text, start) = ("\(error)", "\(self.folder.path(of: name)): ")
    guard text.hasPrefix(start) else { return "it cannot be used: \(text)" }
    let words = String(text.dropFirst(start.count))
    return ["is ", "was ", "ends ", "holds ", "does "].contains(where: words.hasPrefix) ? "it \(words)" : words
  }
}
