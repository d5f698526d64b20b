import ArtFiles

/// What images in memory may take.
enum MemoryBound {
  /// Checks that something fits beside what else a run needs.
  ///
  /// - Parameters:
  ///   - count: How many parts it has.
  ///   - size: The size of one, in bytes.
  ///   - content: What it is: `60,000 images of 28×28`.
  ///   - name: The file or folder it comes from.
  /// - Throws: ``DatasetError`` with both figures.
  static func check(_ count: Int, ofSize size: Int, _ content: String, name: String) throws(DatasetError) {
    let product = count.multipliedReportingOverflow(by: size)
    let bytes = product.overflow ? Int.max : product.partialValue
    guard bytes > most else { return }
    throw DatasetError(
      .invalidArgument, file: name,
      "\(content) take \(ByteCount.text(Double(bytes))) of memory, and at most \(ByteCount.text(Double(most))) can be had",
      advice: "set a limit, or ask for smaller images")
  }

  /// The most that can be had for images, in bytes.
  static var most: Int { min(1 << 36, SystemResources.current().freeMemory ?? .max) }

  /// What images that are decoded at the same time may take together, in bytes: a quarter of what is free, for the set
  /// they go into is in memory too.
  static var decoding: Int { max(1 << 28, (SystemResources.current().freeMemory ?? 1 << 33) / 4) }
}
