/// The sides of a dataset or attribute: section IV.A.2.b of the format.
struct HDF5Dataspace {
  /// Empty for a single element.
  let dimensions: [Int]
  /// Elements in all.
  let count: Int

  /// More than any weights have.
  static let mostDimensions = 32

  /// Reads the message at a place.
  init(_ source: HDF5Source, _ start: Int) throws(HDF5Error) {
    let version = try source.byte(start)
    guard version == 1 || version == 2 else { throw source.damaged("its sides are of an unknown version \(version)") }
    let rank = Int(try source.byte(start + 1))
    guard rank <= Self.mostDimensions else { throw source.damaged("\(rank) dimensions are impossible") }
    // Kind 2 of version 2 is nothing at all.
    let kind = try source.byte(start + 3)
    guard version == 1 || kind != 2 else {
      (dimensions, count) = ([0], 0)
      return
    }
    let first = start + (version == 1 ? 8 : 4)
    var dimensions: [Int] = []
    var count = 1
    for axis in 0..<rank {
      let side = try source.count(first + 8 * axis, 8)
      let (product, overflow) = count.multipliedReportingOverflow(by: side)
      guard !overflow else { throw source.damaged("its sides multiply to more than any file holds") }
      dimensions.append(side)
      count = product
    }
    (self.dimensions, self.count) = (dimensions, count)
  }
}
