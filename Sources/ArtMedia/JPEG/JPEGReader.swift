import CImageCodecs

/// One JPEG being read by libjpeg. The bytes it reads from must outlive it.
struct JPEGReader: PixelReader, ~Copyable {
  static let title = "JPEG"

  /// Told by the header: libjpeg forgets the markers when the image is done.
  let orientation: ExifOrientation
  private let handle: OpaquePointer

  /// Reads the header.
  init(_ bytes: UnsafeBufferPointer<UInt8>) throws(MediaError) {
    var isUnsupported: Int32 = 0
    let (handle, message) = withMessage { art_jpeg_reader_new(bytes.baseAddress, bytes.count, &isUnsupported, $0) }
    guard let handle else {
      throw isUnsupported != 0 ? MediaError.notRead(Self.title, message) : JPEGReader.damaged(message)
    }
    self.handle = handle
    orientation = JPEGReader.orientation(handle)
  }

  deinit {
    art_jpeg_reader_free(handle)
  }

  var width: Int { Int(art_jpeg_reader_width(handle)) }
  var height: Int { Int(art_jpeg_reader_height(handle)) }
  var channels: Int { Int(art_jpeg_reader_channels(handle)) }

  var conversions: ImageConversions { art_jpeg_reader_is_cmyk(handle) != 0 ? .inks : [] }

  func read(into pixels: UnsafeMutablePointer<UInt8>?, _ message: UnsafeMutablePointer<CChar>?) -> Bool {
    art_jpeg_reader_read(handle, pixels, message) != 0
  }

  /// The comment segments before the image data, in the file's order.
  func comments() -> [[UInt8]] {
    JPEGReader.markers(JPEGReader.commentCode, handle).map { Array($0) }
  }

  private static func orientation(_ handle: OpaquePointer) -> ExifOrientation {
    let signature: [UInt8] = [0x45, 0x78, 0x69, 0x66, 0, 0]  // "Exif"
    let xmpSignature = Array("http://ns.adobe.com/xap/1.0/\0".utf8)
    let markers = markers(applicationCode, handle)
    return ExifOrientation(
      exif: markers.first { $0.starts(with: signature) }?.dropFirst(signature.count),
      xmp: markers.first { $0.starts(with: xmpSignature) }?.dropFirst(xmpSignature.count))
  }

  private static func markers(_ code: Int32, _ handle: OpaquePointer) -> [UnsafeBufferPointer<UInt8>] {
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
}
