/// One file being read by a codec in C: what readers of PNG and JPEG have in common.
protocol PixelReader: ~Copyable {
  /// What error messages call the format.
  static var title: String { get }
  var width: Int { get }
  var height: Int { get }
  var channels: Int { get }
  /// How the image is to be turned; asked for when the pixels were read.
  var orientation: ExifOrientation { get }
  /// What becomes of the pixels as they are read.
  var conversions: ImageConversions { get }

  /// Reads `width * height * channels` samples and checks the file to its end; leaves the reason where it fails.
  func read(into pixels: UnsafeMutablePointer<UInt8>?, _ message: UnsafeMutablePointer<CChar>?) -> Bool
}

extension PixelReader where Self: ~Copyable {
  /// Reads the image, upright.
  func image(limits: ImageLimits) throws(MediaError) -> PixelImage {
    // A second header behind the pixels changes what the codec tells, so this is asked once, before they are read.
    let (width, height, channels) = (width, height, channels)
    try limits.check(width: width, height: height)
    let count = width * height * channels
    var outcome = (result: false, message: "")
    let pixels = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      outcome = withMessage { read(into: buffer.baseAddress, $0) }
      initialized = outcome.result ? count : 0
    }
    guard outcome.result else { throw Self.damaged(outcome.message) }
    return PixelImage(unchecked: pixels, width: width, height: height, channels: channels)
      .converted(by: conversions).upright(from: orientation)
  }

  static func damaged(_ message: String) -> MediaError {
    MediaError(.damaged, "this \(title) is damaged: \(message)")
  }
}
