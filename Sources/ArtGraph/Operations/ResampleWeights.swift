/// A sparse linear map from `inputLength` to `outputLength` numbers, row by row: output `j` is the sum of
/// `weights[k] · input[indices[k]]` over `k` in `rowStarts[j] ..< rowStarts[j + 1]`.
package struct ResampleWeights: Hashable, Sendable {
  package let inputLength: Int
  package private(set) var rowStarts: [Int32] = [0]
  package private(set) var indices: [Int32] = []
  package private(set) var weights: [Float] = []

  package var outputLength: Int { rowStarts.count - 1 }

  package init(inputLength: Int, rows: [[(index: Int, weight: Float)]]) {
    self.inputLength = inputLength
    for row in rows {
      for (index, weight) in row {
        indices.append(Int32(index))
        weights.append(weight)
      }
      rowStarts.append(Int32(indices.count))
    }
  }

  /// The row of output `j`.
  package func row(_ j: Int) -> [(index: Int, weight: Float)] {
    (Int(rowStarts[j])..<Int(rowStarts[j + 1])).map { (Int(indices[$0]), weights[$0]) }
  }

  /// The map's transpose, which carries gradients back.
  package var transposed: ResampleWeights {
    var rows = [[(index: Int, weight: Float)]](repeating: [], count: inputLength)
    for j in 0..<outputLength {
      for (index, weight) in row(j) { rows[index].append((j, weight)) }
    }
    return ResampleWeights(inputLength: outputLength, rows: rows)
  }

  /// Means over windows. Elements outside of the array are not counted, unless it wraps: goes on with its other end.
  package static func averaging(
    length: Int, window: Int, stride: Int, padding: Padding, wraps: Bool = false
  ) -> ResampleWeights {
    let before = padding.paddingBefore(input: length, window: window, stride: stride)
    let count = padding.outputLength(input: length, window: window, stride: stride)
    return ResampleWeights(
      inputLength: length,
      rows: (0..<count).map { j in
        let start = j * stride - before
        if wraps { return (start..<start + window).map { (wrapped($0, length), 1 / Float(window)) } }
        let covered = max(start, 0)..<min(start + window, length)
        return covered.map { ($0, 1 / Float(covered.count)) }
      })
  }

  /// Each element `factor` times.
  package static func nearest(length: Int, factor: Int) -> ResampleWeights {
    ResampleWeights(inputLength: length, rows: (0..<length * factor).map { [($0 / factor, 1)] })
  }

  /// Linear interpolation between element centres. The edges are held, unless the array wraps.
  package static func linear(length: Int, factor: Int, wraps: Bool = false) -> ResampleWeights {
    ResampleWeights(
      inputLength: length,
      rows: (0..<length * factor).map { j -> [(index: Int, weight: Float)] in
        let position = (Float(j) + 0.5) / Float(factor) - 0.5
        if wraps {
          let fraction = position - position.rounded(.down)
          let left = Int(position.rounded(.down))
          return [(wrapped(left, length), 1 - fraction), (wrapped(left + 1, length), fraction)]
        }
        let held = max(position, 0)
        let left = min(Int(held), length - 1)
        let right = min(left + 1, length - 1)
        let fraction = held - Float(left)
        guard left < right, fraction > 0 else { return [(left, 1)] }
        return [(left, 1 - fraction), (right, fraction)]
      })
  }

  /// The place of an array that goes on with its other end.
  private static func wrapped(_ place: Int, _ length: Int) -> Int { (place % length + length) % length }
}
