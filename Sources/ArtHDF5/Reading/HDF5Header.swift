/// The messages that an object of a file is described by: section IV.A.1 of the format.
struct HDF5Header {
  struct Message {
    let kind: Int
    let range: Range<Int>
    /// Whether the message stands elsewhere, and here only its place.
    let isShared: Bool
  }

  private(set) var messages: [Message] = []

  /// Far more than the groups and datasets of any model have.
  private static let mostMessages = 65_536

  init(_ source: HDF5Source, at start: Int) throws(HDF5Error) {
    if try source.bytes[source.range(start, 4)].elementsEqual(Array("OHDR".utf8)) {
      try readSecond(source, start)
    } else {
      try readFirst(source, start)
    }
  }

  /// The first message of a kind.
  func first(_ kind: Int, _ source: HDF5Source) throws(HDF5Error) -> Message? {
    guard let message = messages.first(where: { $0.kind == kind }) else { return nil }
    guard !message.isShared else {
      throw source.unsupported("shares a description with others, and cannot be read here")
    }
    return message
  }

  /// Version 1.
  private mutating func readFirst(_ source: HDF5Source, _ start: Int) throws(HDF5Error) {
    guard try source.byte(start) == 1 else { throw source.damaged("what describes it is missing") }
    var blocks = [try source.range(start + 16, source.count(start + 8, 4))]
    var next = 0
    while next < blocks.count {
      let block = blocks[next]
      next += 1
      var place = block.lowerBound
      while place + 8 <= block.upperBound {
        let size = try source.count(place + 2, 2)
        let flags = try source.byte(place + 4)
        try add(source, Int(source.number(place, 2)), place + 8, size, flags, within: block, &blocks)
        place += 8 + size
      }
    }
  }

  /// Version 2.
  private mutating func readSecond(_ source: HDF5Source, _ start: Int) throws(HDF5Error) {
    guard try source.byte(start + 4) == 2 else { throw source.damaged("what describes it is of an unknown version") }
    let flags = try source.byte(start + 5)
    let lengthPlace = start + 6 + (flags & 0x20 == 0 ? 0 : 16) + (flags & 0x10 == 0 ? 0 : 4)
    let width = 1 << Int(flags & 3)
    var blocks = [try source.range(lengthPlace + width, source.count(lengthPlace, width))]
    let head = flags & 4 == 0 ? 4 : 6
    var next = 0
    while next < blocks.count {
      var block = blocks[next]
      if next > 0 {
        // Blocks that follow begin with letters and end with a checksum.
        try source.expect("OCHK", block.lowerBound)
        guard block.count >= 8 else { throw source.damaged("what describes it is cut short") }
        block = block.lowerBound + 4..<block.upperBound - 4
      }
      next += 1
      var place = block.lowerBound
      while place + head <= block.upperBound {
        let size = try source.count(place + 1, 2)
        try add(source, Int(source.byte(place)), place + head, size, source.byte(place + 3), within: block, &blocks)
        place += head + size
      }
    }
  }

  private mutating func add(
    _ source: HDF5Source, _ kind: Int, _ start: Int, _ size: Int, _ flags: UInt8, within block: Range<Int>,
    _ blocks: inout [Range<Int>]
  ) throws(HDF5Error) {
    guard start + size <= block.upperBound, messages.count < Self.mostMessages else {
      throw source.damaged("what describes it does not fit")
    }
    guard kind == 0x10 else {
      messages.append(Message(kind: kind, range: start..<start + size, isShared: flags & 2 != 0))
      return
    }
    guard size >= 16, blocks.count < 1024 else { throw source.damaged("what describes it goes on nowhere") }
    let more = try source.range(source.address(start), source.count(start + 8, 8))
    // A block that was read would be read for ever.
    guard !blocks.contains(where: { $0.overlaps(more) }) else {
      throw source.damaged("what describes it goes in a circle")
    }
    blocks.append(more)
  }
}
