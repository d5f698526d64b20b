import ArtGAN
import ArtSettings

/// How often a training may go back to its last sound checkpoint, and how much more slowly it learns from there on.
struct RollBackSettings: Hashable, Sendable {
  /// What both learning rates are multiplied by, each time.
  var rateFactor: Double
  /// The most returns in the whole training.
  var times: Int

  init(rateFactor: Double, times: Int) {
    self.rateFactor = rateFactor
    self.times = times
  }

  init(_ settings: SettingsReader) {
    rateFactor = settings.number(
      "rateFactor", default: 0.5, in: 0.001..<1, "What both learning rates are multiplied by, each time.")
    times = settings.integer(
      "times", default: 3, in: 1...100, "The most returns; the next number that is not finite ends the training.")
  }

  /// Whether a training under these settings could have gone back as this one has.
  static func allow(_ rollBacks: [RollBack], by settings: RollBackSettings?) -> Bool {
    guard !rollBacks.isEmpty else { return true }
    guard let settings else { return false }
    return rollBacks.count <= settings.times && rollBacks.allSatisfy { $0.rateFactor == settings.rateFactor }
  }
}
