import ArtFiles
import ArtTensor

/// An image of any number of channels, `[height, width, channels]`, that is written and read some rows at a time: in memory
/// where it is small, else in a temporary file.
final class ImagePlane {
  let shape: Shape

  private enum Store {
    case memory(AlignedStorage)
    case file(FileWriter, ScratchFolder)
  }
  private let store: Store

  /// The most numbers that are kept in memory: 256 MiB.
  static let standardMemory = 1 << 26

  init(_ shape: Shape, memory: Int = ImagePlane.standardMemory) throws {
    self.shape = shape
    if shape.count <= memory {
      store = .memory(AlignedStorage(count: shape.count))
    } else {
      let folder = try ScratchFolder()
      store = .file(try FileWriter(folder.folder.file("plane")), folder)
    }
  }

  var rowCount: Int { shape[1] * shape[2] }

  /// Writes rows from one on.
  func write(_ numbers: UnsafeBufferPointer<Float>, fromRow row: Int) throws {
    switch store {
    case .memory(let storage):
      guard let from = numbers.baseAddress else { return }
      (storage.pointer + row * rowCount).update(from: from, count: numbers.count)
    case .file(let file, _):
      try file.write(UnsafeRawBufferPointer(numbers), at: row * rowCount * MemoryLayout<Float>.stride)
    }
  }

  /// Reads as many rows as there is room for, from one on.
  func read(into numbers: UnsafeMutableBufferPointer<Float>, fromRow row: Int) throws {
    switch store {
    case .memory(let storage):
      guard let target = numbers.baseAddress else { return }
      target.update(from: storage.pointer + row * rowCount, count: numbers.count)
    case .file(let file, _):
      let bytes = UnsafeMutableRawBufferPointer(numbers)
      let found = try file.read(into: bytes, at: row * rowCount * MemoryLayout<Float>.stride)
      precondition(found == bytes.count, "rows that were not written")
    }
  }
}

/// Mean and variance of each channel of an image.
struct ImageStatistics {
  let mean: [Float]
  let variance: [Float]

  /// Rows that are read at a time.
  private static let rows = 32

  /// - Parameters:
  ///   - plane: the image.
  ///   - groups: of how many groups of neighbouring channels they are taken.
  init(of plane: ImagePlane, groups: Int, on pool: ThreadPool) throws {
    let (channels, count) = (plane.shape.channels, Double(plane.shape.count / max(groups, 1)))
    let size = channels / groups
    let means = try Self.sums(of: plane, on: pool, around: [Double](repeating: 0, count: channels), squared: false)
      .added(size).map { $0 / count }
    let spread = (0..<channels).map { means[$0 / size] }
    let variances = try Self.sums(of: plane, on: pool, around: spread, squared: true).added(size).map { $0 / count }
    mean = spread.map { Float($0) }
    variance = (0..<channels).map { Float(variances[$0 / size]) }
  }

  /// The sum of each channel's distances to a number, or of their squares, row by row in their order: the same for any
  /// number of threads.
  private static func sums(
    of plane: ImagePlane, on pool: ThreadPool, around centers: [Double], squared: Bool
  ) throws -> [Double] {
    let (height, width, channels) = (plane.shape[0], plane.shape[1], plane.shape[2])
    var sums = [Double](repeating: 0, count: channels)
    let numbers = AlignedStorage(count: min(rows, height) * plane.rowCount)
    for first in stride(from: 0, to: height, by: rows) {
      let count = min(rows, height - first)
      try plane.read(
        into: UnsafeMutableBufferPointer(rebasing: numbers.buffer[..<(count * plane.rowCount)]), fromRow: first)
      var partial = [Double](repeating: 0, count: count * channels)
      partial.withUnsafeMutableBufferPointer { partial in
        // Each row has places of its own.
        pool.parallel(count) { row in
          let (numbers, first) = (numbers.pointer + row * width * channels, row * channels)
          for place in 0..<width {
            for channel in 0..<channels {
              let distance = Double(numbers[place * channels + channel]) - centers[channel]
              partial[first + channel] += squared ? distance * distance : distance
            }
          }
        }
      }
      for index in partial.indices { sums[index % channels] += partial[index] }
    }
    return sums
  }
}

extension [Double] {
  /// The sums of neighbours, so many at a time.
  fileprivate func added(_ size: Int) -> [Double] {
    stride(from: 0, to: count, by: size).map { self[$0..<$0 + size].reduce(0, +) }
  }
}
