/// The texts in a GIF's comment extensions (GIF89a, section 24).
enum GIFTexts {
  /// - Throws: ``MediaError`` when the file is damaged or cut short.
  static func decode(_ bytes: [UInt8]) throws(MediaError) -> [String: String] {
    JPEGComments.decode(try parts(bytes).comments)
  }

  /// All of a file but its comments.
  ///
  /// - Throws: As ``decode(_:)``.
  static func imageData(_ bytes: [UInt8]) throws(MediaError) -> [UInt8] { try parts(bytes).others }

  private static func parts(_ bytes: [UInt8]) throws(MediaError) -> (comments: [[UInt8]], others: [UInt8]) {
    var file = BoxReader(bytes, title: "GIF")
    // The signature and the size; then flags, the background and the pixels' proportions.
    try file.skip(10)
    try file.skip(2 + tableSize(file.number(1)))
    var (comments, others) = ([[UInt8]](), Array(bytes[..<file.place]))
    while true {
      let start = file.place
      switch try file.number(1) {
      case extensionMark:
        let isComment = try file.number(1) == commentLabel
        let content = try blocks(&file, isKept: isComment)
        if isComment { comments.append(content) } else { others += bytes[start..<file.place] }
      case imageMark:
        try file.skip(8)
        // Behind the table stands the size of the codes.
        try file.skip(tableSize(file.number(1)) + 1)
        _ = try blocks(&file, isKept: false)
        others += bytes[start..<file.place]
      case endMark: return (comments, others)
      default: throw MediaError.damaged("GIF", "a part of it is of no known kind")
      }
    }
  }

  private static let extensionMark = 0x21
  private static let commentLabel = 0xFE
  private static let imageMark = 0x2C
  private static let endMark = 0x3B

  /// The bytes of a colour table, by the flags that tell of it.
  private static func tableSize(_ flags: Int) -> Int { flags & 0x80 == 0 ? 0 : 3 << (flags & 7 + 1) }

  /// The blocks of up to 255 bytes up to an empty one.
  private static func blocks(_ file: inout BoxReader, isKept: Bool) throws(MediaError) -> [UInt8] {
    var content: [UInt8] = []
    while true {
      let count = try file.number(1)
      if count == 0 { return content }
      if isKept { content += file.rest.prefix(count) }
      try file.skip(count)
    }
  }
}
