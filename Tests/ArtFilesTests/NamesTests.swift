import Foundation
import Testing

@testable import ArtFiles

/// Names are bytes, whatever they spell.
struct NamesTests {
  static let names: [[UInt8]] = [
    Array("plain".utf8), Array("é".utf8), Array("e\u{301}".utf8), Array("\u{93E}".utf8), Array("🙂".utf8),
    [0x63, 0x61, 0x66, 0xE9], [0xFF], [0x80, 0xC3], [0xC3], [0xE2, 0x82], [0xF0, 0x9F, 0x99], [0xC0, 0xAF],
    [0xED, 0xA0, 0x80],
    [0xF4, 0x90, 0x80, 0x80], [0xF4], Array("\u{10FFE9}".utf8), Array("\u{10FF2F}".utf8), Array("\u{100000}x".utf8),
    [1, 10, 27, 127], Array(0x80...0xFF),
  ]

  @Test(arguments: names)
  func eachNameMakesTheRoundTrip(bytes: [UInt8]) {
    #expect(Paths.bytes(of: Paths.text(of: bytes)) == bytes)
  }

  @Test func bytesInARowAreCarriedOneByOne() {
    #expect(Paths.text(of: [0x63, 0xE9, 0x64]).unicodeScalars.map(\.value) == [0x63, 0x10FFE9, 0x64])
    #expect(Paths.text(of: Array("é\u{10FFE9}".utf8)).unicodeScalars.map(\.value).first == 0xE9)
    var seen: Set<[UInt32]> = []
    for first in UInt8.min...UInt8.max {
      for second in UInt8.min...UInt8.max {
        let text = Paths.text(of: [first, second])
        #expect(Paths.bytes(of: text) == [first, second])
        #expect(seen.insert(text.unicodeScalars.map(\.value)).inserted)
      }
    }
  }

  /// No text smuggles a slash, a dot or a NUL into a name.
  @Test(arguments: [0, 0x2E, 0x2F, 0x7F] as [UInt32])
  func bytesOfASCIIAreNotCarried(value: UInt32) throws {
    let scalar = try #require(Unicode.Scalar(0x10FF00 + value))
    #expect(Paths.bytes(of: String(Character(scalar))) == Array(String(Character(scalar)).utf8))
  }

  @Test func filesOfAnyNameAreWrittenListedReadAndRemoved() throws {
    let scratch = try Scratch()
    let usable = Self.names.filter { !$0.contains(0) }
    for (number, bytes) in usable.enumerated() {
      try scratch.run.file(Paths.text(of: bytes)).write([UInt8(number)])
      try FilePlace.typed(scratch.path("typed-" + Paths.text(of: bytes))).write([UInt8(number)])
    }
    let listed = try Listing.names(in: scratch.run.path).filter { !Paths.isHidden($0) }
    let typed = usable.map { Array("typed-".utf8) + $0 }
    #expect(
      listed.map(Paths.bytes) == (usable + typed).sorted { $0.lexicographicallyPrecedes($1) })
    #expect(try Listing.files(in: scratch.run.path).map(Paths.bytes) == listed.map(Paths.bytes))
    #expect(zip(listed, listed.dropFirst()).allSatisfy(Paths.precedes))
    for (number, bytes) in usable.enumerated() {
      let name = Paths.text(of: bytes)
      #expect(try FileReader.contents(of: scratch.path(name), limit: 1) == [UInt8(number)])
      #expect(try scratch.run.contents(of: name, limit: 1) == [UInt8(number)])
      try scratch.run.remove(name)
      #expect(!scratch.run.exists(name) && scratch.run.exists("typed-" + name))
    }
  }

  @Test func theSystemSortsLikeTheSmallestReference() throws {
    let scratch = try Scratch()
    for name in ["b", "a", "B", "10", "9", "a.b", "a-b", "ab"] { try scratch.put("", name) }
    #expect(try Listing.names(in: scratch.run.path) == ["10", "9", "B", "a", "a-b", "a.b", "ab", "b"])
  }

  @Test(arguments: [
    ("plain name.png", "plain name.png"), ("é 日本 🙂 👩‍👩‍👧", "é 日本 🙂 👩‍👩‍👧"), ("a\nb\rc\td", "a\\nb\\rc\\td"),
    ("\u{1B}[2J", "\\u{1B}[2J"), ("\u{0}\u{7F}\u{9B}", "\\u{00}\\u{7F}\\u{9B}"),
    ("gpj.\u{202E}png", "gpj.\\u{202E}png"),
    ("\u{2066}\u{200F}\u{2028}\u{FEFF}", "\\u{2066}\\u{200F}\\u{2028}\\u{FEFF}"),
    (Paths.text(of: [0x63, 0x61, 0x66, 0xE9]), "caf\\xE9"), ("\u{10FF00}", "\u{10FF00}"),
  ])
  func whatIsPrintedIsSafe(text: String, printed: String) {
    #expect(Array(Paths.printable(text).utf8) == Array(printed.utf8))
  }

  @Test(arguments: [
    ("sheet.png", nil), ("é 日本.png", nil), ("", "it is empty"), ("a/b", "it has a '/'"), (".a", "it begins with a dot"),
    ("a\0b", "it has the character U+0, which is not shown"), ("a\nb", "it has the character U+A, which is not shown"),
    ("a\u{202E}b", "it has the character U+202E, which is not shown"), (".\u{301}", "it begins with a dot"),
    ("a/\u{301}", "it has a '/'"), (String(repeating: "é", count: 101), "it is longer than 200 bytes"),
    (Paths.text(of: [0x61, 0xE9]), "it has the character U+10FFE9, which is not shown"),
  ])
  func namesForNewFiles(name: String, fault: String?) { #expect(Paths.fault(ofName: name) == fault) }
}
