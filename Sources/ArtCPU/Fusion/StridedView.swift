import ArtGraph
import ArtTensor

/// How an index space reads an array: element `i` of the space is at `offset + Σ iₖ·strides[k]`.
struct StridedView: Hashable {
  var offset: Int
  var dimensions: [Int]
  var strides: [Int]

  /// An array of `shape`, broadcast to the index space `space`.
  init(broadcasting shape: Shape, to space: Shape) {
    let missing = space.rank - shape.rank
    let own = shape.strides
    self.init(
      offset: 0, dimensions: space.dimensions,
      strides: space.dimensions.indices.map { axis in
        axis < missing || shape[axis - missing] == 1 ? 0 : own[axis - missing]
      })
  }

  /// The axes of an array of `shape` in another order.
  init(transposing shape: Shape, by permutation: [Int]) {
    let own = shape.strides
    self.init(offset: 0, dimensions: permutation.map { shape[$0] }, strides: permutation.map { own[$0] })
  }

  /// A box out of an array of `shape`.
  init(slicing shape: Shape, starts: [Int], sizes: [Int]) {
    let own = shape.strides
    self.init(offset: zip(starts, own).reduce(0) { $0 + $1.0 * $1.1 }, dimensions: sizes, strides: own)
  }

  /// Drops axes of extent 1 and joins neighbours that one stride describes.
  private init(offset: Int, dimensions: [Int], strides: [Int]) {
    self.offset = offset
    self.dimensions = []
    self.strides = []
    for (dimension, stride) in zip(dimensions, strides) where dimension != 1 {
      if let last = self.strides.last, last == stride * dimension {
        self.dimensions[self.dimensions.count - 1] *= dimension
        self.strides[self.strides.count - 1] = stride
      } else {
        self.dimensions.append(dimension)
        self.strides.append(stride)
      }
    }
  }

  /// The numbers lie one behind the other.
  var isContiguous: Bool { strides.isEmpty || strides == [1] }

  /// One number for the whole space.
  var isUniform: Bool { strides.allSatisfy { $0 == 0 } && !strides.isEmpty }

  /// The length of the vector that repeats over the whole space, if that is what this is.
  var period: Int? { strides == [0, 1] ? dimensions[1] : nil }
}
