import ArtMedia
import Testing

/// Files that are no images, or images of a format that is not read: the words say what they are and what to do.
struct ForeignFileTests {
  private static func box(_ brand: String) -> [UInt8] {
    [0, 0, 0, 24] + Array("ftyp\(brand)".utf8) + [0, 0, 0, 0] + Array("mif1\(brand)".utf8)
      + [UInt8](repeating: 0, count: 60)
  }

  private static let convert = "; convert it to PNG or JPEG"

  static let files: [(name: String, bytes: [UInt8], words: String)] = [
    ("heic", box("heic"), "a HEIC image, which is not read as an image\(convert)"),
    (
      "crx", [0, 0, 0, 16] + Array("ftypcrx ".utf8) + [0, 0, 0, 0, 9],
      "a raw image of a Canon camera, which is not read as an image\(convert)"
    ),
    ("mp4", [0, 0, 0, 16] + Array("ftypisom".utf8) + [0, 0, 2, 0, 9], "a video (MP4), which is not read as an image"),
    (
      "mov", [0, 0, 0, 16] + Array("ftypqt  ".utf8) + [0, 0, 2, 0, 9],
      "a video (QuickTime), which is not read as an image"
    ),
    ("wav", Array("RIFF\u{24}\0\0\0WAVEfmt ".utf8), "a WAV sound, which is not read as an image"),
    ("avi", Array("RIFF\u{24}\0\0\0AVI LIST".utf8), "a video (AVI), which is not read as an image"),
    ("pdf", Array("%PDF-1.7\n".utf8), "a PDF document, which is not read as an image\(convert)"),
    ("psd", Array("8BPS".utf8), "a Photoshop file, which is not read as an image\(convert)"),
    ("zip", Array("PK\u{3}\u{4}\u{14}".utf8), "a ZIP archive or an office document, which is not read as an image"),
    ("html", Array(" \n<!DOCTYPE HTML><html>".utf8), "an HTML page, which is not read as an image"),
    (
      "svg", Array("<?xml version=\"1.0\"?>\n<svg xmlns=\"\">".utf8),
      "an SVG drawing, which is not read as an image\(convert)"
    ),
    ("text", Array("See https://example.org".utf8), "text, which is not read as an image"),
    ("playlist", Array("#EXTM3U\nfile:///etc/hostname\n".utf8), "text, which is not read as an image"),
    ("zeros", [UInt8](repeating: 0, count: 100), "a file of zeros, which is not read as an image"),
    ("jxl", [0xFF, 0x0A, 7, 7], "a JPEG XL image, which is not read as an image\(convert)"),
    ("exr", [0x76, 0x2F, 0x31, 0x01, 2, 0], "an OpenEXR image, which is not read as an image\(convert)"),
  ]

  @Test(arguments: files)
  func areNamed(file: (name: String, bytes: [UInt8], words: String)) {
    let error = #expect(throws: MediaError.self) { try ImageDecoder().decode(file.bytes, name: "a.jpg") }
    #expect(error?.code == .notAImage)
    #expect(error?.description == "a.jpg: this is \(file.words)")
  }

  @Test func unknownFilesGetTheListOfFormats() {
    let error = #expect(throws: MediaError.self) { try ImageDecoder().decode([1, 2, 3, 4, 200, 201], name: "a.png") }
    #expect(
      error?.description
        == "a.png: this is no image that can be read; these can: PNG, JPEG, WebP, GIF, BMP, TIFF, AVIF, "
        + "JPEG 2000, ICO, PNM, QOI, SGI image, PCX, APNG, TGA")
  }

  /// Noise must not be taken for TGA, which has no signature.
  @Test func noiseIsNoImage() {
    var state: UInt64 = 7
    for _ in 0..<2000 {
      let bytes = (0..<64).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 33)
      }
      #expect(throws: MediaError.self) {
        try ImageDecoder(limits: ImageLimits(pixels: 1 << 20)).decode(bytes, name: "a")
      }
    }
  }

  /// No message shows FFmpeg's own words.
  @Test func nothingOfFFmpegIsShown() throws {
    for variant in VariantTests.variants {
      let path = "\(VariantTests.folder)/\(variant.name)"
      for part in [30, 60, 90] {
        let bytes = try Fixture.read(path)
        do throws(MediaError) {
          _ = try ImageDecoder().decode(Array(bytes.prefix(bytes.count * part / 100)), name: "a")
        } catch {
          let words = error.description
          #expect(
            !words.contains("whitelist") && !words.contains("moov") && !words.contains("(") && !words.contains("0x"),
            "\(words)")
        }
      }
    }
  }
}
