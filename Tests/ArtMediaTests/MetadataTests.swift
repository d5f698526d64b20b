import ArtFiles
import Foundation
import Testing

@testable import ArtMedia

/// Texts that formats of several images carry come back as they were written.
@Suite struct MetadataTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  static let comments = [
    "", "plain", #"{"document":{"name":"a & b","path":"<x>"},"stage":"video"}"#, "&amp; is no &, nor is &lt;&#38;",
    "Café ½ 雪 ☃", "&\u{301}<\u{301}", String(repeating: "all work and no play & ", count: 4000),
  ]
  static let names = ["a.mp4", "a.mov", "a.webm", "a.gif", "a.webp", "still.webp"]

  func write(_ name: String, title: String?, comment: String?) throws -> String {
    let path = folder.file(name)
    try VideoTools.write(
      try VideoTools.frames(count: name == "still.webp" ? 1 : 3, width: 16, height: 16), to: path,
      as: VideoFormatRegistry.standard.format(ofFile: name), VideoSettings(title: title, comment: comment))
    return path
  }

  @Test(arguments: comments, names)
  func textsComeBack(comment: String, name: String) throws {
    let texts = try MetadataReader().metadata(file: write(name, title: "artpipe & 1", comment: comment))
    var expected = ["Title": "artpipe & 1", "Comment": comment]
    // FFmpeg writes no empty text there, and a QuickTime file holds none of more than 65,535 bytes.
    if comment.isEmpty, name == "a.mp4" || name == "a.mov" { expected["Comment"] = nil }
    if comment.utf8.count > 65_535, name == "a.mov" { expected["Comment"] = nil }
    #expect(texts == expected)
  }

  @Test(arguments: names)
  func noTextsAreNone(name: String) throws {
    #expect(try MetadataReader().metadata(file: write(name, title: nil, comment: nil)) == [:])
  }

  /// FFmpeg's own reader finds the same as ours, and ours what FFmpeg wrote in QuickTime's way.
  @Test func quickTimeTextsAreRead() throws {
    func box(_ type: [UInt8], _ content: [UInt8]) -> [UInt8] {
      let size = content.count + 8
      return (0..<4).map { UInt8(truncatingIfNeeded: size >> (24 - 8 * $0)) } + type + content
    }
    func text(_ text: String) -> [UInt8] { [0, UInt8(text.utf8.count), 0x55, 0xC4] + Array(text.utf8) }
    let data = box([0xA9] + Array("nam".utf8), text("a title")) + box([0xA9] + Array("cmt".utf8), text("a note"))
    let file =
      box(Array("ftyp".utf8), Array("qt  \0\0\u{2}\0qt  ".utf8)) + box(Array("wide".utf8), [])
      + box(Array("moov".utf8), box(Array("udta".utf8), data + [0, 0, 0, 0]))
    #expect(try MetadataReader().metadata(file, name: "a.mov") == ["Title": "a title", "Comment": "a note"])
  }

  /// As ExifTool and others write a packet anew.
  @Test func packetsOfOthersAreRead() {
    let packet = """
      <rdf:Description rdf:about='' xmlns:dc='http://purl.org/dc/elements/1.1/'>
        <dc:description>
         <rdf:Alt>
          <rdf:li xml:lang='x-default'>{&quot;a&quot;: &#39;&#x2603;&#39;} &amp; &bad; &</rdf:li>
         </rdf:Alt>
        </dc:description>
      </rdf:Description>
      """
    #expect(XMPTexts.decode(Array(packet.utf8)) == ["Comment": #"{"a": '☃'} & &bad; &"#])
    for count in 0..<packet.utf8.count { _ = XMPTexts.decode(Array(packet.utf8.prefix(count))) }
  }

  /// What is cut off is damage, as long as the file is told from others; flipped bytes end with texts or an error.
  @Test(arguments: names)
  func damageIsAnError(name: String) throws {
    let bytes = try MediaError.contents(of: write(name, title: "t", comment: "a longer comment"))
    for count in stride(from: 16, to: bytes.count, by: 7) {
      // The index of an MP4 stands first: what is behind it is not needed.
      let texts = try? MetadataReader().metadata(Array(bytes.prefix(count)), name: name)
      #expect(
        texts == nil
          || ["mp4", "mov"].contains(where: name.hasSuffix) && texts == ["Title": "t", "Comment": "a longer comment"])
    }
    for place in 0..<min(bytes.count, 1500) {
      var damaged = bytes
      damaged[place] ^= UInt8(place % 255 + 1)
      _ = try? MetadataReader().metadata(damaged, name: name)
    }
  }

  /// The images of a long video are not read for its texts, and an index at its end is found.
  @Test func onlyTheIndexOfAVideoIsRead() throws {
    let path = try write("a.mp4", title: "t", comment: "c")
    let bytes = try MediaError.contents(of: path)
    let index = try #require(bytes.firstRange(of: Array("moov".utf8))).lowerBound - 4
    let size = bytes[index..<index + 4].reduce(0) { $0 << 8 | Int($1) }
    // A box of 64 bits that claims five gigabytes, in a file with a hole.
    let hole = 5 << 30
    var head = Array(bytes[..<index]) + [0, 0, 0, 1] + Array("mdat".utf8)
    head += (0..<8).map { UInt8(truncatingIfNeeded: hole >> (56 - 8 * $0)) }
    let long = folder.file("long.mp4")
    try Data(head).write(to: URL(fileURLWithPath: long))
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: long))
    try handle.seek(toOffset: UInt64(index + hole))
    try handle.write(contentsOf: bytes[index..<index + size])
    try handle.close()
    #expect(try MetadataReader().metadata(file: long) == ["Title": "t", "Comment": "c"])
  }

  @Test func filesOfOtherKindsAreRefused() throws {
    for (bytes, words) in [
      (Array("%PDF-1.7".utf8), "a PDF document"), ([], "the file is empty"),
      ([0x1A, 0x45, 0xDF, 0xA3, 0, 0, 0, 0], "a video (Matroska or WebM)"), ([1, 2, 3], "no image or video"),
    ] {
      let error = #expect(throws: MediaError.self) { try MetadataReader().metadata(bytes, name: "x") }
      #expect(error?.reason.contains(words) == true)
    }
  }
}

extension MetadataTests {
  /// Files of the same frames and other texts hold the same images; of other frames they do not.
  @Test(arguments: names)
  func imagesAreToldFromTexts(name: String) throws {
    let reader = MetadataReader()
    let one = try reader.imageData(file: write(name, title: "artpipe 1", comment: "a recipe"))
    let other = try reader.imageData(file: write(name, title: nil, comment: String(repeating: "another ", count: 90)))
    #expect(one != nil && one == other)
    let path = folder.file(name)
    try VideoTools.write(
      try VideoTools.frames(count: 2, width: 16, height: 24), to: path,
      as: VideoFormatRegistry.standard.format(ofFile: name), VideoSettings(title: "artpipe 1", comment: "a recipe"))
    #expect(try reader.imageData(file: path) != one)
  }
}
