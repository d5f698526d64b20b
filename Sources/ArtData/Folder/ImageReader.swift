import ArtSettings
import ArtFiles
import ArtMedia
import ArtTensor

/// Decodes and fits the images of a folder on several threads.
struct ImageReader {
  let folder: String
  let formats: ImageFormatRegistry
  let fit: ImageFit
  let height: Int
  let width: Int
  let channels: Int
  /// What all images that are decoded at the same time may take, in bytes; one alone may take four times as much.
  var memory = MemoryBound.decoding

  struct Result {
    /// The paths of the images that could be used.
    var used: [String]
    var pixels: [UInt8]
    var rejected: [RejectedFile]
  }

  /// Reads the files at `paths`, which start from the folder. The result does not depend on the number of threads.
  func read(
    _ paths: [String], pool: ThreadPool, progress: ReadingProgress? = nil
  ) throws(DatasetError) -> Result {
    let size = height * width * channels
    try MemoryBound.check(
      paths.count, ofSize: size, "\(Counted.text(paths.count, "image")) of \(width)×\(height)", name: folder)
    var pixels = [UInt8](repeating: 0, count: paths.count * size)
    let errors = try pixels.withUnsafeMutableBufferPointer { pixels throws(DatasetError) in
      // Each image is written to its own place.
      nonisolated(unsafe) let pixels = pixels
      return try FolderDecoder(folder: folder, formats: formats, memory: memory).decode(
        paths, pool: pool, progress: progress
      ) {
        index, image throws(MediaError) in
        let fitted = try fit.fit(image, height: height, width: width, channels: channels)
        _ = UnsafeMutableBufferPointer(rebasing: pixels[(index * size)..<((index + 1) * size)])
          .update(fromContentsOf: fitted.pixels)
      }
    }
    return collect(paths, pixels, errors)
  }

  /// Moves the images that could be used together.
  private func collect(_ paths: [String], _ pixels: consuming [UInt8], _ errors: [MediaError?]) -> Result {
    let rejected = zip(paths, errors).compactMap { path, error in
      error.map { RejectedFile(file: path, reason: $0.words) }
    }
    if rejected.isEmpty { return Result(used: paths, pixels: pixels, rejected: []) }
    let size = height * width * channels
    let good = paths.indices.filter { errors[$0] == nil }
    pixels.withUnsafeMutableBufferPointer { pixels in
      guard let base = pixels.baseAddress else { return }
      for (place, index) in good.enumerated() where place != index {
        (base + place * size).update(from: base + index * size, count: size)
      }
    }
    pixels.removeLast((paths.count - good.count) * size)
    return Result(used: good.map { paths[$0] }, pixels: pixels, rejected: rejected)
  }
}
