import ArtGraph
import ArtNN
import ArtSettings
import ArtTensor

/// Rows and columns around images: before and behind.
struct Margins {
  var rows: (Int, Int)
  var columns: (Int, Int)

  init(rows: (Int, Int), columns: (Int, Int)) {
    self.rows = rows
    self.columns = columns
  }

  /// What TensorFlow's padding is for images of a shape.
  init(_ window: Size2D, _ strides: Size2D, _ padding: Padding, of shape: Shape) {
    let rows = padding.widths(input: shape[0], window: window.height, stride: strides.height)
    let columns = padding.widths(input: shape[1], window: window.width, stride: strides.width)
    self.init(rows: (rows.before, rows.after), columns: (columns.before, columns.after))
  }

  var isEmpty: Bool { rows == (0, 0) && columns == (0, 0) }

  fileprivate var list: SettingValue {
    [[SettingValue(rows.0), SettingValue(rows.1)], [SettingValue(columns.0), SettingValue(columns.1)]]
  }
}

extension KerasContext {
  /// Images without some of their rows and columns.
  func cropped(_ images: KerasValue, _ margins: Margins) -> KerasValue {
    guard !margins.isEmpty else { return images }
    let shape = images.shape
    return emit(
      "Cropping2D", [images], ["cropping": margins.list],
      to: [
        shape[0] - margins.rows.0 - margins.rows.1, shape[1] - margins.columns.0 - margins.columns.1, shape[2],
      ])
  }

  /// Images with rows and columns around them that are made of the images' own: Keras only pads with zeros, so that pieces of
  /// the images are joined.
  func padded(_ images: KerasValue, _ margins: Margins, _ mode: PaddingMode) -> KerasValue {
    padded(padded(images, margins.rows, mode, isRows: true), margins.columns, mode, isRows: false)
  }

  private func padded(
    _ images: KerasValue, _ widths: (Int, Int), _ mode: PaddingMode, isRows: Bool
  ) -> KerasValue {
    guard widths != (0, 0) else { return images }
    let length = images.shape[isRows ? 0 : 1]
    // Which piece stands at each place of the longer side.
    let sources = AxisPadding(mode, (before: widths.0, after: widths.1)).sources(length: length)
    // Neighbours that follow each other are one piece.
    var pieces: [Range<Int>] = []
    for source in sources {
      if let last = pieces.last, last.upperBound == source {
        pieces[pieces.count - 1] = last.lowerBound..<source + 1
      } else {
        pieces.append(source..<source + 1)
      }
    }
    let parts = pieces.map { piece in
      let cut = (piece.lowerBound, length - piece.upperBound)
      return cropped(images, isRows ? Margins(rows: cut, columns: (0, 0)) : Margins(rows: (0, 0), columns: cut))
    }
    var shape = images.shape
    shape[isRows ? 0 : 1] = sources.count
    return parts.count == 1 ? parts[0] : emit("Concatenate", parts, ["axis": isRows ? 1 : 2], to: shape)
  }
}
