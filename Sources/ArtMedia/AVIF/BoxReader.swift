/// Numbers and boxes of a file of the ISO base media format (ISO/IEC 14496-12), read with every offset checked.
struct BoxReader {
  let bytes: [UInt8]
  /// Where the next number stands.
  private(set) var place: Int
  /// Where what is read ends.
  let end: Int
  /// What error messages call the format.
  let title: String

  init(_ bytes: [UInt8], title: String) {
    self.init(bytes, 0..<bytes.count, title: title)
  }

  private init(_ bytes: [UInt8], _ range: Range<Int>, title: String) {
    self.bytes = bytes
    place = range.lowerBound
    end = range.upperBound
    self.title = title
  }

  /// The next number, with the highest byte first.
  ///
  /// - Parameter size: Its bytes, at most 8. Numbers of 8 bytes that have their highest bit set are too large for any use
  ///   and refused.
  mutating func number(_ size: Int) throws(MediaError) -> Int {
    guard size <= end - place else { throw cut }
    let value = bytes[place..<place + size].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    place += size
    guard let number = Int(exactly: value) else { throw cut }
    return number
  }

  /// Four letters, in Latin-1.
  mutating func letters() throws(MediaError) -> String {
    let start = place
    try skip(4)
    return String(String.UnicodeScalarView(bytes[start..<place].map { Unicode.Scalar($0) }))
  }

  /// What was not read yet.
  var rest: ArraySlice<UInt8> { bytes[place..<end] }

  mutating func skip(_ count: Int) throws(MediaError) {
    guard count <= end - place else { throw cut }
    place += count
  }

  /// The text up to the next zero byte.
  mutating func text() throws(MediaError) -> String {
    guard let zero = bytes[place..<end].firstIndex(of: 0) else { throw cut }
    defer { place = zero + 1 }
    return String(decoding: bytes[place..<zero], as: UTF8.self)
  }

  /// The next box; nil at the end.
  mutating func box() throws(MediaError) -> (type: String, content: BoxReader)? {
    guard place < end else { return nil }
    let start = place
    let (size, type) = try boxHead(ofAtMost: end - start)
    let content = BoxReader(bytes, place..<start + size, title: title)
    place = start + size
    return (type, content)
  }

  /// The size of the next box, its head included, and its type; what is read next is its content.
  ///
  /// - Parameter most: The bytes up to the end of what the box lies in.
  mutating func boxHead(ofAtMost most: Int) throws(MediaError) -> (size: Int, type: String) {
    let start = place
    var size = try number(4)
    let type = try letters()
    if size == 1 { size = try number(8) }
    if size == 0 { size = most }
    guard size >= place - start, size <= most else { throw cut }
    return (size, type)
  }

  private var cut: MediaError { .damaged(title, "the file ends too early, or a size in it is wrong") }
}
