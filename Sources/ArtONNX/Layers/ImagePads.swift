import ArtGraph

/// Rows and columns around images.
struct ImagePads {
  struct Axis {
    var before: Int
    var after: Int
  }

  var rows: Axis
  var columns: Axis

  /// In ONNX's order: above, left, below, right.
  var list: [Int] { [rows.before, columns.before, rows.after, columns.after] }
}

extension ONNXContext {
  /// Images with rows and columns around them.
  func padded(_ images: String, _ pads: ImagePads, _ mode: PaddingMode) -> String {
    guard pads.list.contains(where: { $0 > 0 }) else { return images }
    guard mode != .circular else {
      // Only operator set 19 has an operator for it.
      return circled(circled(images, axis: 2, pads.rows), axis: 3, pads.columns)
    }
    let widths = [0, 0, pads.rows.before, pads.columns.before, 0, 0, pads.rows.after, pads.columns.after]
    let name =
      switch mode {
      case .zeros, .circular: "constant"
      case .reflect: "reflect"
      case .replicate: "edge"
      }
    return emit("Pad", [images, list(widths)], ["mode": .text(name)])
  }

  /// Images without some of their rows and columns.
  func cropped(_ images: String, _ margins: ImagePads) -> String {
    guard margins.list.contains(where: { $0 > 0 }) else { return images }
    func end(_ margin: Int) -> Int { margin == 0 ? .max : -margin }
    return emit(
      "Slice",
      [
        images, list([margins.rows.before, margins.columns.before]),
        list([end(margins.rows.after), end(margins.columns.after)]), list([2, 3]),
      ])
  }

  /// Images that go on at their opposite edges, along one axis.
  private func circled(_ images: String, axis: Int, _ pads: ImagePads.Axis) -> String {
    guard pads.before > 0 || pads.after > 0 else { return images }
    var parts = [images]
    if pads.before > 0 {
      parts.insert(emit("Slice", [images, list([-pads.before]), list([.max]), list([axis])]), at: 0)
    }
    if pads.after > 0 { parts.append(emit("Slice", [images, list([0]), list([pads.after]), list([axis])])) }
    return emit("Concat", parts, ["axis": .integer(axis)])
  }
}
