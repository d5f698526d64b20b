import ArtFiles

/// What a training wrote on its way and that is gone. It is never made again by a training that goes on.
extension TrainingFiles {
  /// The kept checkpoints and sheets of the steps up to one that an earlier run ended with and that are damaged or missing.
  private func lost(_ context: StageContext, upTo step: Int) -> [String] {
    (context.cache?.damaged ?? []).filter { file in
      [Self.copies, Self.sheets].contains { part in
        let place = "\(name)/\(part.folder)/"
        guard file.hasPrefix(place) else { return false }
        return Self.step(of: String(file.dropFirst(place.count)), part).map { $0 <= step } ?? false
      }
    }
  }

  /// Makes the kept checkpoint again that is the training's newest too, where it is gone. One that was changed has been
  /// moved aside.
  func restoreCopy(_ context: StageContext, ofStep step: Int) throws {
    let copy = checkpoint(ofStep: step)
    guard lost(context, upTo: step).contains(copy), try folder.kind(of: copy) == nil else { return }
    try folder.create("\(name)/checkpoints")
    try folder.link(checkpoint, as: copy)
  }

  /// Says what is gone for good, and what can be done.
  func tellLost(_ context: StageContext, upTo step: Int) {
    let files = lost(context, upTo: step).filter { $0 != checkpoint(ofStep: step) }
    guard !files.isEmpty else { return }
    let most = 4
    let more = files.count > most ? " and \(files.count - most) more" : ""
    let what = files.prefix(most).joined(separator: ", ") + more
    context.observer(
      .warning(
        "\(folder.path): \(what): what a training wrote on its way is not made again when it goes on; later stages take "
          + "what is left, and --force trains anew"))
  }
}
