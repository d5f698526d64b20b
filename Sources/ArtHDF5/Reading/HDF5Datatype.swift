/// What the elements of a dataset or attribute are: section IV.A.2.d of the format.
enum HDF5Datatype: Hashable, Sendable {
  /// A floating-point number, by how its bits are cut: 5 and 10 for half precision.
  case float(exponent: Int, fraction: Int)
  case integer(size: Int, isSigned: Bool)
  /// Texts of one length, filled up with zeros or spaces.
  case text(size: Int)
  /// Texts that lie elsewhere in the file.
  case longText

  /// Bytes of one element.
  var size: Int {
    switch self {
    case .float(let exponent, let fraction): (1 + exponent + fraction) / 8
    case .integer(let size, _), .text(let size): size
    case .longText: 16
    }
  }

  /// Reads the message at a place.
  init(_ source: HDF5Source, _ start: Int) throws(HDF5Error) {
    let kind = try source.byte(start) & 15
    let flags = try source.byte(start + 1)
    let size = try source.count(start + 4, 4)
    switch kind {
    case 0:
      guard [1, 2, 4, 8].contains(size) else { throw source.damaged("a whole number of \(size) bytes is impossible") }
      guard flags & 1 == 0 else { throw Self.bigEndian(source) }
      self = .integer(size: size, isSigned: flags & 8 != 0)
    case 1:
      guard flags & 0x41 == 0 else { throw Self.bigEndian(source) }
      let (exponent, fraction) = (Int(try source.byte(start + 13)), Int(try source.byte(start + 15)))
      let known = [[5, 10], [8, 7], [8, 23], [11, 52]].contains([exponent, fraction])
      guard known, size == (1 + exponent + fraction) / 8, try source.byte(start + 12) == fraction,
        try source.byte(start + 14) == 0, try source.number(start + 16, 4) == 1 << (exponent - 1) - 1
      else { throw source.unsupported("holds floating-point numbers of an unusual kind: save it as float32") }
      self = .float(exponent: exponent, fraction: fraction)
    case 3:
      guard (1...1 << 24).contains(size) else { throw source.damaged("texts of \(size) bytes are impossible") }
      self = .text(size: size)
    case 8:
      // Names for numbers: h5py keeps true and false so.
      guard try source.byte(start + 8) & 15 == 0 else { throw source.damaged("names stand for no numbers") }
      self = try HDF5Datatype(source, start + 8)
      guard case .integer = self, self.size == size else { throw source.damaged("names stand for no numbers") }
    case 9 where flags & 15 == 1 && size == 16: self = .longText
    default:
      throw source.unsupported(
        "holds neither numbers nor texts (kind \(kind) of HDF5's types), and cannot be read here")
    }
  }

  private static func bigEndian(_ source: HDF5Source) -> HDF5Error {
    source.unsupported("holds numbers with the highest byte first: save it on a usual computer, as float32")
  }
}
