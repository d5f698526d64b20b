extension HDF5Datatype {
  /// Reads numbers as float32; wider ones are rounded to the nearest.
  ///
  /// - Parameter range: the place of the numbers, as many bytes as they take.
  /// - Returns: nil for texts.
  func floats(_ bytes: [UInt8], _ range: Range<Int>, count: Int) -> [Float]? {
    switch self {
    case .float(8, 23): read(bytes, range, count) { Float(bitPattern: $0) }
    case .float(11, 52): read(bytes, range, count) { Float(Double(bitPattern: $0)) }
    case .float(8, 7): read(bytes, range, count) { (bits: UInt16) in Float(bitPattern: UInt32(bits) << 16) }
    case .float: read(bytes, range, count, Self.half)
    case .integer: doubles(bytes, range, count: count).map { $0.map { Float($0) } }
    case .text, .longText: nil
    }
  }

  /// Reads numbers.
  func doubles(_ bytes: [UInt8], _ range: Range<Int>, count: Int) -> [Double]? {
    switch self {
    case .float(11, 52): read(bytes, range, count) { Double(bitPattern: $0) }
    case .integer(1, true): read(bytes, range, count) { (x: Int8) in Double(x) }
    case .integer(1, false): read(bytes, range, count) { (x: UInt8) in Double(x) }
    case .integer(2, true): read(bytes, range, count) { (x: Int16) in Double(x) }
    case .integer(2, false): read(bytes, range, count) { (x: UInt16) in Double(x) }
    case .integer(4, true): read(bytes, range, count) { (x: Int32) in Double(x) }
    case .integer(4, false): read(bytes, range, count) { (x: UInt32) in Double(x) }
    case .integer(_, true): read(bytes, range, count) { (x: Int64) in Double(x) }
    case .integer: read(bytes, range, count) { (x: UInt64) in Double(x) }
    case .float: floats(bytes, range, count: count).map { $0.map(Double.init) }
    case .text, .longText: nil
    }
  }

  private func read<Bits: FixedWidthInteger & BitwiseCopyable, Number>(
    _ bytes: [UInt8], _ range: Range<Int>, _ count: Int, _ convert: (Bits) -> Number
  ) -> [Number] {
    precondition(range.count == count * MemoryLayout<Bits>.size && range.upperBound <= bytes.count)
    return bytes.withUnsafeBytes { bytes in
      (0..<count).map { index in
        let place = range.lowerBound + index * MemoryLayout<Bits>.size
        return convert(Bits(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: Bits.self)))
      }
    }
  }

  /// A half-precision number; Swift's `Float16` does not exist on every platform.
  private static func half(_ bits: UInt16) -> Float {
    let (exponent, fraction) = (Int(bits >> 10 & 31), Float(bits & 1023))
    let size: Float =
      switch exponent {
      case 0: fraction * 0x1p-24
      case 31: fraction == 0 ? .infinity : .nan
      default: Float(sign: .plus, exponent: exponent - 25, significand: 1024 + fraction)
      }
    return bits & 0x8000 == 0 ? size : -size
  }
}
