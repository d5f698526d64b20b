public import ArtFiles

/// Title and comment of a WebM or Matroska file: the title of the segment, and a tag of the whole file.
extension WebMFormat: MetadataFormat {
  public func recognizes(_ bytes: [UInt8]) -> Bool {
    var file = EBMLReader(Array(bytes.prefix(Self.mostHeaderBytes)), title: title)
    guard case (.header, var header)? = try? file.element() else { return false }
    while case let (id, content)? = try? header.element() {
      if id == .documentType { return ["webm", "matroska"].contains(content.text) }
    }
    return false
  }

  /// What stands in the segment besides the images: these are left where they are.
  public func metadataPart(of file: borrowing FileReader, limit: Int) throws(MediaError) -> [UInt8] {
    var (place, part) = (0, [UInt8]())
    for _ in 0..<Self.mostElements where place < file.size {
      var head = EBMLReader(try file.mediaBytes(place..<min(place + Self.mostHeadBytes, file.size)), title: title)
      let (id, size) = try head.head(ofAtMost: file.size - place)
      let end = place + head.place + size
      if [.info, .tags].contains(id) {
        guard part.count + end - place <= limit else {
          throw MediaError(.tooLarge, "the video's texts have more than \(limit) bytes")
        }
        part += try file.mediaBytes(place..<end)
      }
      // The segment's elements are looked at one by one.
      place = id == .segment ? place + head.place : end
    }
    return part
  }

  public func metadata(of bytes: [UInt8]) throws(MediaError) -> [String: String] {
    var (file, texts) = (EBMLReader(bytes, title: title), [String: String]())
    try read(&file, into: &texts)
    return texts
  }

  /// The encoded frames.
  public func imageData(of bytes: [UInt8]) throws(MediaError) -> [UInt8]? {
    var (file, data) = (EBMLReader(bytes, title: title), [UInt8]())
    while var element = try file.element() {
      guard element.id == .segment else { continue }
      while let inner = try element.content.element() {
        if inner.id == .cluster { data += inner.content.rest }
      }
    }
    return data
  }

  /// A header has about forty.
  private static let mostHeaderBytes = 256
  /// A kind of 4 and a size of 8.
  private static let mostHeadBytes = 12
  /// No file has more: a cluster holds some seconds.
  private static let mostElements = 100_000

  private func read(_ segment: inout EBMLReader, into texts: inout [String: String]) throws(MediaError) {
    while var element = try segment.element() {
      switch element.id {
      case .segment: try read(&element.content, into: &texts)
      case .info:
        while let inner = try element.content.element() {
          if inner.id == .title { texts[MetadataReader.Key.title] = inner.content.text }
        }
      case .tags:
        while var tag = try element.content.element() {
          if tag.id == .tag { try readTag(&tag.content, into: &texts) }
        }
      default: break
      }
    }
  }

  /// Reads a tag that is about the whole file.
  private func readTag(_ tag: inout EBMLReader, into texts: inout [String: String]) throws(MediaError) {
    var found: [String: String] = [:]
    while var element = try tag.element() {
      // What is aimed at a track says so by a number of its own.
      if element.id == .targets, !element.content.rest.isEmpty { return }
      guard element.id == .simpleTag else { continue }
      var (name, text) = ("", "")
      while let inner = try element.content.element() {
        if inner.id == .tagName { name = inner.content.text.uppercased() }
        if inner.id == .tagString { text = inner.content.text }
      }
      if name == "COMMENT" { found[MetadataReader.Key.comment] = text }
      if name == "TITLE" { found[MetadataReader.Key.title] = text }
    }
    texts.merge(found) { $1 }
  }
}
