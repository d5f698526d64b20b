/// How a camera was held, as EXIF tells it: which turn or mirroring makes the stored image upright.
///
/// Raw values are those of EXIF's tag 274 (CIPA DC-008, section 4.6.4).
enum ExifOrientation: Int, CaseIterable {
  case upright = 1
  case mirrored = 2
  case turned180 = 3
  case flipped = 4
  /// Mirrored over the diagonal from top left to bottom right.
  case transposed = 5
  /// Stored rows run upwards on the right side: to be turned by 90° clockwise.
  case needsClockwiseTurn = 6
  /// Mirrored over the other diagonal.
  case transversed = 7
  case needsCounterclockwiseTurn = 8

  /// Whether the upright image has the stored image's width as its height.
  var swapsSides: Bool { rawValue >= 5 }

  /// The orientation that a file tells: in EXIF, or in XMP where EXIF does not tell any.
  ///
  /// Damaged or missing data mean upright: an image is not lost for what is said of it.
  ///
  /// - Parameters:
  ///   - exif: A TIFF block, which is what EXIF data are.
  ///   - xmp: A packet of XMP.
  init(exif: (some RandomAccessCollection<UInt8>)?, xmp: (some Collection<UInt8>)?) {
    let number = exif.flatMap { TIFFDirectory($0)?.numbers(274)?.first } ?? xmp.flatMap { Self.number(inXMP: $0) }
    self = number.flatMap(ExifOrientation.init(rawValue:)) ?? .upright
  }

  /// The orientation of a TIFF file, which may hold XMP too.
  init<Bytes>(_ directory: TIFFDirectory<Bytes>) {
    let number = directory.numbers(274)?.first ?? directory.block(700).flatMap { Self.number(inXMP: $0) }
    self = number.flatMap(ExifOrientation.init(rawValue:)) ?? .upright
  }

  /// The digit of `tiff:Orientation="6"` or `<tiff:Orientation>6`.
  private static func number(inXMP packet: some Collection<UInt8>) -> Int? {
    let bytes = Array(packet)
    let name = Array("tiff:Orientation".utf8)
    var place = 0
    while place + name.count + 3 <= bytes.count {
      guard bytes[place] == name[0], bytes[place..<place + name.count].elementsEqual(name) else {
        place += 1
        continue
      }
      place += name.count
      if bytes[place] == UInt8(ascii: ">") {
        place += 1
      } else if bytes[place] == UInt8(ascii: "="), [0x22, 0x27].contains(bytes[place + 1]) {
        place += 2
      } else {
        continue
      }
      if place < bytes.count, (0x30...0x39).contains(bytes[place]) { return Int(bytes[place]) - 0x30 }
    }
    return nil
  }
}
