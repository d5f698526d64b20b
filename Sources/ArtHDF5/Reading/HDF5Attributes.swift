/// The attributes of a group or dataset: section IV.A.2.m of the format.
struct HDF5Attributes: Sendable {
  /// Where the type and the sides of one are described, and where its elements are.
  private struct Place {
    let type: Int
    let space: Int
    let elements: Range<Int>
  }

  private let source: HDF5Source
  private var places: [String: Place] = [:]

  init(_ header: HDF5Header, _ source: HDF5Source) throws(HDF5Error) {
    self.source = source
    if let info = try header.first(0x15, source) {
      let flags = try source.byte(info.range.lowerBound + 1)
      let heap = try source.number(info.range.lowerBound + 2 + (flags & 1 == 0 ? 0 : 2), 8)
      guard heap == HDF5Source.undefinedAddress else {
        throw source.unsupported(
          "keeps its attributes in the form of libver='latest': save it with h5py's usual settings, as Keras does")
      }
    }
    for message in header.messages where message.kind == 0x0C {
      guard !message.isShared else {
        throw source.unsupported("shares an attribute with others, and cannot be read here")
      }
      try add(message.range)
    }
  }

  var names: [String] { places.keys.sorted() }

  private mutating func add(_ range: Range<Int>) throws(HDF5Error) {
    let start = range.lowerBound
    let version = try source.byte(start)
    guard (1...3).contains(version) else { throw source.damaged("an attribute is of an unknown version \(version)") }
    let sizes = (try source.count(start + 2, 2), try source.count(start + 4, 2), try source.count(start + 6, 2))
    let flags = try source.byte(start + 1)
    guard version == 1 || flags == 0 else {
      throw source.unsupported("has an attribute that shares its type with others, and cannot be read here")
    }
    // Version 1 fills each part up to a multiple of 8 bytes.
    func filled(_ size: Int) -> Int { version == 1 ? (size + 7) / 8 * 8 : size }
    let name = start + (version == 3 ? 9 : 8)
    let type = name + filled(sizes.0)
    let space = type + filled(sizes.1)
    let elements = space + filled(sizes.2)
    guard elements <= range.upperBound else { throw source.damaged("an attribute does not fit") }
    let place = Place(type: type, space: space, elements: elements..<range.upperBound)
    let words = try source.text(name, end: name + sizes.0)
    guard places.updateValue(place, forKey: words) == nil else {
      throw source.damaged("the attribute '\(words)' is there twice")
    }
  }

  /// The value of an attribute; nil where there is none.
  func value(_ name: String) throws(HDF5Error) -> HDF5Value? {
    guard let place = places[name] else { return nil }
    let source = source.at("\(self.source.place) (attribute '\(name)')")
    let space = try HDF5Dataspace(source, place.space)
    guard space.count > 0 else { return .numbers([]) }
    let type = try HDF5Datatype(source, place.type)
    guard space.count <= place.elements.count / type.size else {
      throw source.damaged("it has fewer elements than it says")
    }
    let range = place.elements.lowerBound..<place.elements.lowerBound + space.count * type.size
    if let numbers = type.doubles(source.bytes, range, count: space.count) { return .numbers(numbers) }
    var heaps = HDF5Heaps(source: source)
    var (texts, total) = ([String](), 0)
    for start in stride(from: range.lowerBound, to: range.upperBound, by: type.size) {
      let letters = type == .longText ? try heaps.text(start) : start..<start + type.size
      // Many may name the same letters.
      total += letters.count
      guard total <= source.bytes.count else { throw source.damaged("its texts are longer than the file") }
      let text = try source.text(letters.lowerBound, end: letters.upperBound)
      texts.append(text)
    }
    return .texts(texts)
  }
}

/// Texts of any length, which lie in collections elsewhere in the file: section III.E of the format.
struct HDF5Heaps {
  let source: HDF5Source
  /// The places of the objects of collections that were read, by their numbers.
  private var read: [Int: [Int: Range<Int>]] = [:]

  init(source: HDF5Source) {
    self.source = source
  }

  /// Where the letters of a text are, whose reference stands at a place.
  mutating func text(_ start: Int) throws(HDF5Error) -> Range<Int> {
    let length = try source.count(start, 4)
    guard length > 0 else { return start..<start }
    let collection = try source.address(start + 4)
    if read[collection] == nil { read[collection] = try objects(of: collection) }
    let number = try source.count(start + 12, 4)
    guard let object = read[collection]?[number], length <= object.count else {
      throw source.damaged("a text is missing")
    }
    return object.lowerBound..<object.lowerBound + length
  }

  private func objects(of collection: Int) throws(HDF5Error) -> [Int: Range<Int>] {
    try source.expect("GCOL", collection)
    let all = try source.range(collection, source.count(collection + 8, 8))
    var objects: [Int: Range<Int>] = [:]
    var place = collection + 16
    while place + 16 <= all.upperBound {
      let number = try source.count(place, 2)
      // Number 0 is what is free.
      guard number != 0 else { break }
      let size = try source.count(place + 8, 8)
      guard size <= all.upperBound - place - 16 else { throw source.damaged("a text does not fit") }
      objects[number] = place + 16..<place + 16 + size
      place += 16 + (size + 7) / 8 * 8
    }
    return objects
  }
}
