import ArtSettings

extension SettingsReader {
  /// How many 3×3 convolutions there are at each size, as many numbers as the default has.
  func refinements(default usual: [Int]) -> [Int] {
    let key = "refinements"
    let written = usual.map(String.init).joined(separator: ", ")
    let help = "3×3 convolutions at each size, which change no size. [\(written)] where it is left out."
    guard let counts = integers(key, in: 0...16, help) else { return usual }
    guard counts.count == usual.count else {
      problem(at: key, .outOfRange, "expected a list of \(usual.count) whole numbers, found \(counts.count)")
      return usual
    }
    return counts
  }
}
