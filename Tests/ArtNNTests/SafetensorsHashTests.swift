import ArtFiles
import ArtNN
import ArtTensor
import Testing

@Suite("The hash in a safetensors file")
struct SafetensorsHashTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private var content: Safetensors {
    Safetensors(
      tensors: ["a": Tensor(shape: [2, 2], scalars: [1, -2, .pi, 0]), "b": Tensor(4)],
      metadata: ["note": "a \"quoted\" text with \"artpipe.sha256\":\"", SafetensorsHash.key: "anything"])
  }

  /// As `sha256sum` finds it, with zeros in the place of the 64 digits.
  @Test("is of all other bytes")
  func value() throws {
    try Safetensors(tensors: ["x": Tensor(1)], metadata: [SafetensorsHash.key: ""]).write(
      to: .typed(folder.file("a")))
    var bytes = try folder.bytes("a")
    let start = try #require(bytes.firstRange(of: Array("sha256\":\"".utf8))).upperBound
    let digits = String(decoding: bytes[start..<start + 64], as: UTF8.self)
    for index in start..<start + 64 { bytes[index] = UInt8(ascii: "0") }
    #expect(SHA256.hash(bytes).hex == digits)
    #expect(try SafetensorsReader(path: folder.file("a")).metadata == [SafetensorsHash.key: digits])
  }

  @Test("is made anew with the content, and the same for the same content")
  func writtenAnew() throws {
    try content.write(to: .typed(folder.file("a")))
    try content.write(to: .typed(folder.file("b")))
    #expect(try folder.bytes("a") == folder.bytes("b"))
    var read = try Safetensors(path: folder.file("a"))
    let first = read.metadata[SafetensorsHash.key]
    #expect(first?.count == 64)
    read.tensors["b"] = Tensor(5)
    try read.write(to: .typed(folder.file("a")))
    let second = try Safetensors(path: folder.file("a"))
    #expect(second.tensors == read.tensors && second.metadata[SafetensorsHash.key] != first)
  }

  @Test("is not asked of files without one")
  func absent() throws {
    try Safetensors(tensors: ["x": Tensor(1)]).write(to: .typed(folder.file("a")))
    #expect(try !SafetensorsReader(path: folder.file("a")).verify())
  }

  /// Whatever the place, in the header or in the numbers, in the hash itself or in its name.
  @Test("finds every flipped bit")
  func everyBit() throws {
    try content.write(to: .typed(folder.file("a")))
    let sound = try folder.bytes("a")
    for place in sound.indices {
      for bit in 0..<8 {
        var bytes = sound
        bytes[place] ^= 1 << bit
        try folder.write(bytes, to: "b")
        // The name of the hash is a bit like the others: whoever needs a hash misses it then.
        let isHashed = try? SafetensorsReader(path: folder.file("b")).verify()
        #expect(isHashed != true, "bit \(bit) of byte \(place)")
      }
    }
  }

  @Test("of a file of a format that has one must be there")
  func missing() throws {
    let format = SafetensorsFormat("toy", version: 3, hashedSince: 2)
    for (name, metadata, message) in [
      ("old", ["artpipe.format": "toy 1"], nil), ("present", format.metadata(["a": "b"]), nil),
      ("stripped", ["artpipe.format": "toy 2"], "is damaged: the hash of its content is missing; use a copy"),
    ] as [(String, [String: String], String?)] {
      try Safetensors(tensors: ["x": Tensor(1)], metadata: metadata).write(to: .typed(folder.file(name)))
      let reader = try SafetensorsReader(path: folder.file(name))
      if let message {
        let error = #expect(throws: SafetensorsError.self) { try format.verify(reader) }
        #expect(error?.code == .damaged && error?.message == message)
      } else {
        #expect(throws: Never.self) { try format.verify(reader) }
        #expect(try format.check(reader) == (name == "old" ? 1 : 3))
      }
    }
  }

  @Test(
    "of another format or a newer one is told",
    arguments: [
      ("toy 4", SafetensorsFormat.Mismatch.newer("toy 4")), ("toy 0", .newer("toy 0")), ("toy x", .newer("toy x")),
      ("tin 3", .otherKind("tin 3")), (nil, .otherKind(nil)), ("toy3", .otherKind("toy3")),
    ] as [(String?, SafetensorsFormat.Mismatch)])
  func versions(text: String?, mismatch: SafetensorsFormat.Mismatch) throws {
    try Safetensors(tensors: [:], metadata: text.map { ["artpipe.format": $0] } ?? [:]).write(
      to: .typed(folder.file("a")))
    let reader = try SafetensorsReader(path: folder.file("a"))
    #expect(throws: mismatch) { try SafetensorsFormat("toy", version: 3, hashedSince: 2).check(reader) }
  }
}
