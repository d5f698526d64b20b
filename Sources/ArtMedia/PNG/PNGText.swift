import CImageCodecs

/// A keyword and its text, as they stand in a PNG file.
struct PNGText {
  /// Latin-1, ending with 0.
  private let key: [UInt8]
  /// Latin-1 or UTF-8, ending with 0.
  private let text: [UInt8]
  private let isUTF8: Bool

  /// - Throws: ``MediaError`` when the keyword is not one that PNG allows or the text holds a zero byte.
  init(key: String, text: String) throws(MediaError) {
    let isPrintable = key.utf8.allSatisfy { (0x20...0x7E).contains($0) }
    let hasStraySpace = key.hasPrefix(" ") || key.hasSuffix(" ")
    guard isPrintable, !hasStraySpace, !key.contains("  "), (1...79).contains(key.utf8.count) else {
      throw MediaError(
        .invalidArgument, "'\(key)' cannot be a keyword in an image",
        advice: "use 1 to 79 plain letters, digits or single spaces")
    }
    guard !text.utf8.contains(0) else {
      throw MediaError(.invalidArgument, "the text of '\(key)' holds a zero byte")
    }
    self.key = Array(key.utf8) + [0]
    if let latin1 = PNGText.latin1(text) {
      self.text = latin1 + [0]
      isUTF8 = false
    } else {
      self.text = Array(text.utf8) + [0]
      isUTF8 = true
    }
  }

  /// The bytes of a text that `tEXt` may hold: printable Latin-1 and line feeds.
  private static func latin1(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x0A, 0x20...0x7E, 0xA1...0xFF: bytes.append(UInt8(scalar.value))
      default: return nil
      }
    }
    return bytes
  }

  /// Calls `body` with the texts as C sees them.
  static func withCTexts<R>(_ texts: [PNGText], _ body: (UnsafeBufferPointer<ArtPNGText>) -> R) -> R {
    // One block holds all strings, so that one pointer is enough to keep them in place.
    var bytes: [UInt8] = []
    let offsets = texts.map { text in
      let start = bytes.count
      bytes += text.key + text.text
      return (key: start, text: start + text.key.count, isUTF8: text.isUTF8)
    }
    return bytes.withUnsafeBytes { block in
      let strings = block.assumingMemoryBound(to: CChar.self).baseAddress
      return offsets.map { offset in
        ArtPNGText(
          key: strings.map { $0 + offset.key }, text: strings.map { $0 + offset.text },
          is_utf8: offset.isUTF8 ? 1 : 0)
      }.withUnsafeBufferPointer(body)
    }
  }
}
