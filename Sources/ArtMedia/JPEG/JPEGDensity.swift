/// How large a JPEG is on paper, as its JFIF segment tells (ITU-T T.871, section 10.1).
enum JPEGDensity {
  /// Writes it into a whole file that libjpeg made.
  ///
  /// - Throws: ``MediaError`` where the file does not begin with the segment.
  static func set(dotsPerInch: Int, in bytes: inout [UInt8]) throws(MediaError) {
    let start: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16] + Array("JFIF\0".utf8)
    guard bytes.starts(with: start), bytes.count > 18 else {
      throw MediaError(.encodingFailed, "cannot write the density of this image into a JPEG")
    }
    let density = [UInt8(truncatingIfNeeded: dotsPerInch >> 8), UInt8(truncatingIfNeeded: dotsPerInch)]
    // The version's two bytes come first; 1 counts by the inch.
    bytes.replaceSubrange(13..<18, with: [1] + density + density)
  }
}
