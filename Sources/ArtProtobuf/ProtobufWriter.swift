/// Encodes a message of Protocol Buffers: each field as a key, which is its number and how its value is encoded, and the
/// value. https://protobuf.dev/programming-guides/encoding
///
/// Written by hand, since a dozen small messages are all that this program writes (events for TensorBoard, models for ONNX):
/// the package swift-protobuf 1.39 brings its compiler along, 700 files of C++, which building the tests would compile too.
package struct ProtobufWriter {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  /// How a value is encoded: the lowest three bits of a key.
  private enum Form: UInt64 {
    case varint = 0
    case eightBytes = 1
    case length = 2
    case fourBytes = 5
  }

  package mutating func add(_ field: Int, _ number: Int) {
    key(field, .varint)
    varint(UInt64(bitPattern: Int64(number)))
  }

  package mutating func add(_ field: Int, _ number: Double) {
    key(field, .eightBytes)
    append(number.bitPattern)
  }

  package mutating func add(_ field: Int, _ number: Float) {
    key(field, .fourBytes)
    append(number.bitPattern)
  }

  package mutating func add(_ field: Int, _ data: [UInt8]) {
    key(field, .length)
    varint(UInt64(data.count))
    bytes += data
  }

  package mutating func add(_ field: Int, _ text: String) {
    key(field, .length)
    varint(UInt64(text.utf8.count))
    bytes.append(contentsOf: text.utf8)
  }

  /// Numbers one behind the other, with one key.
  package mutating func add(_ field: Int, packed numbers: [Double]) {
    key(field, .length)
    varint(UInt64(8 * numbers.count))
    for number in numbers { append(number.bitPattern) }
  }

  /// A message within this one.
  package mutating func add(_ field: Int, _ message: (inout ProtobufWriter) -> Void) {
    key(field, .length)
    // The length stands before the message, and is known behind it.
    let start = bytes.count
    message(&self)
    var length = ProtobufWriter()
    length.varint(UInt64(bytes.count - start))
    bytes.insert(contentsOf: length.bytes, at: start)
  }

  /// The beginning of a field whose data are written elsewhere: its key, and how many bytes follow.
  package mutating func addHead(_ field: Int, count: Int) {
    key(field, .length)
    varint(UInt64(count))
  }

  private mutating func key(_ field: Int, _ form: Form) { varint(UInt64(field) << 3 | form.rawValue) }

  /// Seven bits a byte, the lowest first; the highest bit says that more follow.
  private mutating func varint(_ number: UInt64) {
    var rest = number
    while rest > 0x7F {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  private mutating func append(_ number: some FixedWidthInteger) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }
}
