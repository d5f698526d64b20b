// The sizes of images by the beginnings of their files.

extension PNGFormat {
  /// By the header (PNG, section 11.2.1), which comes first.
  public func size(ofStart bytes: [UInt8]) -> (width: Int, height: Int)? {
    guard recognizes(bytes), bytes.count >= 24, bytes[12..<16].elementsEqual("IHDR".utf8) else { return nil }
    func number(at place: Int) -> Int { bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) } }
    return (number(at: 16), number(at: 20))
  }
}

extension APNGFormat {
  public func size(ofStart bytes: [UInt8]) -> (width: Int, height: Int)? { PNGFormat().size(ofStart: bytes) }
}

extension JPEGFormat {
  public func size(ofStart bytes: [UInt8]) -> (width: Int, height: Int)? {
    bytes.withUnsafeBufferPointer { buffer in
      do throws(MediaError) {
        let reader = try JPEGReader(buffer)
        return reader.orientation.upright(width: reader.width, height: reader.height)
      } catch {
        return nil
      }
    }
  }
}

extension TIFFFormat {
  /// Where the directory stands at the beginning.
  public func size(ofStart bytes: [UInt8]) -> (width: Int, height: Int)? {
    guard let directory = TIFFDirectory(bytes), let variant = try? TIFFVariant(directory, title: title) else {
      return nil
    }
    return ExifOrientation(directory).upright(width: variant.width, height: variant.height)
  }
}

extension WebPFormat {
  /// By the extended header, or that of the still image (RFC 9649, sections 2.5 to 2.7 and 3.4).
  public func size(ofStart bytes: [UInt8]) -> (width: Int, height: Int)? {
    guard recognizes(bytes), bytes.count >= 30 else { return nil }
    let header = LittleEndianReader(bytes)
    func number(_ place: Int, _ size: Int) -> Int { header.number(at: place, size) ?? 0 }
    switch String(decoding: bytes[12..<16], as: UTF8.self) {
    case "VP8X": return (number(24, 3) + 1, number(27, 3) + 1)
    case "VP8 ": return (number(26, 2) & 0x3FFF, number(28, 2) & 0x3FFF)
    case "VP8L":
      let bits = number(21, 4)
      return (bits & 0x3FFF + 1, bits >> 14 & 0x3FFF + 1)
    default: return nil
    }
  }
}

extension BMPFormat {
  public func size(ofStart bytes: [UInt8]) -> (width: Int, height: Int)? {
    let header = LittleEndianReader(bytes)
    let isOld = header.number(at: 14, 4) == 12
    let length = isOld ? 2 : 4
    guard recognizes(bytes), let width = header.number(at: 18, length),
      let height = header.number(at: 18 + length, length)
    else { return nil }
    // A negative height is that of rows from the top.
    return (width, isOld ? height : abs(Int(Int32(truncatingIfNeeded: height))))
  }
}

extension FFmpegImageFormat {
  public func size(ofStart bytes: [UInt8]) -> (width: Int, height: Int)? {
    let header = LittleEndianReader(bytes)
    guard id == "gif", let width = header.number(at: 6, 2), let height = header.number(at: 8, 2) else { return nil }
    return (width, height)
  }
}

extension ExifOrientation {
  /// The sides of an image once it is upright.
  fileprivate func upright(width: Int, height: Int) -> (width: Int, height: Int) {
    swapsSides ? (height, width) : (width, height)
  }
}
