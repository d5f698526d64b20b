import ArtGAN

extension RollBack {
  /// What happened, to stand behind `step 1,800: `.
  ///
  /// - Parameters:
  ///   - number: which return of the training it is, from 1.
  ///   - most: how many there may be.
  func words(number: Int, of most: Int) -> String {
    "\(what) is no longer a finite number; going back to the checkpoint of step \(Counted.text(to)) and on with learning "
      + "rates × \(rateFactor) (return \(number) of at most \(most))"
  }

  /// All returns of a training in a sentence; nil where there were none.
  static func summary(_ rollBacks: [RollBack]?) -> String? {
    guard let rollBacks, let last = rollBacks.last else { return nil }
    let factor = rollBacks.reduce(1) { $0 * $1.rateFactor }
    let times = rollBacks.count == 1 ? "once" : "\(rollBacks.count) times"
    return "went back to a sound checkpoint \(times), the last time from step \(Counted.text(last.step)); learning "
      + "rates ended at \(factor) of what the recipe says"
  }
}
