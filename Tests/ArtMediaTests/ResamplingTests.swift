import Foundation
import Testing

@testable import ArtMedia

@Suite struct ResamplingTests {
  /// A resize as the definition says it: each output pixel is a weighted sum over all input pixels, in Double.
  static func reference(
    _ image: PixelImage, width: Int, height: Int, resampling: Resampling, linearLight: Bool
  ) throws -> PixelImage {
    func weights(_ input: Int, _ output: Int) -> [[Double]] {
      let scale = Double(input) / Double(output)
      let widening = max(1, scale)
      return (0..<output).map { place in
        let middle = (Double(place) + 0.5) * scale
        let row = (0..<input).map { Double(curve(resampling, (Double($0) + 0.5 - middle) / widening)) }
        let sum = row.reduce(0, +)
        return row.map { $0 / sum }
      }
    }
    let (across, down) = (weights(image.width, width), weights(image.height, height))
    var result = try PixelImage(width: width, height: height, channels: image.channels)
    let colors = image.channels == 4 ? 3 : image.channels
    for y in 0..<height {
      for x in 0..<width {
        var sums = [0.0, 0, 0, 0]
        for v in 0..<image.height where down[y][v] != 0 {
          for u in 0..<image.width where across[x][u] != 0 {
            let weight = down[y][v] * across[x][u]
            let alpha = image.channels == 4 ? Double(image[u, v, 3]) / 255 : 1
            for channel in 0..<colors {
              sums[channel] += weight * alpha * light(Double(image[u, v, channel]) / 255, linearLight)
            }
            sums[3] += weight * alpha
          }
        }
        let alpha = image.channels == 4 ? sums[3] : 1
        if image.channels == 4 { result[x, y, 3] = byte(alpha) }
        for channel in 0..<colors where image.channels != 4 || byte(alpha) > 0 {
          result[x, y, channel] = byte(encoded(sums[channel] / alpha, linearLight))
        }
      }
    }
    return result
  }

  static func curve(_ resampling: Resampling, _ distance: Double) -> Double {
    let x = abs(distance)
    func sinc(_ x: Double) -> Double { x == 0 ? 1 : sin(x * .pi) / (x * .pi) }
    switch resampling {
    case .nearest: return x <= 0.5 ? 1 : 0
    case .bilinear: return max(0, 1 - x)
    case .bicubic:
      if x < 1 { return 1.5 * pow(x, 3) - 2.5 * pow(x, 2) + 1 }
      return x < 2 ? -0.5 * pow(x, 3) + 2.5 * pow(x, 2) - 4 * x + 2 : 0
    case .lanczos: return x < 3 ? sinc(x) * sinc(x / 3) : 0
    }
  }

  static func light(_ value: Double, _ linear: Bool) -> Double {
    !linear ? value : value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
  }

  static func encoded(_ value: Double, _ linear: Bool) -> Double {
    let value = min(max(value, 0), 1)
    return !linear ? value : value <= 0.0031308 ? value * 12.92 : 1.055 * pow(value, 1 / 2.4) - 0.055
  }

  static func byte(_ value: Double) -> UInt8 { UInt8((min(max(value, 0), 1) * 255).rounded()) }

  static let sizes = [(24, 16), (7, 5), (1, 1), (48, 32), (61, 9), (5, 40)]

  @Test(arguments: [Resampling.bilinear, .bicubic, .lanczos], [1, 3, 4])
  func agreesWithTheDefinition(resampling: Resampling, channels: Int) throws {
    let fixture = try Fixture.named(["grey8.png", "", "rgb8.png", "rgba8.png"][channels - 1]).expected
    for (width, height) in Self.sizes where (width, height) != (fixture.width, fixture.height) {
      for linearLight in [false, true] {
        let resized = try fixture.resized(
          width: width, height: height, resampling: resampling, linearLight: linearLight)
        let reference = try Self.reference(
          fixture, width: width, height: height, resampling: resampling, linearLight: linearLight)
        // Colours of nearly invisible pixels are quotients of small numbers.
        expectSimilar(resized, reference, largest: channels == 4 ? 3 : 1, mean: 0.15)
      }
    }
  }

  @Test(arguments: Resampling.allCases, [1, 3, 4])
  func flatImagesStayFlat(resampling: Resampling, channels: Int) throws {
    for value: UInt8 in [0, 1, 77, 254, 255] {
      let flat = try PixelImage(width: 13, height: 9, channels: channels, fill: value)
      for (width, height) in Self.sizes {
        for linearLight in [false, true] {
          let resized = try flat.resized(width: width, height: height, resampling: resampling, linearLight: linearLight)
          let expected = try PixelImage(width: width, height: height, channels: channels, fill: value)
          #expect(resized == expected || (channels == 4 && value == 0))
        }
      }
    }
  }

  @Test(arguments: [Resampling.bilinear, .bicubic, .lanczos])
  func everyPixelCountsWhenAImageShrinks(resampling: Resampling) throws {
    var board = try PixelImage(width: 64, height: 64, channels: 1)
    for y in 0..<64 { for x in 0..<64 where (x + y) % 2 == 0 { board[x, y] = 255 } }
    let small = try board.resized(width: 8, height: 8, resampling: resampling)
    #expect(small.pixels.allSatisfy { (125...130).contains($0) })
    let light = try board.resized(width: 8, height: 8, resampling: resampling, linearLight: true)
    #expect(light.pixels.allSatisfy { (185...191).contains($0) })
  }

  @Test func nearestMakesSquares() throws {
    let image = try gradient(width: 3, height: 2, channels: 3)
    let large = try image.resized(width: 12, height: 8, resampling: .nearest)
    for y in 0..<8 { for x in 0..<12 { #expect(large[x, y, 1] == image[x / 4, y / 4, 1]) } }
  }

  @Test func coloursBehindTransparencyDoNotBleedIn() throws {
    // Red, and beside it invisible green.
    let pixels: [UInt8] = [255, 0, 0, 255, 0, 255, 0, 0]
    let image = try PixelImage(width: 2, height: 1, channels: 4, pixels: pixels)
    let one = try image.resized(width: 1, height: 1, resampling: .lanczos)
    #expect(one.pixels == [255, 0, 0, 128])
  }

  @Test(arguments: [(0, 5), (5, 0), (-1, 5), (.max, .max)])
  func refusesImpossibleSizes(width: Int, height: Int) throws {
    let image = try PixelImage(width: 4, height: 4, channels: 3)
    for mode in FitMode.allCases {
      #expect(throws: MediaError.self) { try image.fitted(width: width, height: height, mode: mode) }
    }
    #expect(throws: MediaError.self) { try image.resized(width: width, height: height) }
  }
}
