/// What a file is by its first bytes, for words about files that are no images or of a format that is not read.
struct FileSignature: Sendable {
  /// With its article: `a HEIC image`.
  let title: String
  /// Whether another program can make a PNG or JPEG of it.
  let isImage: Bool
  /// Whether bytes, at least one, begin so.
  let matches: @Sendable ([UInt8]) -> Bool

  init(_ title: String, isImage: Bool = false, _ matches: @escaping @Sendable ([UInt8]) -> Bool) {
    self.title = title
    self.isImage = isImage
    self.matches = matches
  }

  /// The first that matches is taken.
  static let all: [FileSignature] = [
    brand("a HEIC image", isImage: true, ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"]),
    brand("a raw image of a Canon camera", isImage: true, ["crx "]),
    brand("a video (QuickTime)", ["qt  "]),
    FileSignature("a video (MP4)") { !brands(of: $0).isEmpty },
    FileSignature("a video (QuickTime)") { bytes in
      ["moov", "mdat", "wide", "free", "skip"].contains { text($0, at: 4)(bytes) }
    },
    // Its decoder ends the program where such a file is damaged.
    FileSignature("a JPEG XL image", isImage: true) { bytes([0xFF, 0x0A])($0) || text("JXL ", at: 4)($0) },
    FileSignature("a Photoshop file", isImage: true, text("8BPS")),
    FileSignature("an OpenEXR image", isImage: true, bytes([0x76, 0x2F, 0x31, 0x01])),
    FileSignature("a DDS texture", isImage: true, text("DDS ")),
    FileSignature("a Radiance HDR image", isImage: true, text("#?RADIANCE")),
    FileSignature("a PFM image", isImage: true) { text("PF\n")($0) || text("Pf\n")($0) },
    FileSignature("a DPX image", isImage: true) { text("SDPX")($0) || text("XPDS")($0) },
    FileSignature("an XCF file of GIMP", isImage: true, text("gimp xcf")),
    FileSignature("a Sun raster image", isImage: true, bytes([0x59, 0xA6, 0x6A, 0x95])),
    FileSignature("a WAV sound", riff("WAVE")),
    FileSignature("a video (AVI)", riff("AVI ")),
    FileSignature("a video (Matroska or WebM)", bytes([0x1A, 0x45, 0xDF, 0xA3])),
    FileSignature("an MP3 sound") {
      text("ID3")($0) || ($0.count > 1 && $0[0] == 0xFF && [0xFB, 0xF3, 0xF2].contains($0[1]))
    },
    FileSignature("an Ogg file", text("OggS")),
    FileSignature("a FLAC sound", text("fLaC")),
    FileSignature("a PDF document", isImage: true, text("%PDF")),
    FileSignature("a PostScript file", isImage: true, text("%!PS")),
    FileSignature("a ZIP archive or an office document", text("PK\u{3}\u{4}")),
    FileSignature("a gzip archive", bytes([0x1F, 0x8B])),
    FileSignature("a RAR archive", text("Rar!")),
    FileSignature("a 7-Zip archive", text("7z")),
    FileSignature("a tar archive", text("ustar", at: 257)),
    FileSignature("an SVG drawing", isImage: true) {
      begins($0, with: ["<svg"]) || (begins($0, with: ["<?xml"]) && holds($0, "<svg"))
    },
    FileSignature("an HTML page") { begins($0, with: ["<!doctype html", "<html", "<head", "<body"]) },
    FileSignature("an XML file") { begins($0, with: ["<?xml"]) },
    FileSignature("a file of zeros") { $0.allSatisfy { $0 == 0 } },
    FileSignature("text") { isText($0.prefix(512)) },
  ]

  /// What a file is; nil for what is not known.
  static func of(_ bytes: [UInt8]) -> FileSignature? { all.first { $0.matches(bytes) } }

  /// The brands of a file of the ISO base media format, such as `avif`; none for other files.
  static func brands(of bytes: [UInt8]) -> [String] {
    guard bytes.count >= 16, text("ftyp", at: 4)(bytes) else { return [] }
    let size = bytes[..<4].reduce(0) { $0 << 8 | Int($1) }
    let end = min(size, bytes.count, 256)
    guard end >= 16 else { return [] }
    return ([8] + stride(from: 16, through: end - 4, by: 4)).map { String(decoding: bytes[$0..<$0 + 4], as: UTF8.self) }
  }

  private static func brand(_ title: String, isImage: Bool = false, _ names: Set<String>) -> FileSignature {
    FileSignature(title, isImage: isImage) { !names.isDisjoint(with: brands(of: $0)) }
  }

  private static func bytes(_ start: [UInt8]) -> @Sendable ([UInt8]) -> Bool { { $0.starts(with: start) } }

  private static func text(_ text: String, at place: Int = 0) -> @Sendable ([UInt8]) -> Bool {
    { $0.dropFirst(place).starts(with: Array(text.utf8)) }
  }

  private static func riff(_ kind: String) -> @Sendable ([UInt8]) -> Bool {
    { text("RIFF")($0) && text(kind, at: 8)($0) }
  }

  /// Whether a text begins with one of some words, whatever their case, after a byte order mark and spaces.
  private static func begins(_ bytes: [UInt8], with words: [String]) -> Bool {
    let start = String(decoding: bytes.prefix(256), as: UTF8.self).lowercased()
      .drop { $0 == "\u{FEFF}" || $0.isWhitespace }
    return words.contains { start.hasPrefix($0) }
  }

  private static func holds(_ bytes: [UInt8], _ word: String) -> Bool {
    String(decoding: bytes.prefix(1024), as: UTF8.self).contains(word)
  }

  /// Whether bytes are those of a text: no control characters besides tabs and line ends.
  private static func isText(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F || [0x09, 0x0A, 0x0C, 0x0D].contains($0) }
  }
}
