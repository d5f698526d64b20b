import ArtGraph
import ArtTensor

extension Reduce: ReferenceOperation {
  func reference(_ operands: [ReferenceArray]) -> ReferenceArray {
    let source = operands[0]
    let kept = source.shape.dimensions.indices.filter { !axes.contains($0) }
    var result = ReferenceArray(
      repeating: kind == .sum ? 0 : -.infinity, shape: Shape(kept.map { source.shape[$0] }))
    var strides = [Int](repeating: 0, count: source.shape.rank)
    for (axis, stride) in zip(kept, result.shape.strides) { strides[axis] = stride }
    for (number, target) in zip(source.numbers, offsets(source.shape.dimensions, strides: strides)) {
      result.numbers[target] = kind == .sum ? result.numbers[target] + number : max(result.numbers[target], number)
    }
    return result
  }
}

extension MatMul: ReferenceOperation {
  func reference(_ operands: [ReferenceArray]) -> ReferenceArray {
    let (a, b) = (operands[0], operands[1])
    let (rows, inner) = transposesLeft ? (a.shape[1], a.shape[0]) : (a.shape[0], a.shape[1])
    let columns = b.shape[transposesRight ? 0 : 1]
    var result = ReferenceArray(repeating: 0, shape: [rows, columns])
    for i in 0..<rows {
      for j in 0..<columns {
        for k in 0..<inner {
          let left = a.numbers[transposesLeft ? k * rows + i : i * inner + k]
          let right = b.numbers[transposesRight ? j * inner + k : k * columns + j]
          result.numbers[i * columns + j] += left * right
        }
      }
    }
    return result
  }
}

extension Resample: ReferenceOperation {
  func reference(_ operands: [ReferenceArray]) -> ReferenceArray {
    let source = operands[0]
    var shape = source.shape
    shape[axis] = weights.outputLength
    var result = ReferenceArray(repeating: 0, shape: shape)
    // Rows of one element, one behind the other along the axis, for all places along the other axes.
    var others = shape
    others[axis] = 1
    let targets = offsets(others.dimensions, strides: shape.strides)
    let origins = offsets(others.dimensions, strides: source.shape.strides)
    let step = shape.strides[axis]
    for (target, origin) in zip(targets, origins) {
      for j in 0..<weights.outputLength {
        for (index, weight) in weights.row(j) {
          result.numbers[target + j * step] += Double(weight) * source.numbers[origin + index * step]
        }
      }
    }
    return result
  }
}

extension Gather: ReferenceOperation {
  func reference(_ operands: [ReferenceArray]) -> ReferenceArray {
    let (rows, columns) = (operands[0].shape[0], operands[0].shape[1])
    return ReferenceArray(
      shape: [operands[1].shape[0], columns],
      numbers: operands[1].numbers.flatMap { number in
        (0..<columns).map { column in
          (0..<rows).reduce(0) { number == Double($1) ? operands[0].numbers[$1 * columns + column] : $0 }
        }
      })
  }
}

extension Scatter: ReferenceOperation {
  func reference(_ operands: [ReferenceArray]) -> ReferenceArray {
    let (count, columns) = (operands[0].shape[0], operands[0].shape[1])
    return ReferenceArray(
      shape: [rows, columns],
      numbers: (0..<rows).flatMap { row in
        (0..<columns).map { column in
          (0..<count).reduce(0) {
            operands[1].numbers[$1] == Double(row) ? $0 + operands[0].numbers[$1 * columns + column] : $0
          }
        }
      })
  }
}

extension OneHot: ReferenceOperation {
  func reference(_ operands: [ReferenceArray]) -> ReferenceArray {
    ReferenceArray(
      shape: [operands[0].shape[0], depth],
      numbers: operands[0].numbers.flatMap { number in (0..<depth).map { number == Double($0) ? 1 : 0 } })
  }
}
