import ArtGraph
import ArtTensor

extension Reduce: ReferenceOperation {
  func reference(_ operands: [ReferenceArray]) -> ReferenceArray {
    let source = operands[0]
    let kept = source.shape.dimensions.indices.filter { !axes.contains($0) }
    var result = ReferenceArray(
      repeating: kind == .sum ? 0 : -.infinity, shape: Shape(kept.map { source.shape[$0] }))
    for place in source.shape.places {
      let target = kept.map { place[$0] }
      result[target] = kind == .sum ? result[target] + source[place] : max(result[target], source[place])
    }
    return result
  }
}

extension MatMul: ReferenceOperation {
  func reference(_ operands: [ReferenceArray]) -> ReferenceArray {
    let (a, b) = (operands[0], operands[1])
    let rows = a.shape[transposesLeft ? 1 : 0]
    let inner = a.shape[transposesLeft ? 0 : 1]
    let columns = b.shape[transposesRight ? 0 : 1]
    return ReferenceArray(shape: [rows, columns]) { place in
      (0..<inner).reduce(0) { sum, k in
        sum + a[transposesLeft ? [k, place[0]] : [place[0], k]] * b[transposesRight ? [place[1], k] : [k, place[1]]]
      }
    }
  }
}

extension Resample: ReferenceOperation {
  func reference(_ operands: [ReferenceArray]) -> ReferenceArray {
    let source = operands[0]
    var shape = source.shape
    shape[axis] = weights.outputLength
    return ReferenceArray(shape: shape) { place in
      weights.row(place[axis]).reduce(0) { sum, entry in
        var from = place
        from[axis] = entry.index
        return sum + Double(entry.weight) * source[from]
      }
    }
  }
}

extension OneHot: ReferenceOperation {
  func reference(_ operands: [ReferenceArray]) -> ReferenceArray {
    ReferenceArray(shape: [operands[0].shape[0], depth]) { place in
      operands[0].numbers[place[0]] == Double(place[1]) ? 1 : 0
    }
  }
}
