import ArtSettings

/// A file of CIFAR-10's binary version: for each image a byte for its class, then its red, green and blue planes.
enum CIFARBatch {
  /// The height and the width of the images.
  static let side = 32
  static let classCount = 10
  /// The file with the names of the classes, one a line.
  static let classFile = "batches.meta.txt"
  private static let plane = side * side
  /// The bytes of an image and its label.
  static let record = 1 + 3 * plane

  /// Adds the images of a file: `[count, 32, 32, 3]`, and their labels.
  ///
  /// - Throws: ``DatasetError`` where the file is cut short or holds something else.
  static func append(
    _ bytes: [UInt8], name: String, most: Int, pixels: inout [UInt8], labels: inout [Int]
  ) throws(DatasetError) {
    guard !bytes.isEmpty, bytes.count.isMultiple(of: record) else {
      throw DatasetError(
        .damaged, file: name,
        "its \(Counted.text(bytes.count, "byte")) do not divide into images of \(Counted.text(record)) bytes",
        advice: "get it again")
    }
    let count = min(bytes.count / record, most)
    let before = pixels.count
    pixels += [UInt8](repeating: 0, count: count * 3 * plane)
    for image in 0..<count {
      let start = image * record
      guard bytes[start] < classCount else {
        throw DatasetError(
          .damaged, file: name, "image \(Counted.text(image)) is of class \(bytes[start]); there are \(classCount)",
          advice: "is this CIFAR-10's binary version?")
      }
      labels.append(Int(bytes[start]))
      let target = before + image * 3 * plane
      for channel in 0..<3 {
        let source = start + 1 + channel * plane
        for place in 0..<plane { pixels[target + 3 * place + channel] = bytes[source + place] }
      }
    }
  }

  /// The names of the classes; numbers where a file does not have them all.
  static func classNames(_ bytes: [UInt8]?) -> [String] {
    let lines = String(decoding: bytes ?? [], as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
    return lines.count == classCount ? lines : (0..<classCount).map(String.init)
  }
}
