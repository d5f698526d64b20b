/// The chunks of a WebP file (RIFF): what FFmpeg's decoder leaves out is found here.
struct WebPContainer {
  /// One chunk: its four letters and where its content is.
  struct Chunk: Hashable {
    var name: String
    var content: Range<Int>
  }

  private let bytes: UnsafeBufferPointer<UInt8>

  /// `nil` when this is no WebP file.
  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.count >= 12, bytes.prefix(4).elementsEqual("RIFF".utf8),
      bytes[8..<12].elementsEqual("WEBP".utf8)
    else { return nil }
    self.bytes = bytes
  }

  var chunks: [Chunk] { chunks(in: 12..<bytes.count) }

  /// The orientation in the EXIF chunk, or in the XMP chunk.
  var orientation: ExifOrientation {
    let exif = chunks.first { $0.name == "EXIF" }.map { chunk in
      let content = bytes[chunk.content]
      let signature: [UInt8] = [0x45, 0x78, 0x69, 0x66, 0, 0]  // some programs write JPEG's prefix
      return content.starts(with: signature) ? content.dropFirst(6) : content
    }
    return ExifOrientation(exif: exif, xmp: xmp)
  }

  /// The packet of XMP.
  var xmp: Slice<UnsafeBufferPointer<UInt8>>? { chunks.first { $0.name == "XMP " }.map { bytes[$0.content] } }

  /// Whether the file has all the bytes that its header tells of.
  var isWhole: Bool { (0..<4).reduce(0) { $0 | Int(bytes[4 + $1]) << (8 * $1) } <= bytes.count - 8 }

  /// One image of an animation.
  struct Frame {
    /// Where its top left corner stands on the canvas.
    var x: Int
    var y: Int
    /// The image as a still WebP file of its own.
    var file: [UInt8]
  }

  /// The frames of an animation; empty for a still image.
  var frames: [Frame] {
    chunks.filter { $0.name == "ANMF" && $0.content.count > 16 }.map { frame in
      // 16 bytes of place, size, duration and flags come before the frame's own chunks.
      let start = frame.content.lowerBound
      let inner = chunks(in: start + 16..<frame.content.upperBound)
        .filter { ["ALPH", "VP8 ", "VP8L"].contains($0.name) }
      let file = still(inner, size: Array(bytes[start + 6..<start + 12]))
      return Frame(x: 2 * number(at: start), y: 2 * number(at: start + 3), file: file)
    }
  }

  /// The size of an animation's canvas, from the extended header.
  var canvas: (width: Int, height: Int)? {
    guard let header = chunks.first, header.name == "VP8X", header.content.count >= 10 else { return nil }
    return (number(at: header.content.lowerBound + 4) + 1, number(at: header.content.lowerBound + 7) + 1)
  }

  /// Three bytes, the lowest first.
  private func number(at place: Int) -> Int {
    Int(bytes[place]) | Int(bytes[place + 1]) << 8 | Int(bytes[place + 2]) << 16
  }

  /// A still file of a frame's chunks. Alpha apart from the colours needs the extended header.
  private func still(_ inner: [Chunk], size: [UInt8]) -> [UInt8] {
    var body = Array("WEBP".utf8)
    if inner.contains(where: { $0.name == "ALPH" }) {
      body += Array("VP8X".utf8) + WebPContainer.number(10) + [0x10, 0, 0, 0] + size
    }
    for chunk in inner {
      body += Array(chunk.name.utf8) + WebPContainer.number(chunk.content.count) + bytes[chunk.content]
      if chunk.content.count % 2 == 1 { body.append(0) }
    }
    return Array("RIFF".utf8) + WebPContainer.number(body.count) + body
  }

  /// The chunks in a range, up to the first that does not fit into it.
  private func chunks(in range: Range<Int>) -> [Chunk] {
    var found: [Chunk] = []
    var place = range.lowerBound
    while place + 8 <= range.upperBound {
      let count = (0..<4).reduce(0) { $0 | Int(bytes[place + 4 + $1]) << (8 * $1) }
      guard count <= range.upperBound - place - 8 else { break }
      let name = String(decoding: bytes[place..<place + 4], as: UTF8.self)
      found.append(Chunk(name: name, content: place + 8..<place + 8 + count))
      place += 8 + count + count % 2
    }
    return found
  }

  /// Four bytes, the lowest first.
  static func number(_ value: Int) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
}
