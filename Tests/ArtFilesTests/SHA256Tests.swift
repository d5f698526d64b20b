import ArtFiles
import CArtFiles
import Testing

struct SHA256Tests {
  /// FIPS 180-4 examples and the long-message example of NIST's example values.
  static let vectors: [(String, Int, String)] = [
    ("", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
      1, "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
    ("a", 1_000_000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
  ]

  @Test(arguments: vectors)
  func matchesNIST(text: String, repeats: Int, expected: String) {
    let bytes = Array(String(repeating: text, count: repeats).utf8)
    #expect(SHA256.hash(bytes).hex == expected)
  }

  @Test(arguments: [1, 3, 55, 56, 63, 64, 65, 119, 120, 128, 1000])
  func piecesGiveTheSameHash(piece: Int) {
    let bytes = (0..<1003).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    var hasher = SHA256()
    for start in stride(from: 0, to: bytes.count, by: piece) {
      hasher.update(Array(bytes[start..<min(start + piece, bytes.count)]))
    }
    #expect(hasher.finish() == SHA256.hash(bytes))
    #expect(hasher.finish() == hasher.finish())
  }

  /// The processor's instructions, where it has them, against plain C.
  @Test(arguments: [0, 1, 2, 3, 7, 100])
  func fastBlocksAreThePlainOnes(blocks: Int) {
    let bytes = (0..<64 * blocks).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ $0 / 251) }
    var (fast, plain) = ((1...8).map { UInt32($0) &* 0x9e37_79b9 }, (1...8).map { UInt32($0) &* 0x9e37_79b9 })
    art_sha256_blocks(&fast, bytes, blocks)
    art_sha256_blocks_portable(&plain, bytes, blocks)
    #expect(fast == plain)
    #expect((plain == (1...8).map { UInt32($0) &* 0x9e37_79b9 }) == (blocks == 0))
  }

  /// Every padding case: the hash of n zero bytes differs from that of n + 1.
  @Test func lengthsDiffer() {
    let hashes = (0...130).map { SHA256.hash([UInt8](repeating: 0, count: $0)) }
    #expect(Set(hashes).count == hashes.count)
  }

  @Test func readsOnlyHexadecimal() {
    let hash = SHA256.hash("abc")
    #expect(ContentHash(hex: hash.hex) == hash)
    #expect(ContentHash(hex: "abc") == nil)
    #expect(ContentHash(hex: String(repeating: "G", count: 64)) == nil)
  }
}
