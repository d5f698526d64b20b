import ArtSettings
import ArtTensor

/// Draws the images of a set on several threads; each image follows from its own key, so the result is the same
/// for any number of threads, and image 7 is the same in a set of 10 and of 10,000.
enum DrawnSet {
  /// Drawn sets beyond this size are refused, and those that do not fit into what is free: 16 GB.
  private static let largest = 1 << 34

  /// - Parameters:
  ///   - request: Its threads draw, and it is told how many images are done.
  ///   - draw: Draws image `index` with its own key into its bytes.
  static func pixels(
    name: String, count: Int, imageSize: Int, key: RandomKey, _ request: DatasetRequest,
    _ draw: (_ index: Int, _ key: RandomKey, _ bytes: UnsafeMutableBufferPointer<UInt8>) -> Void
  ) throws(DatasetError) -> [UInt8] {
    let (size, overflow) = count.multipliedReportingOverflow(by: imageSize)
    guard !overflow, size <= min(largest, MemoryBound.most) else {
      throw DatasetError(
        .invalidArgument, file: name,
        "\(Counted.text(count)) images of \(Counted.text(imageSize)) bytes do not fit into memory",
        advice: "ask for fewer or smaller ones")
    }
    return [UInt8](unsafeUninitializedCapacity: size) { buffer, initialized in
      buffer.initialize(repeating: 0)
      // Each block writes only its own images' bytes.
      nonisolated(unsafe) let buffer = buffer
      let perBlock = 32
      request.progress?.begin(count)
      request.pool.parallel((count + perBlock - 1) / perBlock) { block in
        for index in (block * perBlock)..<min((block + 1) * perBlock, count) {
          let bytes = UnsafeMutableBufferPointer(
            rebasing: buffer[(index * imageSize)..<((index + 1) * imageSize)])
          draw(index, key.folded(UInt64(index)), bytes)
        }
        request.progress?.advance(by: min(perBlock, count - block * perBlock))
      }
      initialized = size
    }
  }

  /// Classes in random order, each once before any comes again: every class is there even in a small set.
  static func labels(count: Int, classes: Int, key: RandomKey) -> [Int] {
    var labels: [Int] = []
    labels.reserveCapacity(count + classes)
    var round: UInt64 = 0
    while labels.count < count {
      labels += key.folded(round).permutation(count: classes)
      round += 1
    }
    return Array(labels.prefix(count))
  }

  /// The size of drawn images: what is asked for, within reason, or the set's own.
  static func size(
    _ request: DatasetRequest, name: String, side: Int, channels: Int
  ) throws(DatasetError) -> (height: Int, width: Int, channels: Int) {
    let height = request.height ?? request.width ?? side
    let width = request.width ?? request.height ?? side
    let channels = request.channels ?? channels
    guard (1...4096).contains(height), (1...4096).contains(width), [1, 3, 4].contains(channels) else {
      throw DatasetError(
        .invalidArgument, file: name, "cannot draw images of \(height)×\(width) with \(channels) channels",
        advice: "sides go from 1 to 4096, channels are 1, 3 or 4")
    }
    return (height, width, channels)
  }
}
