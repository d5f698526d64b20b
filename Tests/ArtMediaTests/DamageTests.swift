import ArtMedia
import Foundation
import Testing

/// Damaged files give an error or a whole image: never a crash.
@Suite struct DamageTests {
  /// Formats whose decoders here promise to notice every missing byte.
  static let strict = Fixture.all.filter { $0.name.hasSuffix(".png") || $0.name.hasSuffix(".jpg") }
  static let formats = [
    "rgb8.png", "rgb8-interlaced.png", "palette4-alpha.png", "texts.png", "rgb-420.jpg", "progressive.jpg", "cmyk.jpg",
    "orientation6.jpg", "lossy-alpha.webp", "lossless.webp", "animated.webp", "offset.webp", "turned.webp",
    "animated.gif", "rgb.bmp",
    "lzw.tiff", "turned.tiff", "soft.avif", "rgb.ppm",
  ]

  @Test(arguments: strict)
  func everyTruncationIsAnError(_ fixture: Fixture) throws {
    let bytes = try fixture.bytes
    for count in 1..<bytes.count {
      let error = #expect(throws: MediaError.self) {
        try ImageDecoder().decode(Array(bytes.prefix(count)), name: fixture.name)
      }
      // The first bytes alone do not tell the format yet.
      if count > 8 { #expect(error?.code == .damaged) }
      #expect(error?.file == fixture.name)
    }
  }

  /// The middle of these files is image data; half an image must not come out.
  @Test(arguments: [
    "lossy.webp", "lossless.webp", "still.gif", "rgb.bmp", "rgb.tiff", "lzw.tiff", "rgb.ppm", "soft.avif",
  ])
  func halfAFileIsAnError(name: String) throws {
    let bytes = try Fixture.named(name).bytes
    for percent in stride(from: 5, through: 80, by: 5) {
      #expect(throws: MediaError.self, "\(percent) % of \(name)") {
        try ImageDecoder().decode(Array(bytes.prefix(bytes.count * percent / 100)), name: name)
      }
    }
  }

  @Test(arguments: formats)
  func flippedBytesNeverCrash(name: String) throws {
    let fixture = try Fixture.named(name)
    let bytes = try fixture.bytes
    let decoder = ImageDecoder(limits: ImageLimits(side: 4096, pixels: 1 << 20))
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    var errors = 0
    for round in 0..<400 {
      var damaged = bytes
      for _ in 0...(round % 4) {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let place = Int(state >> 33) % damaged.count
        damaged[place] ^= UInt8(truncatingIfNeeded: state >> 20) | 1
      }
      do {
        let image = try decoder.decode(damaged, name: name)
        #expect(image.pixels.count == image.width * image.height * image.channels)
        _ = try? MetadataReader().metadata(damaged, name: name)
      } catch {
        #expect(error.file == name)
        errors += 1
      }
    }
    // PNG checks every chunk, so there every flip is found out.
    if name.hasSuffix(".png") { #expect(errors == 400) }
  }

  /// A chunk's length is a claim of four bytes: no room is made for what the file does not have. In a process of its own,
  /// whose memory no other test takes.
  @Test func aClaimedLengthTakesNoMemory() async {
    await #expect(processExitsWith: .success) {
      for length in [0x1000_000A, 0x7FFF_FFFF] as [UInt32] {
        var bytes = try Fixture.named("texts.png").bytes
        let name = try #require(bytes.firstRange(of: Array("tEXt".utf8))?.lowerBound)
        for byte in 0..<4 { bytes[name - 4 + byte] = UInt8(truncatingIfNeeded: length >> (24 - 8 * UInt32(byte))) }
        let before = DamageTests.mostMemory
        let error = #expect(throws: MediaError.self) { try MetadataReader().metadata(bytes, name: "texts.png") }
        #expect(error?.code == .damaged)
        #expect(DamageTests.mostMemory - before < 64_000)
      }
    }
  }

  /// The most memory that this process ever held, in kilobytes.
  private static var mostMemory: Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return Int(usage.ru_maxrss)
  }
}
