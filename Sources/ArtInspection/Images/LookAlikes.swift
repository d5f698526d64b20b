import ArtFiles

/// Images that are there more than once, and images that look nearly the same.
struct LookAlikes: Sendable {
  /// For images with the pixels of an earlier one, the first that has them.
  private(set) var copies: [Int: Int] = [:]
  /// For images that look nearly like an earlier one, the first of them.
  private(set) var nearCopies: [Int: Int] = [:]

  /// - Parameter images: In their order; the result depends on nothing else.
  ///
  /// Hashes of at most three different bits are equal in one of four parts of 16 bits each (the pigeonhole principle, as in
  /// Norouzi et al. 2012, "Fast search in Hamming space with multi-index hashing"). So an image is compared with those that
  /// share a part, and of these with the first of each group alone.
  init(_ images: [InspectedImage]) {
    var firsts: [ContentHash: Int] = [:]
    var parts: [[UInt16: [Int]]] = Array(repeating: [:], count: Thumbnail.mostBits + 1)
    for (number, image) in images.enumerated() {
      if let first = firsts[image.hash] {
        copies[number] = first
        continue
      }
      firsts[image.hash] = number
      let keys = parts.indices.map { UInt16(truncatingIfNeeded: image.thumbnail.hash >> (16 * UInt64($0))) }
      var nearest: Int?
      for (part, key) in keys.enumerated() {
        let found = parts[part][key, default: []].first { images[$0].thumbnail.looksLike(image.thumbnail) }
        if let found { nearest = min(nearest ?? found, found) }
      }
      if let nearest {
        nearCopies[number] = nearest
      } else {
        for (part, key) in keys.enumerated() { parts[part][key, default: []].append(number) }
      }
    }
  }
}
