/// The type of a stored tensor's numbers, named as in the safetensors format.
///
/// Every type can be read (as float32); `F32`, `F16` and `U8` can be written.
public enum ElementType: String, Hashable, Sendable, CaseIterable {
  case float64 = "F64"
  case float32 = "F32"
  case float16 = "F16"
  case bfloat16 = "BF16"
  case int64 = "I64"
  case int32 = "I32"
  case int16 = "I16"
  case int8 = "I8"
  case uint64 = "U64"
  case uint32 = "U32"
  case uint16 = "U16"
  case uint8 = "U8"
  case bool = "BOOL"

  /// Bytes of one number.
  public var size: Int {
    switch self {
    case .float64, .int64, .uint64: 8
    case .float32, .int32, .uint32: 4
    case .float16, .bfloat16, .int16, .uint16: 2
    case .int8, .uint8, .bool: 1
    }
  }

  /// Reads little-endian numbers as float32. Wide types round to the nearest float.
  ///
  /// - Precondition: `bytes.count == destination.count * size`.
  package func decode(_ bytes: UnsafeRawBufferPointer, into destination: UnsafeMutableBufferPointer<Float>) {
    switch self {
    case .float32: UnsafeMutableRawBufferPointer(destination).copyMemory(from: bytes)
    case .float64: read(bytes, into: destination) { (bits: UInt64) in Float(Double(bitPattern: bits)) }
    case .float16: read(bytes, into: destination, HalfPrecision.float)
    case .bfloat16: read(bytes, into: destination) { (bits: UInt16) in Float(bitPattern: UInt32(bits) << 16) }
    case .int64: read(bytes, into: destination) { (x: Int64) in Float(x) }
    case .int32: read(bytes, into: destination) { (x: Int32) in Float(x) }
    case .int16: read(bytes, into: destination) { (x: Int16) in Float(x) }
    case .int8: read(bytes, into: destination) { (x: Int8) in Float(x) }
    case .uint64: read(bytes, into: destination) { (x: UInt64) in Float(x) }
    case .uint32: read(bytes, into: destination) { (x: UInt32) in Float(x) }
    case .uint16: read(bytes, into: destination) { (x: UInt16) in Float(x) }
    case .uint8, .bool: read(bytes, into: destination) { (x: UInt8) in Float(x) }
    }
  }

  private func read<Bits: FixedWidthInteger & BitwiseCopyable>(
    _ bytes: UnsafeRawBufferPointer, into destination: UnsafeMutableBufferPointer<Float>,
    _ convert: (Bits) -> Float
  ) {
    for i in destination.indices {
      destination[i] = convert(
        Bits(littleEndian: bytes.loadUnaligned(fromByteOffset: i * MemoryLayout<Bits>.size, as: Bits.self)))
    }
  }
}
