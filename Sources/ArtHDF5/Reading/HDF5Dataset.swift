/// An array of numbers in a file.
public struct HDF5Dataset: Sendable {
  private let source: HDF5Source
  private let type: HDF5Datatype
  private let space: HDF5Dataspace
  private let elements: Range<Int>
  private let attributes: HDF5Attributes

  init(_ header: HDF5Header, _ source: HDF5Source) throws(HDF5Error) {
    self.source = source
    guard let type = try header.first(3, source), let space = try header.first(1, source),
      let layout = try header.first(8, source)
    else { throw source.error(.missing, "is no dataset") }
    guard try header.first(7, source) == nil else {
      throw source.unsupported("keeps its numbers in other files, which are not opened")
    }
    self.type = try HDF5Datatype(source, type.range.lowerBound)
    self.space = try HDF5Dataspace(source, space.range.lowerBound)
    elements = try Self.elements(layout.range, source, space: self.space, size: self.type.size)
    attributes = try HDF5Attributes(header, source)
  }

  /// Where the numbers are: section IV.A.2.i of the format.
  private static func elements(
    _ layout: Range<Int>, _ source: HDF5Source, space: HDF5Dataspace, size: Int
  ) throws(HDF5Error) -> Range<Int> {
    guard space.count > 0 else { return 0..<0 }
    let version = try source.byte(layout.lowerBound)
    guard (3...5).contains(version) else {
      throw source.unsupported("is kept in a form that is not read here (\(version)): save it with Keras 2 or later")
    }
    let (bytes, overflow) = space.count.multipliedReportingOverflow(by: size)
    guard !overflow, bytes <= source.bytes.count else {
      throw source.damaged("it has more elements than the file can hold")
    }
    let found: Range<Int>
    switch try source.byte(layout.lowerBound + 1) {
    case 0: found = try source.range(layout.lowerBound + 4, source.count(layout.lowerBound + 2, 2))
    case 1: found = try source.range(source.address(layout.lowerBound + 2), source.count(layout.lowerBound + 10, 8))
    default:
      throw source.unsupported(
        "is kept in pieces, as compressed datasets are, and cannot be read here: 'h5repack -f NONE -l CONTI IN OUT' writes a "
          + "file without them")
    }
    guard found.count >= bytes else { throw source.damaged("it has fewer elements than it says") }
    return found.lowerBound..<found.lowerBound + bytes
  }

  /// The path in the file: `/layers/dense/vars/0`.
  public var path: String { source.place }

  /// Its sides, empty for a single number.
  public var dimensions: [Int] { space.dimensions }

  /// The names of its attributes, sorted.
  public var attributeNames: [String] { attributes.names }

  /// The value of an attribute; nil where there is none.
  public func attribute(_ name: String) throws(HDF5Error) -> HDF5Value? { try attributes.value(name) }

  /// The numbers, row-major, whatever their stored type, as float32.
  ///
  /// - Throws: ``HDF5Error`` where it holds texts.
  public func numbers() throws(HDF5Error) -> [Float] {
    guard let numbers = type.floats(source.bytes, elements, count: space.count) else {
      throw source.error(.missing, "holds texts where numbers were expected")
    }
    return numbers
  }
}
