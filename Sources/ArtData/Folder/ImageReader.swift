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
  func read(_ paths: [String], pool: ThreadPool) throws(DatasetError) -> Result {
    let size = height * width * channels
    try MemoryBound.check(
      paths.count, ofSize: size, "\(Counted.text(paths.count, "image")) of \(width)×\(height)", name: folder)
    var errors = [MediaError?](repeating: nil, count: paths.count)
    var pixels = [UInt8](repeating: 0, count: paths.count * size)
    pixels.withUnsafeMutableBufferPointer { pixels in
      errors.withUnsafeMutableBufferPointer { errors in
        // Each block writes only its own image and its own error.
        nonisolated(unsafe) let pixels = pixels
        nonisolated(unsafe) let errors = errors
        @Sendable func read(_ index: Int, _ limits: ImageLimits) {
          do throws(MediaError) {
            let fitted = try image(paths[index], limits)
            _ = UnsafeMutableBufferPointer(rebasing: pixels[(index * size)..<((index + 1) * size)])
              .update(fromContentsOf: fitted.pixels)
            errors[index] = nil
          } catch {
            errors[index] = error
          }
        }
        // Those that are too large to be decoded at the same time as others follow one after another.
        let share = ImageLimits.within(memory: memory / max(1, pool.threads))
        pool.parallel(paths.count) { read($0, share) }
        let alone = ImageLimits.within(memory: 4 * memory)
        for index in paths.indices where errors[index]?.code == .tooLarge { read(index, alone) }
      }
    }
    let good = errors.firstIndex { $0 == nil }.map { Paths.join(folder, paths[$0]) }
    if let place = errors.firstIndex(where: { $0?.code == .unavailable }), let error = errors[place],
      !SecondTry.stillReads(good)
    {
      throw DatasetError(.unreadable, file: Paths.join(folder, paths[place]), error.words)
    }
    return collect(paths, pixels, errors)
  }

  private func image(_ path: String, _ limits: ImageLimits) throws(MediaError) -> PixelImage {
    let image = try SecondTry.image { () throws(MediaError) in
      try ImageDecoder(formats: formats, limits: limits).decode(file: Paths.join(folder, path))
    }
    return try fit.fit(image, height: height, width: width, channels: channels)
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
