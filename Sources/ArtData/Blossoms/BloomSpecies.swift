/// A kind of flower: what all its blooms have in common, and how far they differ.
struct BloomSpecies: Sendable {
  var name: String
  /// Petals in a row.
  var petals: ClosedRange<Int>
  /// Rows of petals, one on the other.
  var rows: ClosedRange<Int>
  /// How much shorter each row is than the one beneath it.
  var rowStep: Float
  /// The width of a petal, where 1 just touches its neighbours at its widest.
  var width: ClosedRange<Float>
  var widest: ClosedRange<Float>
  var point: ClosedRange<Float>
  var notch: ClosedRange<Float>
  var foot: Float
  /// How irregular petals are: a part of their length and spacing.
  var disorder: Float
  var vein: Float
  var blotch: Float
  var heart: BloomHeart
  /// Colours to choose from.
  var palettes: [BloomPalette]
}

/// Colours that go together, before each bloom varies them.
struct BloomPalette: Sendable {
  /// Petals at the foot, in the middle, at the tip: lightness, chroma, hue in degrees.
  var foot: SIMD3<Float>
  var body: SIMD3<Float>
  var tip: SIMD3<Float>
}

/// The middle of a bloom.
struct BloomHeart: Sendable {
  enum Style: Sendable {
    /// A disc set with florets in a spiral.
    case florets
    /// A button in a ring of stamens.
    case stamens
    /// Long filaments with anthers.
    case filaments
    /// A small eye in a pale star.
    case eye
    /// Nothing: the innermost petals close it.
    case closed
  }

  var style: Style
  /// A part of the bloom's radius.
  var radius: ClosedRange<Float>
  var inner: SIMD3<Float>
  var outer: SIMD3<Float>
}
