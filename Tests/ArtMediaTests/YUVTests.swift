import CFFmpeg
import Testing

@testable import ArtMedia

/// The conversion to Y'CbCr against its definition (ITU-R BT.601 and BT.709), in Double.
@Suite struct YUVTests {
  static func planes(_ image: PixelImage, _ matrix: ArtColorMatrix) -> [[UInt8]] {
    let (width, height) = ((image.width + 1) & ~1, (image.height + 1) & ~1)
    let count = width * height
    let hasAlpha = image.channels == 4
    var samples = [UInt8](repeating: 1, count: count * (hasAlpha ? 5 : 3) / 2)
    samples.withUnsafeMutableBufferPointer { buffer in
      let base = buffer.baseAddress
      var output = ArtYUVImage()
      output.planes = (
        base, base.map { $0 + count }, base.map { $0 + count * 5 / 4 },
        hasAlpha ? base.map { $0 + count * 3 / 2 } : nil
      )
      output.strides = (width, width / 2, width / 2, width)
      #expect(
        art_yuv_convert(
          image.pixels, Int32(image.width), Int32(image.height), Int32(image.channels), matrix, output) == 1)
    }
    let planes = [0..<count, count..<count * 5 / 4, count * 5 / 4..<count * 3 / 2, count * 3 / 2..<samples.count]
    return planes.map { Array(samples[$0]) }.filter { !$0.isEmpty }
  }

  static func reference(_ image: PixelImage, red: Double, blue: Double) -> [[Double]] {
    func color(_ x: Int, _ y: Int) -> [Double] {
      let (x, y) = (min(max(x, 0), image.width - 1), min(y, image.height - 1))
      return (0..<3).map { Double(image[x, y, image.channels == 1 ? 0 : $0]) / 255 }
    }
    func luma(_ c: [Double]) -> Double { red * c[0] + (1 - red - blue) * c[1] + blue * c[2] }
    let (width, height) = ((image.width + 1) & ~1, (image.height + 1) & ~1)
    var planes: [[Double]] = [[], [], []]
    for y in 0..<height { for x in 0..<width { planes[0].append(16 + 219 * luma(color(x, y))) } }
    for y in stride(from: 0, to: height, by: 2) {
      for x in stride(from: 0, to: width, by: 2) {
        var mean = [0.0, 0, 0]
        for (dx, weight) in [(-1, 0.125), (0, 0.25), (1, 0.125)] {
          for dy in 0...1 { for c in 0..<3 { mean[c] += weight * color(x + dx, y + dy)[c] } }
        }
        planes[1].append(128 + 112 * (mean[2] - luma(mean)) / (1 - blue))
        planes[2].append(128 + 112 * (mean[0] - luma(mean)) / (1 - red))
      }
    }
    return planes
  }

  @Test(arguments: [(24, 16), (23, 15), (1, 1), (2, 3), (129, 2)], [1, 3])
  func agreesWithTheDefinition(size: (Int, Int), channels: Int) throws {
    let image = try gradient(width: size.0, height: size.1, channels: channels)
    for (matrix, red, blue) in [(ART_BT601, 0.299, 0.114), (ART_BT709, 0.2126, 0.0722)] {
      let planes = Self.planes(image, matrix)
      for (plane, expected) in zip(planes, Self.reference(image, red: red, blue: blue)) {
        #expect(plane.count == expected.count)
        #expect(zip(plane, expected).allSatisfy { abs(Double($0) - $1) < 0.6 })
      }
    }
  }

  /// Colours of an image with alpha are those of the same image without, and alpha stays as it is.
  @Test(arguments: [(24, 16), (23, 15), (1, 1)])
  func alphaHasAPlaneOfItsOwn(size: (Int, Int)) throws {
    let image = try gradient(width: size.0, height: size.1, channels: 4)
    let planes = Self.planes(image, ART_BT601)
    #expect(Array(planes[..<3]) == Self.planes(image.withoutAlpha(), ART_BT601))
    let width = (size.0 + 1) & ~1
    #expect(
      planes[3]
        == (0..<planes[3].count).map { image[min($0 % width, size.0 - 1), min($0 / width, size.1 - 1), 3] })
    #expect(size == (1, 1) || Set(planes[3]).count > 1)
  }
}
