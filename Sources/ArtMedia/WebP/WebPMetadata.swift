import ArtFiles

/// Adds texts to a WebP file, as an XMP chunk: FFmpeg's writer leaves them out.
enum WebPMetadata {
  static func add(title: String?, comment: String?, to writer: FileWriter) throws(MediaError) {
    guard title != nil || comment != nil else { return }
    let file = try MediaError.mapping { () throws(FileError) in try writer.contents() }
    let chunks = file.withUnsafeBufferPointer { WebPContainer($0)?.chunks } ?? []
    guard let first = chunks.first else { throw MediaError(.encodingFailed, "the WebP file is not complete") }
    var body = Array("WEBP".utf8)
    if first.name == "VP8X" {
      var header = Array(file[first.content])
      header[0] |= xmpFlag
      body += chunk("VP8X", header)
    } else {
      // A single frame is written as a plain image, which has no room for other chunks.
      body += chunk("VP8X", try extendedHeader(first, in: file))
    }
    for other in chunks where other.name != "VP8X" { body += chunk(other.name, file[other.content]) }
    body += chunk("XMP ", Array(packet(title: title, comment: comment).utf8))
    let whole = Array("RIFF".utf8) + WebPContainer.number(body.count) + body
    try MediaError.mapping { () throws(FileError) in try writer.replace(with: whole) }
  }

  private static let xmpFlag: UInt8 = 0x04
  private static let alphaFlag: UInt8 = 0x10

  /// The extended header of a plain image: its flags and its size less one, three bytes each.
  private static func extendedHeader(_ image: WebPContainer.Chunk, in file: [UInt8]) throws(MediaError) -> [UInt8] {
    let content = Array(file[image.content].prefix(10))
    guard content.count == 10 else { throw MediaError(.encodingFailed, "the WebP file is not complete") }
    let width: Int
    let height: Int
    var flags = xmpFlag
    if image.name == "VP8L" {
      let bits = (1...4).reduce(0) { $0 | Int(content[$1]) << (8 * ($1 - 1)) }
      width = bits & 0x3FFF
      height = bits >> 14 & 0x3FFF
      if bits >> 28 & 1 == 1 { flags |= alphaFlag }
    } else {
      width = (Int(content[6]) | Int(content[7]) << 8) & 0x3FFF - 1
      height = (Int(content[8]) | Int(content[9]) << 8) & 0x3FFF - 1
    }
    return [flags, 0, 0, 0] + WebPContainer.number(width).prefix(3) + WebPContainer.number(height).prefix(3)
  }

  private static func chunk(_ name: String, _ content: some Collection<UInt8>) -> [UInt8] {
    Array(name.utf8) + WebPContainer.number(content.count) + content + (content.count % 2 == 1 ? [0] : [])
  }

  /// XMP's packet (ISO 16684-1) with Dublin Core's title and description.
  private static func packet(title: String?, comment: String?) -> String {
    func property(_ name: String, _ text: String?) -> String {
      guard let text else { return "" }
      return "<dc:\(name)><rdf:Alt><rdf:li xml:lang=\"x-default\">\(escaped(text))</rdf:li></rdf:Alt></dc:\(name)>"
    }
    return """
      <?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">\
      <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\
      <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">\
      \(property("title", title))\(property("description", comment))\
      </rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>
      """
  }

  /// Scalar by scalar: a sign with a combining mark is one character.
  private static func escaped(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      default: result.unicodeScalars.append(scalar)
      }
    }
  }
}
