/// The segments of a JPEG file.
struct JPEGParts {
  private(set) var width = 0
  private(set) var height = 0
  private(set) var bare: [UInt8] = [0xFF, 0xD8]

  init?(_ bytes: [UInt8]) {
    guard bytes.starts(with: bare) else { return nil }
    var place = 2
    while place + 1 < bytes.count, bytes[place] == 0xFF {
      let marker = bytes[place + 1]
      if marker == 0xFF {
        place += 1
        continue
      }
      if marker == 0xD9 {
        bare += [0xFF, 0xD9]
        if width > 0 { return }
        break
      }
      guard let length = bytes.number(2, at: place + 2), length >= 2, place + 2 + length <= bytes.count else { break }
      if (0xC0...0xCF).contains(marker), ![0xC4, 0xC8, 0xCC].contains(marker) {
        (height, width) = (bytes.number(2, at: place + 5) ?? 0, bytes.number(2, at: place + 7) ?? 0)
      }
      // Of the segments for programs, JFIF's and Adobe's tell how colours are meant.
      let isText = marker == 0xFE || (0xE1...0xEF).contains(marker) && marker != 0xEE
      if !isText { bare += bytes[place..<place + 2 + length] }
      place += 2 + length
      if marker == 0xDA { copyScan(bytes, &place) }
    }
    return nil
  }

  /// Copies the numbers of an image, up to the next marker.
  private mutating func copyScan(_ bytes: [UInt8], _ place: inout Int) {
    let start = place
    while place + 1 < bytes.count {
      if bytes[place] == 0xFF, bytes[place + 1] != 0, !(0xD0...0xD7).contains(bytes[place + 1]) { break }
      place += 1
    }
    bare += bytes[start..<place]
  }
}
