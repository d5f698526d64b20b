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
  /// The images that each file gives, of one size.
  let parts: [ImagePart]
  /// What all images that are decoded at the same time may take, in bytes; one alone may take four times as much.
  var memory = MemoryBound.decoding

  init(folder: String, formats: ImageFormatRegistry, fit: ImageFit, height: Int, width: Int, parts: [ImagePart]) {
    self.folder = folder
    self.formats = formats
    self.fit = fit
    self.height = height
    self.width = width
    self.parts = parts
  }

  /// Takes each file's whole image.
  init(folder: String, formats: ImageFormatRegistry, fit: ImageFit, height: Int, width: Int, channels: Int) {
    self.init(
      folder: folder, formats: formats, fit: fit, height: height, width: width,
      parts: [ImagePart(channels: channels) { _, image in image }])
  }

  struct Result {
    /// The paths of the images that could be used.
    var used: [String]
    var pixels: [UInt8]
    var rejected: [RejectedFile]
  }

  /// Reads the files at `paths`, which start from the folder. The result does not depend on the number of threads.
  ///
  /// - Throws: ``DatasetError`` for images that do not fit into memory, and where the system does not give a file.
  func read(
    _ paths: [String], pool: ThreadPool, progress: ReadingProgress? = nil
  ) throws(DatasetError) -> Result {
    let decoded = try decode(paths, pool: pool, progress: progress)
    let (good, rejected) = (decoded.good, decoded.rejected)
    return Result(used: good.map { paths[$0] }, pixels: decoded.keeping(good), rejected: rejected)
  }

  /// The same, with a place for each file, also for those that cannot be used.
  func decode(
    _ paths: [String], pool: ThreadPool, progress: ReadingProgress? = nil
  ) throws(DatasetError) -> DecodedImages {
    let sizes = parts.map { height * width * $0.channels }
    try MemoryBound.check(
      paths.count, ofSize: sizes.reduce(0, +), "\(Counted.text(paths.count, "image")) of \(width)×\(height)",
      name: folder)
    // Each part's images lie together.
    let starts = sizes.indices.map { paths.count * sizes[..<$0].reduce(0, +) }
    var pixels = [UInt8](repeating: 0, count: paths.count * sizes.reduce(0, +))
    let errors = pixels.withUnsafeMutableBufferPointer { pixels in
      // Each image is written to its own place.
      nonisolated(unsafe) let pixels = pixels
      return FolderDecoder(folder: folder, formats: formats, memory: memory).decode(
        paths, pool: pool, progress: progress
      ) {
        index, image throws(MediaError) in
        for (number, part) in parts.enumerated() {
          let cut = try part.cut(index, image)
          let fitted = try fit.fit(cut, height: height, width: width, channels: part.channels)
          let start = starts[number] + index * sizes[number]
          _ = UnsafeMutableBufferPointer(rebasing: pixels[start..<(start + sizes[number])])
            .update(fromContentsOf: fitted.pixels)
        }
      }
    }
    for case (let path, let error?) in zip(paths, errors) where error.code == .unavailable {
      throw .notGiven(Paths.join(folder, path), error.words)
    }
    return DecodedImages(paths: paths, pixels: pixels, sizes: sizes, errors: errors)
  }
}

/// One of the images that a file gives.
struct ImagePart: Sendable {
  let channels: Int
  /// Takes it out of the file's image, which comes with the file's place among those that are read.
  let cut: @Sendable (Int, PixelImage) throws(MediaError) -> PixelImage
}

/// The images of files, with a place for each file.
struct DecodedImages {
  let paths: [String]
  private var pixels: [UInt8]
  /// Bytes in each part of a file.
  private let sizes: [Int]
  /// Why a file cannot be used; nil where it can.
  let errors: [MediaError?]

  init(paths: [String], pixels: consuming [UInt8], sizes: [Int], errors: [MediaError?]) {
    self.paths = paths
    self.pixels = pixels
    self.sizes = sizes
    self.errors = errors
  }

  /// The places of files that can be used.
  var good: [Int] { paths.indices.filter { errors[$0] == nil } }

  var rejected: [RejectedFile] {
    zip(paths, errors).compactMap { path, error in error.map { RejectedFile(file: path, reason: $0.words) } }
  }

  /// The images of some files, one after the other: those of the first part, moved together.
  consuming func keeping(_ good: [Int]) -> [UInt8] {
    let size = sizes[0]
    if good.count == paths.count, sizes.count == 1 { return pixels }
    pixels.withUnsafeMutableBufferPointer { pixels in
      guard let base = pixels.baseAddress else { return }
      for (place, index) in good.enumerated() where place != index {
        (base + place * size).update(from: base + index * size, count: size)
      }
    }
    pixels.removeLast(pixels.count - good.count * size)
    return pixels
  }

  /// The images of a part of some files, one after the other.
  func part(_ number: Int, of files: [Int]) -> [UInt8] {
    let size = sizes[number]
    let start = paths.count * sizes[..<number].reduce(0, +)
    var kept: [UInt8] = []
    kept.reserveCapacity(files.count * size)
    for file in files { kept += pixels[(start + file * size)..<(start + (file + 1) * size)] }
    return kept
  }
}
