/// Elements of a Matroska or WebM file (RFC 8794, RFC 9559), read with every offset checked.
struct EBMLReader {
  /// What an element is.
  struct ID: Hashable {
    let number: Int

    static let header = ID(number: 0x1A45_DFA3)
    static let documentType = ID(number: 0x4282)
    static let segment = ID(number: 0x1853_8067)
    static let info = ID(number: 0x1549_A966)
    static let title = ID(number: 0x7BA9)
    static let cluster = ID(number: 0x1F43_B675)
    static let tags = ID(number: 0x1254_C367)
    static let tag = ID(number: 0x7373)
    static let targets = ID(number: 0x63C0)
    static let simpleTag = ID(number: 0x67C8)
    static let tagName = ID(number: 0x45A3)
    static let tagString = ID(number: 0x4487)
  }

  let bytes: [UInt8]
  /// Where the next element stands.
  private(set) var place: Int
  private let end: Int
  private let title: String

  init(_ bytes: [UInt8], title: String) {
    self.init(bytes, 0..<bytes.count, title: title)
  }

  private init(_ bytes: [UInt8], _ range: Range<Int>, title: String) {
    self.bytes = bytes
    self.title = title
    (place, end) = (range.lowerBound, range.upperBound)
  }

  /// What was not read yet.
  var rest: ArraySlice<UInt8> { bytes[place..<end] }

  /// The rest as a text, which may be filled up with zeros.
  var text: String { String(decoding: rest.prefix { $0 != 0 }, as: UTF8.self) }

  /// The next element; nil at the end.
  mutating func element() throws(MediaError) -> (id: ID, content: EBMLReader)? {
    guard place < end else { return nil }
    let (id, size) = try head(ofAtMost: end - place)
    let content = EBMLReader(bytes, place..<place + size, title: title)
    place += size
    return (id, content)
  }

  /// The next element's kind, and the size of its content, which is what is read next.
  ///
  /// - Parameter most: The bytes up to the end of what the element lies in. One whose size is not told takes them all.
  mutating func head(ofAtMost most: Int) throws(MediaError) -> (id: ID, size: Int) {
    let start = place
    let id = try number(mostBytes: 4, keepsLength: true).value
    let size = try number(mostBytes: 8, keepsLength: false)
    let left = most - (place - start)
    guard !size.isUnknown else { return (ID(number: id), max(0, left)) }
    guard size.value <= left else { throw cut }
    return (ID(number: id), size.value)
  }

  /// A number that tells its own length: by how many zeros stand before its first bit that is set.
  private mutating func number(
    mostBytes: Int, keepsLength: Bool
  ) throws(MediaError) -> (value: Int, isUnknown: Bool) {
    guard place < end else { throw cut }
    let count = bytes[place].leadingZeroBitCount + 1
    guard count <= mostBytes, count <= end - place else { throw cut }
    let all = bytes[place..<place + count].reduce(0) { $0 << 8 | Int($1) }
    place += count
    let mask = 1 << (7 * count) - 1
    return (keepsLength ? all : all & mask, all & mask == mask)
  }

  private var cut: MediaError { .damaged(title, "the file ends too early, or a size in it is wrong") }
}
