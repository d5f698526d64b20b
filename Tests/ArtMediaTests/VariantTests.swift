import ArtMedia
import Foundation
import Testing

/// One small file for each variant of each format that is read, with the pixels of a second decoder.
/// `Tools/goldens/image_variants.py` makes them.
struct VariantTests {
  struct Variant: Sendable, CustomTestStringConvertible {
    let name: String
    let expected: PixelImage
    let largest: Int

    var testDescription: String { name }
  }

  struct Refusal: Sendable, CustomTestStringConvertible {
    let name: String
    let words: String

    var testDescription: String { name }
  }

  private struct Table: Decodable {
    struct Entry: Decodable {
      let width, height, channels, largest: Int
      let samples: String
    }

    let samples: [String: Data]
    let images: [String: Entry]
    let refused: [String: String]
  }

  static let folder = String(#filePath.dropLast("/VariantTests.swift".count)) + "/Variants"

  private static let table = (try? Data(contentsOf: URL(filePath: folder + "/expected.json")))
    .flatMap { try? JSONDecoder().decode(Table.self, from: $0) }

  static let variants: [Variant] = (table?.images ?? [:]).sorted { $0.key < $1.key }.compactMap { name, entry in
    let image = try? PixelImage(
      width: entry.width, height: entry.height, channels: entry.channels,
      pixels: Array(table?.samples[entry.samples] ?? Data()))
    return image.map { Variant(name: name, expected: $0, largest: entry.largest) }
  }

  static let refusals = (table?.refused ?? [:]).sorted { $0.key < $1.key }.map {
    Refusal(name: $0.key, words: $0.value)
  }

  /// An empty table would make the tests below pass by doing nothing.
  @Test func tableIsComplete() throws {
    #expect(Self.variants.count == 181)
    #expect(Self.refusals.count == 20)
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder)
    #expect(files.count == Self.variants.count + Self.refusals.count + 1)
  }

  @Test(arguments: variants)
  func decodes(_ variant: Variant) throws {
    let image = try ImageDecoder().decode(file: "\(Self.folder)/\(variant.name)")
    #expect(image.width == variant.expected.width && image.height == variant.expected.height)
    // Transparency is right where an image looks right on two colours. Whether grey has one channel or three is open.
    for background in [RGBColor.white, RGBColor(red: 0, green: 0, blue: 0)] {
      let actual = try image.converted(toChannels: 3, background: background)
      let expected = try variant.expected.converted(toChannels: 3, background: background)
      expectSimilar(actual, expected, largest: variant.largest)
    }
  }

  @Test(arguments: refusals)
  func refuses(_ refusal: Refusal) {
    let error = #expect(throws: MediaError.self) {
      try ImageDecoder().decode(file: "\(Self.folder)/\(refusal.name)")
    }
    #expect(error?.code == .unsupported, "\(error?.description ?? "read")")
    #expect(error?.reason.contains(refusal.words) == true, "\(error?.description ?? "read")")
    #expect(error?.advice == "convert it to PNG or JPEG")
  }

  /// Every ending that is read, of every format, is among the files.
  @Test func everyFormatHasVariants() {
    let endings = Set(Self.variants.map { String($0.name.drop { $0 != "." }.dropFirst()) })
    for format in ImageFormatRegistry.standard.readable {
      #expect(!endings.isDisjoint(with: format.suffixes), "\(format.title)")
    }
  }

  @Test(arguments: variants.filter { !$0.name.contains("trailer") })
  func cutFilesNeverCrash(_ variant: Variant) throws {
    let bytes = try Fixture.read("\(Self.folder)/\(variant.name)")
    let decoder = ImageDecoder(limits: ImageLimits(side: 4096, pixels: 1 << 20))
    for count in stride(from: 1, to: bytes.count, by: max(1, bytes.count / 40)) {
      _ = try? decoder.decode(Array(bytes.prefix(count)), name: variant.name)
      var flipped = bytes
      flipped[count] ^= 0xFF
      _ = try? decoder.decode(flipped, name: variant.name)
    }
  }
}
