/// The bytes of a file, and which part of it is being read, for errors.
///
/// Nothing is believed: each place and each length is checked against the bytes that are there.
struct HDF5Source: Sendable {
  let bytes: [UInt8]
  let file: String
  var place = ""

  /// The same bytes, another part.
  func at(_ place: String) -> HDF5Source { HDF5Source(bytes: bytes, file: file, place: place) }

  func error(_ code: HDF5Error.Code, _ message: String) -> HDF5Error {
    HDF5Error(code, file: file, place: place, message)
  }

  func damaged(_ message: String) -> HDF5Error {
    error(.damaged, "is damaged: \(message); use another copy of the file")
  }

  func unsupported(_ message: String) -> HDF5Error { error(.unsupported, message) }

  /// The address of what is not in the file: the format's undefined address.
  static let undefinedAddress = UInt64.max

  /// Checks that some bytes are there.
  ///
  /// - Returns: where they lie.
  func range(_ start: Int, _ count: Int) throws(HDF5Error) -> Range<Int> {
    guard start >= 0, count >= 0, start <= bytes.count, count <= bytes.count - start else {
      throw damaged("it points beyond the file's end")
    }
    return start..<start + count
  }

  /// A whole number of up to 8 bytes, little-endian.
  func number(_ start: Int, _ size: Int) throws(HDF5Error) -> UInt64 {
    var number: UInt64 = 0
    for index in try range(start, size).reversed() { number = number << 8 | UInt64(bytes[index]) }
    return number
  }

  func byte(_ start: Int) throws(HDF5Error) -> UInt8 { bytes[try range(start, 1).lowerBound] }

  /// A number of bytes, elements or a place: one that can be counted with.
  func count(_ start: Int, _ size: Int) throws(HDF5Error) -> Int {
    let number = try number(start, size)
    guard number <= 1 << 48 else { throw damaged("a length of \(number) is impossible") }
    return Int(number)
  }

  /// The place of a part of the file.
  func address(_ start: Int) throws(HDF5Error) -> Int {
    let number = try number(start, 8)
    guard number < UInt64(bytes.count) else { throw damaged("it points beyond the file's end") }
    return Int(number)
  }

  /// Checks the letters that a part begins with.
  func expect(_ signature: StaticString, _ start: Int) throws(HDF5Error) {
    let letters = Array("\(signature)".utf8)
    guard bytes[try range(start, letters.count)].elementsEqual(letters) else {
      throw damaged("'\(signature)' is missing where it must stand")
    }
  }

  /// Letters until a zero byte, or until `end`.
  func text(_ start: Int, end: Int) throws(HDF5Error) -> String {
    let letters = bytes[try range(start, end - start)].prefix { $0 != 0 }
    guard let text = String(validating: letters, as: UTF8.self) else { throw damaged("a name or text is no UTF-8") }
    return text
  }
}
