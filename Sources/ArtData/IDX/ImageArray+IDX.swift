import ArtSettings

/// The images of an IDX file: three dimensions for grey ones, four for colour (the last one 1 or 3), by rows.
extension ImageArray {
  /// - Parameters:
  ///   - isByColumns: Whether the file stores each image column by column, as EMNIST does.
  ///   - most: How many images are wanted, from the start.
  /// - Throws: ``DatasetError`` where the file cannot be read, or holds something else or nothing.
  init(idxFile path: String, isByColumns: Bool, most: Int) throws(DatasetError) {
    let file = try IDXFile(path: path, most: most)
    let sizes = file.dimensions
    let channels = try Self.channels(ofArray: sizes, name: path)
    if isByColumns {
      self.init(
        count: sizes[0], height: sizes[2], width: sizes[1], channels: channels,
        pixels: Self.transposed(file.elements, count: sizes[0], height: sizes[1], width: sizes[2], channels: channels))
    } else {
      self.init(count: sizes[0], height: sizes[1], width: sizes[2], channels: channels, pixels: file.elements)
    }
  }

  /// The channels of the images in an array.
  ///
  /// - Throws: ``DatasetError`` where it holds something else than images, or none.
  static func channels(ofArray sizes: [Int], name path: String) throws(DatasetError) -> Int {
    guard sizes.count == 3 || sizes.count == 4 else {
      throw DatasetError(
        .unsupported, file: path,
        "the file holds an array of \(Counted.text(sizes.count, "dimension")); "
          + "images have 3, or 4 with colour",
        advice: sizes.count == 1 ? "it looks like the labels; give the file of images" : nil)
    }
    let channels = sizes.count == 4 ? sizes[3] : 1
    guard channels == 1 || channels == 3 else {
      throw DatasetError(.unsupported, file: path, "the images have \(channels) channels; 1 or 3 can be read")
    }
    guard sizes[0] > 0, sizes[1] > 0, sizes[2] > 0 else {
      throw DatasetError(.empty, file: path, "the file holds \(IDXFile.words(sizes)): nothing to learn from")
    }
    return channels
  }

  /// Rows made columns in each image.
  private static func transposed(
    _ pixels: [UInt8], count: Int, height: Int, width: Int, channels: Int
  ) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: pixels.count)
    for image in 0..<count {
      let start = image * height * width * channels
      for y in 0..<height {
        for x in 0..<width {
          for channel in 0..<channels {
            result[start + (x * height + y) * channels + channel] =
              pixels[start + (y * width + x) * channels + channel]
          }
        }
      }
    }
    return result
  }
}
