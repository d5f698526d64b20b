/// The elements of a WebM file (RFC 8794, RFC 9559). Those of texts become empty space, so that all places in the file stay
/// right.
struct WebMElements {
  private enum ID {
    static let header = 0x1A45_DFA3
    static let segment = 0x1853_8067
    static let info = 0x1549_A966
    static let cluster = 0x1F43_B675
    static let space = 0xEC
    /// Tags, chapters, attached files, the title, and sums over elements that are changed.
    static let texts: Set = [0x1254_C367, 0x1043_A770, 0x1941_A469, 0x7BA9, 0xBF, space]
  }

  private(set) var bare: [UInt8]

  init?(_ bytes: [UInt8]) {
    bare = bytes
    guard let header = element(0..<bytes.count), header.id == ID.header,
      let segment = element(header.content.upperBound..<bytes.count), segment.id == ID.segment,
      empty(segment.content)?.contains(ID.cluster) == true
    else { return nil }
    bare.removeSubrange(segment.content.upperBound...)
  }

  /// Empties the elements of texts in a range.
  ///
  /// - Returns: The kinds of elements; nil where one does not fit into the range.
  private mutating func empty(_ range: Range<Int>) -> Set<Int>? {
    var (found, place) = (Set<Int>(), range.lowerBound)
    while place < range.upperBound {
      guard let (id, content) = element(place..<range.upperBound) else { return nil }
      if ID.texts.contains(id) {
        let count = content.upperBound - place
        // A size of one byte, or of eight.
        let head = count < 100 ? [0x80 | (count - 2)] : [1] + (1...7).map { (count - 9) >> (56 - 8 * $0) }
        for byte in place..<content.upperBound { bare[byte] = 0 }
        for (byte, value) in ([ID.space] + head).enumerated() {
          bare[place + byte] = UInt8(truncatingIfNeeded: value)
        }
      } else if id == ID.info {
        guard empty(content) != nil else { return nil }
      }
      found.insert(id)
      place = content.upperBound
    }
    return found
  }

  /// The element at the beginning of a range; nil where it does not fit, or does not tell its size.
  private func element(_ range: Range<Int>) -> (id: Int, content: Range<Int>)? {
    func length(at place: Int) -> Int? {
      guard range.contains(place), bare[place] != 0 else { return nil }
      return bare[place].leadingZeroBitCount + 1
    }
    let start = range.lowerBound
    guard let idLength = length(at: start), idLength <= 4, let id = bare.number(idLength, at: start),
      let sizeLength = length(at: start + idLength), let number = bare.number(sizeLength, at: start + idLength)
    else { return nil }
    let mask = 1 << (7 * sizeLength) - 1
    let content = start + idLength + sizeLength
    guard number & mask != mask, number & mask <= range.upperBound - content else { return nil }
    return (id, content..<content + (number & mask))
  }
}
