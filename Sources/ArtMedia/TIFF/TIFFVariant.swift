/// Which of the many kinds of TIFF a file is (TIFF 6.0, Adobe 1992). Kinds that are not read are errors.
struct TIFFVariant {
  enum Alpha {
    case none
    case plain
    /// Colours are weighed by it already.
    case premultiplied
  }

  let width: Int
  let height: Int
  let alpha: Alpha
  /// Whether colours are told by inks.
  let hasInks: Bool

  private enum Color: Int {
    case ink = 0
    case grey = 1
    case rgb = 2
    case palette = 3
    case cmyk = 5
    case yCbCr = 6

    var channels: Int {
      switch self {
      case .ink, .grey, .palette: 1
      case .rgb, .yCbCr: 3
      case .cmyk: 4
      }
    }

    /// The bits of a sample that are read.
    var depths: [Int] {
      switch self {
      case .ink, .grey: [1, 2, 4, 8, 16]
      case .palette: [2, 4, 8]
      case .rgb: [8, 16]
      case .cmyk, .yCbCr: [8]
      }
    }
  }

  init<Bytes>(_ tags: TIFFDirectory<Bytes>, title: String) throws(MediaError) {
    func number(_ tag: Int, default value: Int) -> Int { tags.numbers(tag)?.first ?? value }
    guard let width = tags.numbers(256)?.first, let height = tags.numbers(257)?.first else {
      throw MediaError.damaged(title, "it does not tell its size")
    }
    (self.width, self.height) = (width, height)
    guard !tags.has(322), !tags.has(324) else { throw MediaError.notRead(title, "is stored in tiles") }
    let compression = number(259, default: 1)
    guard [1, 2, 3, 4, 5, 8, 32773, 32946].contains(compression) else {
      throw MediaError.notRead(title, "is \(Self.compressions[compression] ?? "compressed in a rare way")")
    }
    guard let color = Color(rawValue: number(262, default: compression < 5 ? 0 : 1)) else {
      throw MediaError.notRead(title, "has colours that are neither grey, RGB, CMYK nor Y'CbCr")
    }
    let samples = number(277, default: 1)
    let depths = tags.numbers(258) ?? [1]
    guard (tags.numbers(339) ?? []).allSatisfy({ $0 == 1 || $0 == 4 }) else {
      throw MediaError.notRead(title, "has floating-point or signed samples")
    }
    guard let depth = depths.first, depths.allSatisfy({ $0 == depth }), color.depths.contains(depth) else {
      throw MediaError.notRead(title, "has samples of \(depths.map(String.init).joined(separator: ", ")) bits")
    }
    guard number(317, default: 1) <= 2, number(266, default: 1) == 1 || (2...4).contains(compression) else {
      throw MediaError.notRead(title, "has its samples in a rare order")
    }
    guard number(284, default: 1) == 1 || (color == .rgb && depth == 8 && samples == 3) else {
      throw MediaError.notRead(title, "has each colour in a plane of its own")
    }
    hasInks = color == .cmyk
    if color == .yCbCr { try Self.checkYCbCr(tags, title: title) }
    alpha = try Self.alpha(tags, color, samples: samples, depth: depth, title: title)
  }

  private static func alpha<Bytes>(
    _ tags: TIFFDirectory<Bytes>, _ color: Color, samples: Int, depth: Int, title: String
  ) throws(MediaError) -> Alpha {
    if samples == color.channels { return .none }
    let takesAlpha = (color == .rgb || color == .grey) && depth >= 8
    guard samples == color.channels + 1, takesAlpha else {
      throw MediaError.notRead(title, "has \(samples) channels")
    }
    switch tags.numbers(338)?.first {
    case 1?: return .premultiplied
    case 2?: return .plain
    default: return .none
    }
  }

  /// All values are used and the matrix is that of ITU-R BT.601, as in JPEG.
  private static func checkYCbCr<Bytes>(_ tags: TIFFDirectory<Bytes>, title: String) throws(MediaError) {
    let range = tags.fractions(532) ?? tags.numbers(532)?.map(Double.init) ?? [0, 255, 128, 255, 128, 255]
    let matrix = tags.fractions(529) ?? [0.299, 0.587, 0.114]
    guard range == [0, 255, 128, 255, 128, 255],
      zip(matrix, [0.299, 0.587, 0.114]).allSatisfy({ abs($0 - $1) < 0.001 })
    else { throw MediaError.notRead(title, "has Y'CbCr colours of a rare kind") }
  }

  private static let compressions = [
    6: "compressed as JPEG", 7: "compressed as JPEG", 34712: "compressed as JPEG 2000", 34925: "compressed as LZMA",
    50000: "compressed as Zstandard", 50001: "compressed as WebP", 50002: "compressed as JPEG XL",
  ]
}
