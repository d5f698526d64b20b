/// What stands around an image where windows look beyond its edges. The names are PyTorch's.
public enum PaddingMode: String, Codable, Hashable, Sendable, CaseIterable {
  /// Zeros.
  case zeros
  /// The image mirrored at its edge, whose own pixels are not repeated: `c b | a b c | b a`.
  case reflect
  /// The edge's pixels again and again: `a a | a b c | c c`.
  case replicate
  /// The image again, as if its opposite edges met: `b c | a b c | a b`.
  case circular

  /// The fewest rows or columns that an image must have to be padded by so many.
  package func shortestSide(paddedBy width: Int) -> Int {
    switch self {
    case .zeros, .replicate: 1
    case .reflect: width + 1
    case .circular: max(width, 1)
    }
  }
}

/// How one axis of images is padded.
package struct AxisPadding: Hashable, Sendable {
  package let mode: PaddingMode
  package let before: Int
  package let after: Int

  package init(_ mode: PaddingMode, _ widths: (before: Int, after: Int)) {
    self.mode = mode
    (before, after) = widths
  }

  package var width: Int { before + after }

  /// The fewest elements that the axis must have.
  package var shortestSide: Int { mode.shortestSide(paddedBy: max(before, after)) }

  /// For each place of the padded axis the element that stands there, where its mode has one for each: not with zeros.
  package func sources(length: Int) -> [Int] {
    (-before..<length + after).map { place in
      switch mode {
      case .zeros, .replicate: min(max(place, 0), length - 1)
      case .reflect: place < 0 ? -place : place < length ? place : 2 * (length - 1) - place
      case .circular: place < 0 ? place + length : place < length ? place : place - length
      }
    }
  }
}
