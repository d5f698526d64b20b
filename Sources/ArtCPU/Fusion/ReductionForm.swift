import ArtGraph
import ArtTensor

/// A reduction over neighbouring axes, seen as `[outer, reduced, inner]` → `[outer, inner]`.
struct ReductionForm: Hashable {
  var outer: Int
  var reduced: Int
  var inner: Int

  /// - Parameter axes: neighbours, in rising order; ``Reduce`` splits others.
  init(shape: Shape, axes: [Int]) {
    guard let first = axes.first, let last = axes.last else {
      (outer, reduced, inner) = (shape.count, 1, 1)
      return
    }
    outer = shape.dimensions[..<first].reduce(1, *)
    reduced = shape.dimensions[first...last].reduce(1, *)
    inner = shape.dimensions[(last + 1)...].reduce(1, *)
  }
}
