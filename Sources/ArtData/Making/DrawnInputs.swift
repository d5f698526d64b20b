import ArtSettings
import ArtTensor

/// Inputs that are made anew each time that they are drawn.
struct DrawnInputs: Sendable {
  /// The inputs before random changes, `[count, height, width, channels]`; nil where these are the set's own images.
  let unchanged: [UInt8]?
  /// What changes them, in this order.
  let makers: [any InputMaker]

  /// Changes one input, each maker with random numbers of its own.
  func change(_ input: InputPixels, key: RandomKey) {
    for maker in makers { maker.change(input, random: key.folded(id: type(of: maker).id)) }
  }

  /// The same with other inputs.
  func with(_ unchanged: [UInt8]?) -> DrawnInputs { DrawnInputs(unchanged: unchanged, makers: makers) }
}

extension RandomKey {
  /// The key of a part that has a name: it follows from the name's FNV-1a hash.
  func folded(id: String) -> RandomKey {
    folded(id.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 })
  }
}
