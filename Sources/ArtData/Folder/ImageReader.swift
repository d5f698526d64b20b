import ArtFiles
import ArtMedia
import ArtTensor

/// Decodes and fits the images of a folder on several threads.
struct ImageReader {
  let folder: String
  let decoder: ImageDecoder
  let fit: ImageFit
  let height: Int
  let width: Int
  let channels: Int

  struct Result {
    /// The paths of the images that could be used.
    var used: [String]
    var pixels: [UInt8]
    var rejected: [RejectedFile]
  }

  /// Reads the files at `paths`, which start from the folder. The result does not depend on the number of threads.
  func read(_ paths: [String], pool: ThreadPool) throws(DatasetError) -> Result {
    let size = height * width * channels
    let (total, overflow) = paths.count.multipliedReportingOverflow(by: size)
    guard !overflow, total <= 1 << 36 else {
      throw DatasetError(
        .invalidArgument, file: folder, "\(paths.count) images of \(size) bytes do not fit into memory",
        advice: "set a limit, or ask for smaller images")
    }
    var reasons = [String?](repeating: nil, count: paths.count)
    var pixels = [UInt8](repeating: 0, count: total)
    pixels.withUnsafeMutableBufferPointer { pixels in
      reasons.withUnsafeMutableBufferPointer { reasons in
        // Each block writes only its own image and its own reason.
        nonisolated(unsafe) let pixels = pixels
        nonisolated(unsafe) let reasons = reasons
        pool.parallel(paths.count) { index in
          do throws(MediaError) {
            let image = try decoder.decode(file: Paths.join(folder, paths[index]))
            let fitted = try fit.fit(image, height: height, width: width, channels: channels)
            _ = UnsafeMutableBufferPointer(rebasing: pixels[(index * size)..<((index + 1) * size)])
              .update(fromContentsOf: fitted.pixels)
          } catch {
            reasons[index] = error.reason
          }
        }
      }
    }
    return collect(paths, pixels, reasons)
  }

  private func collect(_ paths: [String], _ pixels: [UInt8], _ reasons: [String?]) -> Result {
    let rejected = zip(paths, reasons).compactMap { path, reason in
      reason.map { RejectedFile(file: path, reason: $0) }
    }
    if rejected.isEmpty { return Result(used: paths, pixels: pixels, rejected: []) }
    let size = height * width * channels
    let good = paths.indices.filter { reasons[$0] == nil }
    var kept: [UInt8] = []
    kept.reserveCapacity(good.count * size)
    for index in good { kept += pixels[(index * size)..<((index + 1) * size)] }
    return Result(used: good.map { paths[$0] }, pixels: kept, rejected: rejected)
  }
}
