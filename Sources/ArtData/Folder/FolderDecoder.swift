import ArtFiles
import ArtMedia
import ArtTensor

/// Decodes files of a folder on several threads, within bounds of memory.
struct FolderDecoder {
  let folder: String
  let formats: ImageFormatRegistry
  /// What all images that are decoded at the same time may take, in bytes; one alone may take four times as much.
  var memory = MemoryBound.decoding

  /// Decodes the files at `paths`, which start from the folder, and hands each image over with its place among them. What
  /// takes the images is called on several threads at once, and must write for each place apart; for a place where it
  /// throws it may be called again.
  ///
  /// - Returns: For each path, why there is no image; nil where there is one. `unavailable` says that the system did not
  ///   give the file, though it was asked twice.
  func decode(
    _ paths: [String], pool: ThreadPool, progress: ReadingProgress? = nil,
    _ take: @Sendable (Int, PixelImage) throws(MediaError) -> Void
  ) -> [MediaError?] {
    progress?.begin(paths.count)
    var errors = [MediaError?](repeating: nil, count: paths.count)
    errors.withUnsafeMutableBufferPointer { errors in
      // Each block writes only its own error.
      nonisolated(unsafe) let errors = errors
      @Sendable func decode(_ index: Int, _ limits: ImageLimits) {
        do throws(MediaError) {
          try take(index, image(paths[index], limits))
          errors[index] = nil
        } catch {
          errors[index] = error
        }
      }
      // Those that are too large to be decoded at the same time as others follow one after another.
      let share = ImageLimits.within(memory: memory / max(1, pool.threads))
      pool.parallel(paths.count) {
        decode($0, share)
        progress?.advance()
      }
      let alone = ImageLimits.within(memory: 4 * memory)
      for index in paths.indices where errors[index]?.code == .tooLarge { decode(index, alone) }
    }
    return errors
  }

  private func image(_ path: String, _ limits: ImageLimits) throws(MediaError) -> PixelImage {
    try SecondTry.image { () throws(MediaError) in
      try ImageDecoder(formats: formats, limits: limits).decode(file: Paths.join(folder, path))
    }
  }
}
