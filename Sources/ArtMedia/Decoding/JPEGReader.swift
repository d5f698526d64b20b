import CImageCodecs

/// One JPEG being read by libjpeg. The bytes it reads from must outlive it.
struct JPEGReader: ~Copyable {
  private let handle: OpaquePointer

  /// Reads the header.
  init(_ bytes: UnsafeBufferPointer<UInt8>) throws(MediaError) {
    let (handle, message) = withMessage { art_jpeg_reader_new(bytes.baseAddress, bytes.count, $0) }
    guard let handle else { throw JPEGReader.damaged(message) }
    self.handle = handle
  }

  deinit {
    art_jpeg_reader_free(handle)
  }

  /// Reads the picture and checks the file up to its end marker.
  func picture(limits: ImageLimits) throws(MediaError) -> PixelImage {
    let width = Int(art_jpeg_reader_width(handle))
    let height = Int(art_jpeg_reader_height(handle))
    let channels = Int(art_jpeg_reader_channels(handle))
    try limits.check(width: width, height: height)
    // Before the pixels: libjpeg forgets the markers when the picture is done.
    let orientation = orientation()
    var outcome: (result: Int32, message: String) = (0, "")
    let pixels = [UInt8](unsafeUninitializedCapacity: width * height * channels) { buffer, count in
      outcome = withMessage { art_jpeg_reader_read(handle, buffer.baseAddress, $0) }
      count = outcome.result != 0 ? width * height * channels : 0
    }
    guard outcome.result != 0 else { throw JPEGReader.damaged(outcome.message) }
    return PixelImage(unchecked: pixels, width: width, height: height, channels: channels)
      .upright(from: orientation)
  }

  /// The comment segments before the picture data, in the file's order.
  func comments() -> [[UInt8]] {
    markers(JPEGReader.commentCode).map { Array($0) }
  }

  private func orientation() -> ExifOrientation {
    let signature: [UInt8] = [0x45, 0x78, 0x69, 0x66, 0, 0]  // "Exif"
    let exif = markers(JPEGReader.applicationCode).first { $0.starts(with: signature) }
    return exif.map { ExifOrientation(tiff: $0.dropFirst(signature.count)) } ?? .upright
  }

  private func markers(_ code: Int32) -> [UnsafeBufferPointer<UInt8>] {
    var found: [UnsafeBufferPointer<UInt8>] = []
    var index: Int32 = 0
    var markerCode: Int32 = 0
    var count = 0
    while let bytes = art_jpeg_reader_marker(handle, index, &markerCode, &count) {
      if markerCode == code { found.append(UnsafeBufferPointer(start: bytes, count: count)) }
      index += 1
    }
    return found
  }

  private static let commentCode: Int32 = 0xFE
  private static let applicationCode: Int32 = 0xE1

  private static func damaged(_ message: String) -> MediaError {
    MediaError(.damaged, "this JPEG is damaged: \(message)")
  }
}
