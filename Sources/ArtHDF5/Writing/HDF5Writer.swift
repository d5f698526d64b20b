/// Writes HDF5 files in the form that all versions of the format's library read: groups as tables of names, datasets of float32
/// in one piece, attributes as texts of one length. The same content always gives the same bytes.
///
/// Source: HDF5 File Format Specification Version 3.0 (The HDF Group).
public struct HDF5Writer {
  private var bytes: [UInt8] = []
  /// Half of how many tables a group's tree has room for.
  private let treeRoom: Int

  /// Names in one table.
  private static let tableRoom = 8

  /// The bytes of a file.
  ///
  /// - Parameter root: a group.
  /// - Throws: ``HDF5Error`` for an attribute that is too long; what makers of numbers throw.
  public static func file(_ root: HDF5Node) throws -> [UInt8] {
    var writer = HDF5Writer(root)
    return try writer.write(root)
  }

  private init(_ root: HDF5Node) {
    let tables = (root.widest + Self.tableRoom - 1) / Self.tableRoom
    treeRoom = max(16, (tables + 1) / 2)
  }

  private mutating func write(_ root: HDF5Node) throws -> [UInt8] {
    bytes = [UInt8](repeating: 0, count: 96)
    let (header, group) = try add(root, at: "")
    var start = HDF5Reader.signature + [0, 0, 0, 0, 0, 8, 8, 0]
    start.add(Self.tableRoom / 2, 2)
    start.add(treeRoom, 2)
    start.add(0, 4)
    for number in [0, nil, bytes.count, nil, 0, header] { start.addAddress(number) }
    // The root is known to be a group, with its tree and its names.
    start.add(1, 4)
    start.add(0, 4)
    start.addAddress(group?.tree)
    start.addAddress(group?.heap)
    bytes.replaceSubrange(0..<96, with: start)
    return bytes
  }

  /// - Returns: where the object's header is, and a group's tree and names.
  private mutating func add(
    _ node: HDF5Node, at path: String
  ) throws -> (header: Int, group: (tree: Int, heap: Int)?) {
    var messages: [(kind: Int, content: [UInt8])] = []
    var group: (tree: Int, heap: Int)?
    switch node.content {
    case .dataset(let dimensions, let numbers): messages = try add(dimensions, numbers(), at: path)
    case .group(let members):
      var places: [(name: [UInt8], header: Int)] = []
      for (name, member) in members.sorted(by: { Array($0.key.utf8).lexicographicallyPrecedes(Array($1.key.utf8)) }) {
        places.append((Array(name.utf8), try add(member, at: "\(path)/\(name)").header))
      }
      let added = addGroup(places)
      group = added
      var content: [UInt8] = []
      content.addAddress(added.tree)
      content.addAddress(added.heap)
      messages = [(0x11, content)]
    }
    for attribute in node.attributes {
      messages.append((0x0C, try Self.attribute(attribute.name, attribute.text, at: path)))
    }
    return (addHeader(messages), group)
  }

  private mutating func place() -> Int {
    bytes.align()
    return bytes.count
  }

  /// The numbers, and the messages that describe them.
  private mutating func add(
    _ dimensions: [Int], _ numbers: [Float], at path: String
  ) throws(HDF5Error) -> [(kind: Int, content: [UInt8])] {
    guard numbers.count == dimensions.reduce(1, *) else {
      throw HDF5Error(.damaged, file: "", place: path, "has \(numbers.count) numbers for the sides \(dimensions)")
    }
    let start = place()
    bytes.reserveCapacity(start + 4 * numbers.count)
    for number in numbers {
      withUnsafeBytes(of: number.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    }
    var space: [UInt8] = [1, UInt8(dimensions.count), 0, 0, 0, 0, 0, 0]
    for side in dimensions { space.add(side, 8) }
    // IEEE 754, 32 bits, little-endian.
    let type: [UInt8] = [0x11, 0x20, 31, 0, 4, 0, 0, 0, 0, 0, 32, 0, 23, 8, 0, 23, 127, 0, 0, 0]
    // Space is taken when the numbers are written, and nothing is filled in before.
    let fill: [UInt8] = [2, 2, 2, 1, 0, 0, 0, 0]
    var layout: [UInt8] = [3, 1]
    layout.addAddress(numbers.isEmpty ? nil : start)
    layout.add(4 * numbers.count, 8)
    return [(1, space), (3, type), (5, fill), (8, layout)]
  }

  private static func attribute(_ name: String, _ text: String, at path: String) throws(HDF5Error) -> [UInt8] {
    let (name, letters) = (Array(name.utf8) + [0], Array(text.utf8))
    guard letters.count < 60_000 else {
      throw HDF5Error(.tooLarge, file: "", place: path, "has an attribute of \(letters.count) bytes, and 60,000 fit")
    }
    // UTF-8, filled up with zeros.
    var type: [UInt8] = [0x13, 0x11, 0, 0]
    type.add(max(letters.count, 1), 4)
    let space: [UInt8] = [1, 0, 0, 0, 0, 0, 0, 0]
    var content: [UInt8] = [1, 0]
    for part in [name.count, type.count, space.count] { content.add(part, 2) }
    for part in [name, type, space] {
      content += part
      content.align()
    }
    return content + (letters.isEmpty ? [0] : letters)
  }

  private mutating func addHeader(_ messages: [(kind: Int, content: [UInt8])]) -> Int {
    var block: [UInt8] = []
    for (kind, content) in messages {
      var content = content
      content.align()
      block.add(kind, 2)
      block.add(content.count, 2)
      block += [0, 0, 0, 0] + content
    }
    let start = place()
    bytes += [1, 0]
    bytes.add(messages.count, 2)
    bytes.add(1, 4)
    bytes.add(block.count, 4)
    bytes.add(0, 4)
    bytes += block
    return start
  }

  /// The tree, the tables and the names of a group, whose members are sorted.
  private mutating func addGroup(_ members: [(name: [UInt8], header: Int)]) -> (tree: Int, heap: Int) {
    // A name without letters stands before the first.
    var names = [UInt8](repeating: 0, count: 8)
    var offsets: [Int] = []
    for member in members {
      offsets.append(names.count)
      names += member.name + [0]
      names.align()
    }
    let heap = place()
    bytes += Array("HEAP".utf8) + [0, 0, 0, 0]
    bytes.add(names.count, 8)
    // Nothing in it is free.
    bytes.add(1, 8)
    bytes.add(heap + 32, 8)
    bytes += names

    var tables: [(place: Int, last: Int)] = []
    for first in stride(from: 0, to: members.count, by: Self.tableRoom) {
      let range = first..<min(first + Self.tableRoom, members.count)
      tables.append((place(), offsets[range.upperBound - 1]))
      bytes += Array("SNOD".utf8) + [1, 0]
      bytes.add(range.count, 2)
      for index in range {
        bytes.add(offsets[index], 8)
        bytes.add(members[index].header, 8)
        bytes += [UInt8](repeating: 0, count: 24)
      }
      bytes += [UInt8](repeating: 0, count: 40 * (Self.tableRoom - range.count))
    }

    let tree = place()
    bytes += Array("TREE".utf8) + [0, 0]
    bytes.add(tables.count, 2)
    bytes.addAddress(nil)
    bytes.addAddress(nil)
    bytes.add(0, 8)
    for table in tables {
      bytes.add(table.place, 8)
      bytes.add(table.last, 8)
    }
    bytes += [UInt8](repeating: 0, count: 16 * (2 * treeRoom - tables.count))
    return (tree, heap)
  }
}

extension [UInt8] {
  /// Adds the lowest bytes of a number, little-endian.
  fileprivate mutating func add(_ number: Int, _ size: Int) {
    for byte in 0..<size { append(UInt8(truncatingIfNeeded: number >> (8 * byte))) }
  }

  /// Adds an address in the file; nil for the undefined one.
  fileprivate mutating func addAddress(_ address: Int?) { add(address ?? -1, 8) }

  /// Adds zeros up to a multiple of 8.
  fileprivate mutating func align() { append(contentsOf: repeatElement(0, count: (8 - count % 8) % 8)) }
}
