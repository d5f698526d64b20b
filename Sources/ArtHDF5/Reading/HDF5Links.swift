/// What stands in a group, by name: sections III.A, III.B and III.D of the format (groups as all versions write them), and
/// IV.A.2.g (links that stand in the group itself).
enum HDF5Links {
  enum Target {
    /// Where its header is.
    case object(Int)
    /// A name that leads elsewhere, or into another file; it is not followed.
    case link
  }

  /// Far more than any model has.
  private static let most = 65_536
  /// In bytes: names in a heap may overlap, so that many long ones would take more memory than the file has bytes.
  private static let longestName = 1024

  static func links(_ header: HDF5Header, _ source: HDF5Source) throws(HDF5Error) -> [String: Target] {
    if let table = try header.first(0x11, source) {
      _ = try source.range(table.range.lowerBound, 16)
      return try tree(source, source.address(table.range.lowerBound), heap: source.address(table.range.lowerBound + 8))
    }
    if let info = try header.first(2, source) {
      let flags = try source.byte(info.range.lowerBound + 1)
      let heap = try source.number(info.range.lowerBound + 2 + (flags & 1 == 0 ? 0 : 8), 8)
      guard heap == HDF5Source.undefinedAddress else {
        throw source.unsupported(
          "keeps its names in the form of libver='latest': save it with h5py's usual settings, as Keras does")
      }
    }
    var links: [String: Target] = [:]
    for message in header.messages where message.kind == 6 {
      let (name, target) = try member(source, message.range)
      try add(name, target, to: &links, source)
    }
    return links
  }

  private static func add(
    _ name: String, _ target: Target, to links: inout [String: Target], _ source: HDF5Source
  ) throws(HDF5Error) {
    guard links.updateValue(target, forKey: name) == nil else {
      throw source.damaged("the name '\(name)' is there twice")
    }
    guard links.count <= most else { throw source.error(.tooLarge, "has more than \(most) members") }
  }

  private static func member(_ source: HDF5Source, _ range: Range<Int>) throws(HDF5Error) -> (String, Target) {
    let flags = try source.byte(range.lowerBound + 1)
    var place = range.lowerBound + 2
    var kind: UInt8 = 0
    if flags & 8 != 0 {
      kind = try source.byte(place)
      place += 1
    }
    if flags & 4 != 0 { place += 8 }
    if flags & 16 != 0 { place += 1 }
    let width = 1 << Int(flags & 3)
    let length = try source.count(place, width)
    place += width
    guard length > 0, place + length <= range.upperBound else { throw source.damaged("a name in it does not fit") }
    let name = try source.text(place, end: place + length)
    return (name, kind == 0 ? .object(try source.address(place + length)) : .link)
  }

  /// Groups of the first form: a tree of tables of names, which lie in a heap.
  private static func tree(_ source: HDF5Source, _ root: Int, heap: Int) throws(HDF5Error) -> [String: Target] {
    try source.expect("HEAP", heap)
    let names = try source.range(source.address(heap + 24), source.count(heap + 8, 8))
    var links: [String: Target] = [:]
    var waiting = [root]
    var seen: Set<Int> = []
    while let node = waiting.popLast() {
      guard seen.insert(node).inserted, seen.count <= most else { throw source.damaged("its names go in a circle") }
      if try source.bytes[source.range(node, 4)].elementsEqual(Array("SNOD".utf8)) {
        for entry in 0..<(try source.count(node + 6, 2)) {
          let place = node + 8 + 40 * entry
          let start = names.lowerBound + (try source.count(place, 8))
          guard start < names.upperBound else { throw source.damaged("a name in it is missing") }
          let end = min(start + longestName, names.upperBound)
          let name = try source.text(start, end: end)
          guard name.utf8.count < longestName else { throw source.damaged("a name in it does not end") }
          let isLink = try source.number(place + 16, 4) == 2
          try add(name, isLink ? .link : .object(source.address(place + 8)), to: &links, source)
        }
      } else {
        try source.expect("TREE", node)
        guard try source.byte(node + 4) == 0 else { throw source.damaged("its names are none") }
        for child in 0..<(try source.count(node + 6, 2)) { waiting.append(try source.address(node + 32 + 16 * child)) }
      }
    }
    return links
  }
}
