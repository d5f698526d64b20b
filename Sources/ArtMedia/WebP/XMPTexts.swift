/// Dublin Core's title and description in a packet of XMP (ISO 16684-1), as ``WebPMetadata`` writes them and programs that
/// edit images keep them.
enum XMPTexts {
  static func decode(_ packet: some Collection<UInt8>) -> [String: String] {
    let packet = Array(packet)
    var texts: [String: String] = [:]
    texts[MetadataReader.Key.title] = text("title", in: packet)
    texts[MetadataReader.Key.comment] = text("description", in: packet)
    return texts
  }

  /// The first item of a property.
  private static func text(_ property: String, in packet: [UInt8]) -> String? {
    guard let start = place(of: "<dc:\(property)", in: packet, from: 0),
      let end = place(of: "</dc:\(property)", in: packet, from: start),
      let item = place(of: "<rdf:li", in: packet, from: start),
      let open = packet[item...].firstIndex(of: UInt8(ascii: ">")),
      let close = packet[open...].firstIndex(of: UInt8(ascii: "<")), close < end
    else { return nil }
    return String(decoding: unescaped(packet[(open + 1)..<close]), as: UTF8.self)
  }

  private static func place(of word: String, in packet: [UInt8], from start: Int) -> Int? {
    let word = Array(word.utf8)
    return packet[start...].indices.first { packet[$0] == word[0] && packet[$0...].starts(with: word) }
  }

  /// With the characters in the place of their references; what is none stays as it is.
  private static func unescaped(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var (result, rest) = ([UInt8](), text)
    while let mark = rest.firstIndex(of: UInt8(ascii: "&")) {
      result += rest[..<mark]
      rest = rest[(mark + 1)...]
      guard let end = rest.prefix(longestReference).firstIndex(of: UInt8(ascii: ";")),
        let scalar = scalar(String(decoding: rest[..<end], as: UTF8.self))
      else {
        result.append(UInt8(ascii: "&"))
        continue
      }
      result += String(Character(scalar)).utf8
      rest = rest[(end + 1)...]
    }
    return result + rest
  }

  /// `#x10FFFF;` with zeros before it.
  private static let longestReference = 12

  private static func scalar(_ name: String) -> Unicode.Scalar? {
    switch name {
    case "amp": "&"
    case "lt": "<"
    case "gt": ">"
    case "quot": "\""
    case "apos": "'"
    case _ where name.hasPrefix("#x"): UInt32(name.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init)
    case _ where name.hasPrefix("#"): UInt32(name.dropFirst()).flatMap(Unicode.Scalar.init)
    default: nil
    }
  }
}
