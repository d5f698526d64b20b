import ArtMedia
import Testing

/// Samples of 16 bits become the nearest of 8 bits, in every format alike.
struct DepthTests {
  /// A file of 256×256 pixels that holds each sample, big-endian.
  struct Deep: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let head: [UInt8]
    /// The samples of a pixel, made of the one that is looked at.
    let pixel: @Sendable (UInt16) -> [UInt16]
    let channels: Int
    let format: any ReadableImageFormat

    var bytes: [UInt8] {
      head + (0...UInt16.max).flatMap(pixel).flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
    }
  }

  private static func text(_ text: String) -> [UInt8] { Array(text.utf8) }

  /// The head of a TIFF of one strip behind it.
  private static func tiff(samples: Int) -> [UInt8] {
    let head = 8 + 2 + 9 * 12 + 4 + 8
    let entries: [(tag: Int, type: Int, count: Int, value: Int)] = [
      (256, 3, 1, 256 << 16), (257, 3, 1, 256 << 16),
      (258, 3, samples, samples == 1 ? 16 << 16 : head - 8), (259, 3, 1, 1 << 16),
      (262, 3, 1, (samples == 1 ? 1 : 2) << 16), (273, 4, 1, head), (277, 3, 1, samples << 16), (278, 3, 1, 256 << 16),
      (279, 4, 1, 65536 * 2 * samples),
    ]
    func bytes(_ value: Int, _ count: Int) -> [UInt8] {
      (0..<count).reversed().map { UInt8(value >> (8 * $0) & 255) }
    }
    let table = entries.flatMap { bytes($0.tag, 2) + bytes($0.type, 2) + bytes($0.count, 4) + bytes($0.value, 4) }
    return text("MM") + bytes(42, 2) + bytes(8, 4) + bytes(9, 2) + table + bytes(0, 4) + bytes(0x0010_0010_0010_0000, 8)
  }

  private static let pam = "WIDTH 256\nHEIGHT 256\nMAXVAL 65535\n"

  static let files = [
    Deep(
      testDescription: "PGM", head: text("P5 256 256 65535\n"), pixel: { [$0] }, channels: 1, format: PNMFormat()),
    Deep(
      testDescription: "PPM", head: text("P6 256 256 65535\n"), pixel: { [$0, ~$0, $0] }, channels: 3,
      format: PNMFormat()),
    Deep(
      testDescription: "PAM", head: text("P7\n\(pam)DEPTH 4\nTUPLTYPE RGB_ALPHA\nENDHDR\n"),
      pixel: { [$0, ~$0, $0, ~$0] }, channels: 4, format: PNMFormat()),
    Deep(
      testDescription: "PAM, grey with alpha", head: text("P7\n\(pam)DEPTH 2\nTUPLTYPE GRAYSCALE_ALPHA\nENDHDR\n"),
      pixel: { [$0, ~$0] }, channels: 4, format: PNMFormat()),
    Deep(testDescription: "TIFF", head: tiff(samples: 1), pixel: { [$0] }, channels: 1, format: TIFFFormat()),
    Deep(
      testDescription: "TIFF, RGB", head: tiff(samples: 3), pixel: { [$0, ~$0, $0] }, channels: 3, format: TIFFFormat()),
  ]

  @Test(arguments: files)
  func samplesBecomeTheNearest(_ file: Deep) throws {
    let image = try file.format.decode(file.bytes, limits: .standard)
    #expect([image.width, image.height, image.channels] == [256, 256, file.channels])
    var wrong = 0
    for value in 0...Int(UInt16.max) {
      let nearest = { (value: Int) in UInt8((value * 255 + 32767) / 65535) }
      let samples = file.pixel(UInt16(value)).map { nearest(Int($0)) }
      let expected = samples.count == 2 ? [samples[0], samples[0], samples[0], samples[1]] : samples
      if !image.pixels[(value * file.channels)..<((value + 1) * file.channels)].elementsEqual(expected) { wrong += 1 }
    }
    #expect(wrong == 0)
  }
}
