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
    ReferenceArray(shape: outputShape, numbers: operands[0].stretched(to: outputShape))
  }
}

extension Transpose: ReferenceOperation {
  func reference(_ operands: [ReferenceArray]) -> ReferenceArray {
    let source = operands[0]
    let shape = Shape(permutation.map { source.shape[$0] })
    let strides = permutation.map { source.shape.strides[$0] }
    return ReferenceArray(
      shape: shape, numbers: offsets(shape.dimensions, strides: strides).map { source.numbers[$0] })
  }
}

extension Slice: ReferenceOperation {
  func reference(_ operands: [ReferenceArray]) -> ReferenceArray {
    let source = operands[0]
    return ReferenceArray(
      shape: Shape(sizes),
      numbers: offsets(sizes, strides: source.shape.strides, start: source.shape.offset(starts)).map {
        source.numbers[$0]
      })
  }
}

extension Pad: ReferenceOperation {
  func reference(_ operands: [ReferenceArray]) -> ReferenceArray {
    let source = operands[0]
    let shape = Shape(source.shape.dimensions.indices.map { before[$0] + source.shape[$0] + after[$0] })
    var result = ReferenceArray(repeating: 0, shape: shape)
    result.place(source, at: before)
    return result
  }
}

extension AxisPadding {
  /// The element at a place of a line that the mode makes endless.
  fileprivate func element(at place: Int, of length: Int) -> Int {
    switch mode {
    case .zeros, .replicate:
      return place < 0 ? 0 : place < length ? place : length - 1
    case .reflect:
      // There and back again.
      let period = max(2 * (length - 1), 1)
      let turn = (place % period + period) % period
      return turn < length ? turn : period - turn
    case .circular:
      return (place % length + length) % length
    }
  }
}

/// Calls `body` with the place of every number of padded images, and the place of the number that stands there.
private func forEachPadded(
  _ images: Shape, _ rows: AxisPadding, _ columns: AxisPadding, _ body: (_ padded: Int, _ source: Int) -> Void
) {
  let (height, width, channels) = (images[1], images[2], images[3])
  var padded = 0
  for image in 0..<images[0] {
    for y in -rows.before..<height + rows.after {
      for x in -columns.before..<width + columns.after {
        let row = image * height + rows.element(at: y, of: height)
        let source = (row * width + columns.element(at: x, of: width)) * channels
        for channel in 0..<channels {
          body(padded, source + channel)
          padded += 1
        }
      }
    }
  }
}

extension ImagePadding: ReferenceOperation {
  func reference(_ operands: [ReferenceArray]) -> ReferenceArray {
    let images = operands[0]
    var numbers: [Double] = []
    forEachPadded(images.shape, rows, columns) { _, source in numbers.append(images.numbers[source]) }
    let (height, width) = (images.shape[1] + rows.width, images.shape[2] + columns.width)
    return ReferenceArray(shape: [images.shape[0], height, width, images.shape[3]], numbers: numbers)
  }
}

extension ImageFolding: ReferenceOperation {
  func reference(_ operands: [ReferenceArray]) -> ReferenceArray {
    let padded = operands[0]
    let (height, width) = (padded.shape[1] - rows.width, padded.shape[2] - columns.width)
    var result = ReferenceArray(repeating: 0, shape: [padded.shape[0], height, width, padded.shape[3]])
    forEachPadded(result.shape, rows, columns) { place, source in result.numbers[source] += padded.numbers[place] }
    return result
  }
}

extension Shift: ReferenceOperation {
  func reference(_ operands: [ReferenceArray]) -> ReferenceArray {
    let (images, offsets) = (operands[0], operands[1])
    let (height, width, channels) = (images.shape[1], images.shape[2], images.shape[3])
    var result = ReferenceArray(repeating: 0, shape: images.shape)
    for image in 0..<images.shape[0] {
      let moves = (0..<2).map { axis in
        Int((offsets.numbers[2 * image + axis] + 0.5).rounded(.down)) * (isReversed ? -1 : 1)
      }
      for y in 0..<height {
        for x in 0..<width where (0..<height).contains(y - moves[0]) && (0..<width).contains(x - moves[1]) {
          for channel in 0..<channels {
            let from = ((image * height + y - moves[0]) * width + x - moves[1]) * channels + channel
            result.numbers[((image * height + y) * width + x) * channels + channel] = images.numbers[from]
          }
        }
      }
    }
    return result
  }
}

extension Concatenate: ReferenceOperation {
  func reference(_ operands: [ReferenceArray]) -> ReferenceArray {
    var shape = operands[0].shape
    shape[axis] = operands.reduce(0) { $0 + $1.shape[axis] }
    var result = ReferenceArray(repeating: 0, shape: shape)
    var starts = [Int](repeating: 0, count: shape.rank)
    for operand in operands {
      result.place(operand, at: starts)
      starts[axis] += operand.shape[axis]
    }
    return result
  }
}

extension ReferenceArray {
  /// Writes a smaller array into this one, its first element at the place `starts`.
  fileprivate mutating func place(_ part: ReferenceArray, at starts: [Int]) {
    let targets = offsets(part.shape.dimensions, strides: shape.strides, start: shape.offset(starts))
    for (target, number) in zip(targets, part.numbers) { numbers[target] = number }
  }
}

extension Shape {
  /// The offset of the element at a place along every axis.
  fileprivate func offset(_ place: [Int]) -> Int {
    zip(place, strides).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
