package import ArtTensor

// Images `[batch, height, width, channels]` continued beyond their edges, and the transpose of that. Each is the other's
// gradient, so that the two are closed under differentiation.

/// Rows and columns around images, made of the images' own. Zeros around them are a ``Pad``.
package struct ImagePadding: Operation {
  package let rows: AxisPadding
  package let columns: AxisPadding

  package var name: String { "\(rows.mode.rawValue) padding" }

  package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    try checkImages(inputs[0])
    let (height, width) = (inputs[0][1], inputs[0][2])
    try check(rows, length: height)
    try check(columns, length: width)
    return [inputs[0][0], height + rows.width, width + columns.width, inputs[0][3]]
  }

  package func gradients(_ context: GradientContext) -> [Value?] {
    [context.gradient.applying(ImageFolding(rows: rows, columns: columns))]
  }

  package func keepsRows(ofOperand index: Int, _ inputs: [Shape], result: Shape) -> Bool { true }

  package func simplified(_ inputs: [Value]) -> Value? { unchanged(inputs[0], rows, columns) }
}

/// The transpose of ``ImagePadding``: the rows and columns around images, each added to those that padding made it of.
package struct ImageFolding: Operation {
  package let rows: AxisPadding
  package let columns: AxisPadding

  package var name: String { "\(rows.mode.rawValue) folding" }

  package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    try checkImages(inputs[0])
    let (height, width) = (inputs[0][1] - rows.width, inputs[0][2] - columns.width)
    try check(rows, length: height)
    try check(columns, length: width)
    return [inputs[0][0], height, width, inputs[0][3]]
  }

  package func gradients(_ context: GradientContext) -> [Value?] {
    [context.gradient.applying(ImagePadding(rows: rows, columns: columns))]
  }

  package func keepsRows(ofOperand index: Int, _ inputs: [Shape], result: Shape) -> Bool { true }

  package func simplified(_ inputs: [Value]) -> Value? { unchanged(inputs[0], rows, columns) }
}

private func checkImages(_ shape: Shape) throws(ShapeMismatch) {
  guard shape.rank == 4 else {
    throw ShapeMismatch("expected images [batch, height, width, channels], found \(shape)")
  }
}

private func check(_ padding: AxisPadding, length: Int) throws(ShapeMismatch) {
  guard padding.before >= 0, padding.after >= 0 else {
    throw ShapeMismatch("widths must be at least 0, and are \(padding.before) and \(padding.after)")
  }
  guard length >= padding.shortestSide else {
    throw ShapeMismatch(
      "\(padding.before) before and \(padding.after) after need a side of at least \(padding.shortestSide), found \(length)"
    )
  }
}

private func unchanged(_ images: Value, _ rows: AxisPadding, _ columns: AxisPadding) -> Value? {
  [rows, columns].allSatisfy { $0.before == 0 && $0.after == 0 } && images.shape.rank == 4 ? images : nil
}
