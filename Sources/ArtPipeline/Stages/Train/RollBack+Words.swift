import ArtGAN
import ArtSettings

extension RollBackLimits {
  init(_ settings: SettingsReader) {
    self.init(
      rateFactor: settings.number(
        "rateFactor", default: 0.5, in: 0.001..<1, "What both learning rates are multiplied by, each time."),
      times: settings.integer(
        "times", default: 3, in: 1...100, "The most returns; the next divergence ends the training."))
  }
}

extension RollBack {
  /// What happened, to stand behind `step 1,800: `.
  ///
  /// - Parameters:
  ///   - number: which return of the training it is, from 1.
  ///   - most: how many there may be.
  func words(number: Int, of most: Int) -> String {
    "\(what) is NaN or infinite; returning to the checkpoint of step \(Counted.text(to)), with learning "
      + "rates × \(rateFactor) (return \(number) of at most \(most))"
  }

  /// All returns of a training in a sentence; nil where there were none.
  static func summary(_ rollBacks: [RollBack]?) -> String? {
    guard let rollBacks, let last = rollBacks.last else { return nil }
    let factor = rollBacks.reduce(1) { $0 * $1.rateFactor }
    let times = rollBacks.count == 1 ? "once" : "\(rollBacks.count) times"
    return "diverged and went back to an earlier checkpoint \(times), the last time from step "
      + "\(Counted.text(last.step)); learning rates ended at \(factor) of what the recipe says"
  }
}
