import ArtGAN
import ArtSettings

extension PaceRecord {
  /// More than images can differ by, and little enough to be reckoned with.
  private static let mostChange = 1e100

  /// Checks that it can be what was measured of some walks. Only what a run takes from it is looked at.
  ///
  /// - Parameters:
  ///   - walks: How many there are.
  ///   - pieces: The transitions of each.
  /// - Throws: `UnreadableField` that names what is not possible.
  func validate(walks count: Int, pieces: Int, by distance: VisualDistance) throws(UnreadableField) {
    func expect(_ isMet: Bool, _ path: String, _ words: String) throws(UnreadableField) {
      if !isMet { throw UnreadableField(path, words) }
    }
    try expect(format == 1, "format", "expected 1, found \(format)")
    try expect(self.distance == distance, "distance", "expected \(distance.rawValue), found \(self.distance.rawValue)")
    try expect(walks.count == count, "walks", "expected \(Counted.text(count, "walk")), found \(walks.count)")
    for (number, walk) in walks.enumerated() {
      let place = "walks[\(number)].transitions"
      try expect(
        walk.transitions.count == pieces, place,
        "expected \(Counted.text(pieces, "transition")), found \(walk.transitions.count)")
      for (piece, transition) in walk.transitions.enumerated() {
        let place = "\(place)[\(piece)]"
        try expect(
          (0...Self.mostChange).contains(transition.change), "\(place).change",
          "expected a number of at least 0, found \(transition.change)")
        for (name, shares) in [
          ("shareOfChange", transition.shareOfChange), ("shareOfPath", transition.shareOfPath),
        ] {
          let rise = shares.allSatisfy((0...1).contains) && zip(shares, shares.dropFirst()).allSatisfy { $0 <= $1 }
          try expect(rise, "\(place).\(name)", "expected numbers that rise from 0 to 1")
        }
        let (places, values) = (transition.shareOfChange.count, transition.shareOfPath.count)
        try expect(
          places == values && places >= 2, "\(place).shareOfPath",
          "expected \(places) numbers, at least 2, found \(values)")
      }
    }
  }
}
