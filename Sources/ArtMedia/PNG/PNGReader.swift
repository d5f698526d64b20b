import CImageCodecs

/// One PNG being read by libpng. The bytes it reads from must outlive it.
struct PNGReader: PixelReader, ~Copyable {
  static let title = "PNG"

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

  var width: Int { Int(art_png_reader_width(handle)) }
  var height: Int { Int(art_png_reader_height(handle)) }
  var channels: Int { Int(art_png_reader_channels(handle)) }

  func read(into pixels: UnsafeMutablePointer<UInt8>?, _ message: UnsafeMutablePointer<CChar>?) -> Bool {
    art_png_reader_read(handle, pixels, message) != 0
  }

  var conversions: ImageConversions {
    var conversions: ImageConversions = []
    if art_png_reader_depth(handle) > 8 { conversions.insert(.depth) }
    if art_png_reader_is_animated(handle) != 0 { conversions.insert(.firstOfMany) }
    return conversions
  }

  /// Known when the pixels were read: the chunk may stand behind them.
  var orientation: ExifOrientation {
    var count = 0
    let exif = art_png_reader_exif(handle, &count).map { UnsafeBufferPointer(start: $0, count: count) }
    return ExifOrientation(exif: exif, xmp: xmp)
  }

  private var xmp: UnsafeRawBufferPointer? {
    for index in 0..<art_png_reader_text_count(handle) {
      guard let key = art_png_reader_text_key(handle, index), String(latin1: key) == "XML:com.adobe.xmp" else {
        continue
      }
      var count = 0
      var isUTF8: Int32 = 0
      return art_png_reader_text(handle, index, &count, &isUTF8).map { UnsafeRawBufferPointer(start: $0, count: count) }
    }
    return nil
  }

  /// Reads the texts of the whole file, without keeping its pixels.
  func texts(limits: ImageLimits) throws(MediaError) -> [String: String] {
    try limits.check(width: width, height: height)
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
