/// What an AVIF file says of its images (ISO/IEC 23008-12): which there are, where their data are, what belongs to them.
struct AVIFItems {
  /// A property of images, as it stands in the file.
  struct Property {
    var type: String
    var content: BoxReader
  }

  /// A property of one image, and whether the image cannot be shown without it.
  struct Association {
    var property: Int
    var isEssential: Bool
  }

  struct Reference {
    var type: String
    var from: Int
    var to: [Int]
  }

  private(set) var primary: Int?
  private(set) var types: [Int: String] = [:]
  private(set) var references: [Reference] = []
  private var places: [Int: [Range<Int>]] = [:]
  private var properties: [Property] = []
  private var associations: [Int: [Association]] = [:]
  private let bytes: [UInt8]
  private static let title = "AVIF"

  init(_ bytes: [UInt8]) throws(MediaError) {
    self.bytes = bytes
    var file = BoxReader(bytes, title: Self.title)
    while var box = try file.box() {
      guard box.type == "meta" else { continue }
      try box.content.skip(4)
      try readMeta(box.content)
      break
    }
  }

  /// The properties of an image, in the order in which they are applied.
  func properties(of item: Int) throws(MediaError) -> [(property: Property, isEssential: Bool)] {
    var found: [(Property, Bool)] = []
    for association in associations[item] ?? [] where association.property > 0 {
      guard association.property <= properties.count else {
        throw MediaError.damaged(Self.title, "a property is missing")
      }
      found.append((properties[association.property - 1], association.isEssential))
    }
    return found
  }

  /// The data of an image.
  func data(of item: Int) throws(MediaError) -> [UInt8] {
    guard let places = places[item], !places.isEmpty else {
      throw MediaError.damaged(Self.title, "the data of an image are missing")
    }
    // Ranges may overlap: together they hold no more than the file.
    guard places.reduce(0, { $0 + $1.count }) <= bytes.count else {
      throw MediaError.damaged(Self.title, "an image has more data than the file")
    }
    return places.flatMap { bytes[$0] }
  }

  private mutating func readMeta(_ meta: BoxReader) throws(MediaError) {
    var boxes: [String: BoxReader] = [:]
    var meta = meta
    while let box = try meta.box() { boxes[box.type] = boxes[box.type] ?? box.content }
    if var box = boxes["pitm"] { primary = try box.number(Self.version(&box) == 0 ? 2 : 4) }
    if var box = boxes["iinf"] { try readInformation(&box) }
    if var box = boxes["iloc"] { try readLocations(&box, inner: boxes["idat"]) }
    if var box = boxes["iref"] { try readReferences(&box) }
    if var box = boxes["iprp"] {
      while var inner = try box.box() {
        switch inner.type {
        case "ipco":
          while let one = try inner.content.box() { properties.append(Property(type: one.type, content: one.content)) }
        case "ipma": try readAssociations(&inner.content)
        default: break
        }
      }
    }
  }

  /// The version of a box; its flags are passed over.
  private static func version(_ box: inout BoxReader) throws(MediaError) -> Int {
    let version = try box.number(1)
    try box.skip(3)
    return version
  }

  private mutating func readInformation(_ box: inout BoxReader) throws(MediaError) {
    try box.skip(Self.version(&box) == 0 ? 2 : 4)
    while var entry = try box.box() {
      guard entry.type == "infe" else { continue }
      let version = try Self.version(&entry.content)
      guard version >= 2 else { continue }
      let item = try entry.content.number(version == 2 ? 2 : 4)
      try entry.content.skip(2)
      types[item] = try entry.content.letters()
    }
  }

  private mutating func readLocations(_ box: inout BoxReader, inner: BoxReader?) throws(MediaError) {
    let version = try Self.version(&box)
    let sizes = try box.number(2)
    let (offsetSize, lengthSize, baseSize) = (sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15)
    let indexSize = version == 0 ? 0 : sizes & 15
    guard [offsetSize, lengthSize, baseSize, indexSize].allSatisfy({ [0, 4, 8].contains($0) }) else {
      throw MediaError.damaged(Self.title, "a size in it is wrong")
    }
    for _ in 0..<(try box.number(version < 2 ? 2 : 4)) {
      let item = try box.number(version < 2 ? 2 : 4)
      let method = version == 0 ? 0 : try box.number(2) & 15
      try box.skip(2)
      let base = try box.number(baseSize)
      var ranges: [Range<Int>] = []
      for _ in 0..<(try box.number(2)) {
        try box.skip(indexSize)
        let offset = try box.number(offsetSize)
        let length = try box.number(lengthSize)
        let limits = method == 1 ? inner.map { $0.place..<$0.end } ?? 0..<0 : 0..<bytes.count
        let room = limits.count - base
        // Elsewhere than in the file: not read.
        guard method < 2, base <= limits.count, offset <= room, length <= room - offset else { continue }
        let start = limits.lowerBound + base + offset
        ranges.append(start..<(length == 0 ? limits.upperBound : start + length))
      }
      places[item] = ranges
    }
  }

  private mutating func readReferences(_ box: inout BoxReader) throws(MediaError) {
    let size = try Self.version(&box) == 0 ? 2 : 4
    while var reference = try box.box() {
      let from = try reference.content.number(size)
      var to: [Int] = []
      for _ in 0..<(try reference.content.number(2)) { to.append(try reference.content.number(size)) }
      references.append(Reference(type: reference.type, from: from, to: to))
    }
  }

  private mutating func readAssociations(_ box: inout BoxReader) throws(MediaError) {
    let version = try box.number(1)
    let isWide = try box.number(3) & 1 == 1
    for _ in 0..<(try box.number(4)) {
      let item = try box.number(version == 0 ? 2 : 4)
      for _ in 0..<(try box.number(1)) {
        let value = try box.number(isWide ? 2 : 1)
        let mark = isWide ? 0x8000 : 0x80
        associations[item, default: []].append(
          Association(property: value & (mark - 1), isEssential: value & mark != 0))
      }
    }
  }
}
