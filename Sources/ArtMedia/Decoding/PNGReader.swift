import CImageCodecs

/// One PNG being read by libpng. The bytes it reads from must outlive it.
struct PNGReader: ~Copyable {
  private let handle: OpaquePointer

  /// Reads the header.
  init(_ bytes: UnsafeBufferPointer<UInt8>) throws(MediaError) {
    let (handle, message) = withMessage { art_png_reader_new(bytes.baseAddress, bytes.count, $0) }
    guard let handle else { throw PNGReader.damaged(message) }
    self.handle = handle
  }

  deinit {
    art_png_reader_free(handle)
  }

  /// Reads the picture and checks the file to its end.
  func picture(limits: ImageLimits) throws(MediaError) -> PixelImage {
    let width = Int(art_png_reader_width(handle))
    let height = Int(art_png_reader_height(handle))
    let channels = Int(art_png_reader_channels(handle))
    try limits.check(width: width, height: height)
    var outcome: (result: Int32, message: String) = (0, "")
    let pixels = [UInt8](unsafeUninitializedCapacity: width * height * channels) { buffer, count in
      outcome = withMessage { art_png_reader_read(handle, buffer.baseAddress, $0) }
      count = outcome.result != 0 ? width * height * channels : 0
    }
    guard outcome.result != 0 else { throw PNGReader.damaged(outcome.message) }
    let picture = PixelImage(unchecked: pixels, width: width, height: height, channels: channels)
    var exifCount = 0
    guard let exif = art_png_reader_exif(handle, &exifCount) else { return picture }
    return picture.upright(from: ExifOrientation(tiff: UnsafeBufferPointer(start: exif, count: exifCount)))
  }

  /// Reads the texts of the whole file, without keeping its pixels.
  func texts(limits: ImageLimits) throws(MediaError) -> [String: String] {
    try limits.check(width: Int(art_png_reader_width(handle)), height: Int(art_png_reader_height(handle)))
    let (result, message) = withMessage { art_png_reader_skip(handle, $0) }
    guard result != 0 else { throw PNGReader.damaged(message) }
    var texts: [String: String] = [:]
    for index in 0..<art_png_reader_text_count(handle) {
      var count = 0
      var isUTF8: Int32 = 0
      guard let key = art_png_reader_text_key(handle, index),
        let text = art_png_reader_text(handle, index, &count, &isUTF8)
      else { continue }
      let bytes = UnsafeRawBufferPointer(start: text, count: count)
      texts[String(latin1: key)] = isUTF8 != 0 ? String(decoding: bytes, as: UTF8.self) : String(latin1: bytes)
    }
    return texts
  }

  private static func damaged(_ message: String) -> MediaError {
    MediaError(.damaged, "this PNG is damaged: \(message)")
  }
}

extension String {
  /// Text in ISO 8859-1, whose bytes are Unicode's first 256 characters.
  fileprivate init(latin1 bytes: some Sequence<UInt8>) {
    self.init(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }

  fileprivate init(latin1 text: UnsafePointer<CChar>) {
    var scalars = String.UnicodeScalarView()
    var place = text
    while place.pointee != 0 {
      scalars.append(Unicode.Scalar(UInt8(bitPattern: place.pointee)))
      place += 1
    }
    self.init(scalars)
  }
}
