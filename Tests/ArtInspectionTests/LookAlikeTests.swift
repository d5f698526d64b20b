import ArtMedia
import ArtTensor
import ArtTestSupport
import Testing

@testable import ArtData
@testable import ArtInspection

/// Copies, near copies and mirror images.
struct LookAlikeTests {
  private func images(_ images: [PixelImage]) throws -> [InspectedImage] {
    try images.enumerated().map { try InspectedImage($1, name: "\($0)") }
  }

  @Test func copiesAreFoundByPixels() throws {
    let (one, other) = (try ImageFolder.patches(1), try ImageFolder.patches(2))
    let found = try LookAlikes(images([one, other, one, other, one]))
    #expect(found.copies == [2: 0, 3: 1, 4: 0] && found.nearCopies.isEmpty)
  }

  /// What people have twice without knowing: saved again, made smaller, a little brighter.
  @Test(arguments: ["jpeg", "smaller", "larger", "brighter"], 0..<8 as Range<UInt64>)
  func nearCopiesAreFound(change: String, seed: UInt64) throws {
    let original = try ImageFolder.patches(seed, width: 96, height: 96)
    let changed: PixelImage =
      switch change {
      case "jpeg": try ImageDecoder().decode(JPEGFormat().encode(original, ImageOptions(quality: 60)), name: "a.jpg")
      case "smaller": try original.resized(width: 40, height: 40)
      case "larger": try original.resized(width: 200, height: 200)
      default:
        try PixelImage(
          width: 96, height: 96, channels: 3, pixels: original.pixels.map { UInt8(min(255, Int($0) + 1)) })
      }
    let others = try (100..<110).map { try ImageFolder.patches($0) }
    let found = try LookAlikes(images([original] + others + [changed]))
    #expect(found.nearCopies == [11: 0] && found.copies.isEmpty)
  }

  @Test func whatDiffersIsNoCopy() throws {
    // Even images of different colours have the same hash.
    let even = try [(0, 0), (40, 1), (120, 2), (250, 0)].map { level, channel in
      try PixelImage(
        width: 16, height: 16, channels: 3,
        pixels: (0..<768).map { $0 % 3 == channel ? UInt8(level) : 128 })
    }
    let others = try (0..<60).map { try ImageFolder.patches($0) }
    let found = try LookAlikes(images(even + others))
    #expect(found.copies.isEmpty && found.nearCopies.isEmpty)
  }

  /// Ten thousand images, of which many share a hash, are compared in a moment.
  @Test func manyImagesAreCompared() throws {
    let some = try images(try (0..<50).map { try ImageFolder.patches($0, width: 8, height: 8) })
    let many = (0..<10_000).map { some[$0 % 50] }
    let found = LookAlikes(many)
    #expect(found.copies.count == 9_950 && found.copies[9_999] == 49)
  }

  @Test func mirrorImagesOfAMirroredSetFit() throws {
    // Each image is there both ways in a slightly changed form, so its mirror image is as near as anything.
    let both = try (0..<20).flatMap { seed -> [PixelImage] in
      let image = try ImageFolder.patches(UInt64(seed))
      let noisy = try ImageFolder.patches(UInt64(seed) + 500)
      let mixed = try PixelImage(
        width: 64, height: 64, channels: 3,
        pixels: zip(image.pixels, noisy.pixels).map { UInt8((4 * Int($0) + Int($1)) / 5) })
      return [image, try mirrored(mixed)]
    }
    let set = try images(both)
    let test = try #require(MirrorTest(set, LookAlikes(set)))
    #expect(test.allowsFlips && test.count == 40)
  }

  /// All images are dark at the left, as a letter has its stem there.
  @Test func mirrorImagesOfAOneSidedSetDoNotFit() throws {
    let set = try images(
      try (0..<40).map { seed in
        let image = try ImageFolder.patches(UInt64(seed))
        return try PixelImage(
          width: 64, height: 64, channels: 3,
          pixels: image.pixels.enumerated().map { ($0 / 3) % 64 < 20 ? 0 : $1 / 2 + 100 })
      })
    let test = try #require(MirrorTest(set, LookAlikes(set)))
    #expect(!test.allowsFlips && test.share < 0.05)
    #expect(MirrorTest(Array(set.prefix(19)), LookAlikes(Array(set.prefix(19)))) == nil)
  }

  private func mirrored(_ image: PixelImage) throws -> PixelImage {
    try PixelImage(
      width: image.width, height: image.height, channels: 3,
      pixels: (0..<image.pixels.count).map { place in
        let (pixel, channel) = place.quotientAndRemainder(dividingBy: 3)
        let (y, x) = pixel.quotientAndRemainder(dividingBy: image.width)
        return image[image.width - 1 - x, y, channel]
      })
  }

  @Test(
    .enabled(if: TestData.path("mnist") != nil, "\(TestData.reason("mnist"))"))
  func digitsAreNotMirroredAndNotAlike() throws {
    let path = try #require(TestData.path("mnist"))
    let images = try IDXSource(path: path).load(DatasetRequest(seed: 1)).subset(Array(0..<1000))
    let set = try self.images((0..<1000).map { try images.image($0) })
    let alike = LookAlikes(set)
    #expect(alike.copies.isEmpty && alike.nearCopies.count < 5)
    #expect(try !#require(MirrorTest(set, alike)).allowsFlips)
  }
}
