import ArtTensor

/// The number of inputs and outputs that a parameter connects, counted as in Keras's `compute_fans`.
struct Fans: Hashable {
  let fanIn: Double
  let fanOut: Double

  init(_ shape: Shape) {
    switch shape.rank {
    case 0:
      fanIn = 1
      fanOut = 1
    case 1:
      fanIn = Double(shape[0])
      fanOut = Double(shape[0])
    default:
      let area = shape.dimensions.dropLast(2).reduce(1, *)
      fanIn = Double(area * shape[shape.rank - 2])
      fanOut = Double(area * shape[shape.rank - 1])
    }
  }
}
