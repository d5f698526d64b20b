import ArtGraph
import ArtTensor

extension Reshape: ReferenceOperation {
  func reference(_ operands: [ReferenceArray]) -> ReferenceArray {
    ReferenceArray(shape: outputShape, numbers: operands[0].numbers)
  }
}

extension StopGradient: ReferenceOperation {
  func reference(_ operands: [ReferenceArray]) -> ReferenceArray { operands[0] }
}

extension Broadcast: ReferenceOperation {
  func reference(_ operands: [ReferenceArray]) -> ReferenceArray {
    ReferenceArray(shape: outputShape) { operands[0].stretched(to: $0) }
  }
}

extension Transpose: ReferenceOperation {
  func reference(_ operands: [ReferenceArray]) -> ReferenceArray {
    let source = operands[0]
    return ReferenceArray(shape: Shape(permutation.map { source.shape[$0] })) { place in
      var from = place
      for (axis, old) in permutation.enumerated() { from[old] = place[axis] }
      return source[from]
    }
  }
}

extension Slice: ReferenceOperation {
  func reference(_ operands: [ReferenceArray]) -> ReferenceArray {
    ReferenceArray(shape: Shape(sizes)) { place in operands[0][zip(place, starts).map(+)] }
  }
}

extension Pad: ReferenceOperation {
  func reference(_ operands: [ReferenceArray]) -> ReferenceArray {
    let source = operands[0]
    let shape = Shape(source.shape.dimensions.indices.map { before[$0] + source.shape[$0] + after[$0] })
    var result = ReferenceArray(repeating: 0, shape: shape)
    for place in source.shape.places { result[zip(place, before).map(+)] = source[place] }
    return result
  }
}

extension Concatenate: ReferenceOperation {
  func reference(_ operands: [ReferenceArray]) -> ReferenceArray {
    var shape = operands[0].shape
    shape[axis] = operands.reduce(0) { $0 + $1.shape[axis] }
    var result = ReferenceArray(repeating: 0, shape: shape)
    var start = 0
    for operand in operands {
      for place in operand.shape.places {
        var target = place
        target[axis] += start
        result[target] = operand[place]
      }
      start += operand.shape[axis]
    }
    return result
  }
}
