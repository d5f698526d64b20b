import ArtFiles
import ArtNN
import Testing

@Suite struct SafetensorsDamageTests {
  struct Damage: CustomTestStringConvertible {
    let bytes: [UInt8]
    let code: SafetensorsError.Code
    let message: String

    init(_ bytes: [UInt8], _ code: SafetensorsError.Code, _ message: String) {
      self.bytes = bytes
      self.code = code
      self.message = message
    }

    init(_ header: String, _ code: SafetensorsError.Code, _ message: String) {
      self.init(safetensorsFile(header), code, message)
    }

    init(_ header: String, _ count: Int, _ code: SafetensorsError.Code, _ message: String) {
      self.init(safetensorsFile(header, data: [UInt8](repeating: 0, count: count)), code, message)
    }

    var testDescription: String { message }
  }

  private static func x(_ rest: String) -> String { "{\"x\":{\(rest)}}" }

  private static let damages = [
    Damage([], .truncated, "is no safetensors file: it has only 0 bytes; use another copy of it"),
    Damage([1, 0, 0], .truncated, "is no safetensors file: it has only 3 bytes; use another copy of it"),
    Damage(
      Array("PNG and so on, not a header".utf8), .headerTooLarge,
      "is no safetensors file, or damaged: it announces a header of 2334111870317186640 bytes; use another copy of it"),
    Damage(
      [255, 255, 255, 255, 255, 255, 255, 255], .headerTooLarge,
      "is no safetensors file, or damaged: it announces a header of 18446744073709551615 bytes; use another copy of it"),
    Damage(
      [9, 0, 0, 0, 0, 0, 0, 0, 123, 125], .truncated,
      "ends inside its header: 9 bytes of header are announced, 2 are there"),
    Damage("", .badHeader, "the header is damaged at its character 1: expected an object, found the end of the file"),
    Damage("[]", .badHeader, "the header is damaged at its character 1: expected an object, found '['"),
    Damage("{", .badHeader, "the header is damaged at its character 2: expected a key in double quotes, found the end"),
    Damage("{} x", .badHeader, "the header is damaged at its character 4: expected the end of the file after"),
    Damage("{\"x", .badHeader, "the header is damaged at its character 4: the text is not closed"),
    Damage(
      "{\"\\q\":1}", .badHeader, "the header is damaged at its character 3: unknown escape '\\q' in a text"),
    Damage(
      "{\"\\ud800\":1}", .badHeader,
      "the header is damaged at its character 3: \\u must be followed by four hexadecimal digits"),
    Damage(
      "{\"\\u12g4\":1}", .badHeader,
      "the header is damaged at its character 3: \\u must be followed by four hexadecimal digits"),
    Damage(
      safetensorsFile("{\"x") + [0xFF, 0x22], .badHeader, "the header is damaged"),
    Damage(
      "{\"__metadata__\":{\"a\":1}}", .badHeader,
      "the header is damaged at its character 22: __metadata__.a: expected a text in double quotes, found '1'"),
    Damage(
      x("\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]"), 4, .badHeader,
      "the header is damaged at its character 32: x.shape[0]: expected a whole number of at least 0, found -1"),
    Damage(
      x("\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,99999999999999999999]"), 4, .badHeader,
      "the header is damaged at its character 71: x.data_offsets[1]: expected a whole number of at least 0, found 99999"
    ),
    Damage(
      x("\"dtype\":\"F32\",\"shape\":[1]"), 4, .badHeader,
      "tensor 'x' must have 'dtype', 'shape' and two 'data_offsets' in the header"),
    Damage(
      x("\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4,8]"), 4, .badHeader,
      "tensor 'x' must have 'dtype', 'shape' and two 'data_offsets' in the header"),
    Damage(
      x("\"stride\":1"), .badHeader,
      "the header is damaged at its character 16: x.stride: a tensor has no such property"),
    Damage(
      "{\"a\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]},\"a\":{}}", .duplicateName,
      "the name 'a' appears twice in the header"),
    Damage(
      "{\"__metadata__\":{\"k\":\"1\",\"k\":\"2\"}}", .duplicateName, "the name 'k' appears twice in the header"),
    Damage(
      x("\"dtype\":\"F8_E4M3\",\"shape\":[1],\"data_offsets\":[0,1]"), 1, .unknownType,
      "tensor 'x' has the element type 'F8_E4M3', which cannot be read; known are "
        + "F64, F32, F16, BF16, I64, I32, I16, I8, U64, U32, U16, U8, BOOL"),
    Damage(
      x("\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]"), 4, .wrongSize,
      "tensor 'x' of shape [2] and type F32 does not fit its 4 bytes"),
    Damage(
      x("\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,0]"), .wrongSize,
      "tensor 'x' of shape [4294967296, 4294967296] and type F32 does not fit its 0 bytes"),
    Damage(
      x("\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]"), 4, .badOffsets,
      "tensor 'x' ends at byte 0, before its start at 4"),
    Damage(
      x("\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]"), 7, .truncated,
      "the file ends before tensor 'x' does: 8 bytes of data are announced, 7 are there"),
    Damage(
      x("\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]"), 8, .badOffsets,
      "tensor 'x' leaves a gap before it"),
    Damage(
      "{\"x\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]},"
        + "\"y\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[1,3]}}", 3, .badOffsets,
      "tensor 'y' overlaps the tensor before it"),
    Damage(
      x("\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]"), 5, .badOffsets,
      "3 bytes after the last tensor belong to none"),
  ]

  @Test(arguments: damages)
  func damageIsNamed(_ damage: Damage) throws {
    let folder = try TemporaryFolder()
    try folder.write(damage.bytes, to: "damaged")
    let error = #expect(throws: SafetensorsError.self) { try Safetensors(path: folder.file("damaged")) }
    #expect(error?.code == damage.code)
    #expect(error?.message.hasPrefix(damage.message) == true, "\(error?.message ?? "")")
  }

  /// Whatever byte of a sound file is changed or missing, reading it ends with content or an error, never otherwise.
  @Test func anyDamagedByteIsSurvived() throws {
    let folder = try TemporaryFolder()
    let sound = safetensorsFile(
      #"{"__metadata__":{"k":"v"},"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#,
      data: [1, 2, 3, 4, 5, 6, 7, 8])
    var refused = 0
    for place in sound.indices {
      for change: UInt8 in [1, 0x20, 0x80] {
        var bytes = sound
        bytes[place] ^= change
        try folder.write(bytes, to: "changed")
        if (try? Safetensors(path: folder.file("changed"))) == nil { refused += 1 }
      }
      try folder.write(Array(sound[..<place]), to: "cut")
      #expect(throws: SafetensorsError.self) { try Safetensors(path: folder.file("cut")) }
    }
    #expect(refused > sound.count)
  }

  @Test func whatIsNoFileIsRefused() throws {
    let folder = try TemporaryFolder()
    let missing = #expect(throws: SafetensorsError.self) { try Safetensors(path: folder.file("missing")) }
    #expect(missing?.description == "\(folder.file("missing")): cannot open the file: no such file or directory")
    let directory = #expect(throws: SafetensorsError.self) { try Safetensors(path: folder.path) }
    #expect(directory?.description == "\(folder.path): this is a folder, not a file")
  }
}
