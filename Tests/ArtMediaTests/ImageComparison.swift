import ArtMedia
import Testing

/// How far two images are apart, in sample values. Colours that both hide behind zero alpha do not count.
struct ImageDifference {
  var largest = 0
  var mean = 0.0

  init(_ a: PixelImage, _ b: PixelImage) {
    var sum = 0
    for index in 0..<min(a.pixels.count, b.pixels.count) {
      let alpha = index / 4 * 4 + 3
      if a.channels == 4, b.channels == 4, a.pixels[alpha] == 0, b.pixels[alpha] == 0 { continue }
      let difference = abs(Int(a.pixels[index]) - Int(b.pixels[index]))
      largest = max(largest, difference)
      sum += difference
    }
    mean = Double(sum) / Double(max(1, a.pixels.count))
  }
}

/// Checks that two images have the same size and nearly the same samples.
func expectSimilar(
  _ actual: PixelImage, _ expected: PixelImage, largest: Int, mean: Double? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(
    [actual.width, actual.height, actual.channels] == [expected.width, expected.height, expected.channels],
    sourceLocation: sourceLocation)
  let difference = ImageDifference(actual, expected)
  #expect(difference.largest <= largest, sourceLocation: sourceLocation)
  if let mean { #expect(difference.mean <= mean, sourceLocation: sourceLocation) }
}

/// An image with smooth colours, made anew for each test.
func gradient(width: Int, height: Int, channels: Int, phase: Double = 0) throws -> PixelImage {
  var image = try PixelImage(width: width, height: height, channels: channels)
  for y in 0..<height {
    for x in 0..<width {
      for channel in 0..<channels {
        let across = Double(x) / Double(width) * Double(channel + 1)
        let down = Double(y) / Double(height) * Double(3 - channel % 3)
        let wave = (across + down + phase).remainder(dividingBy: 2).magnitude
        image[x, y, channel] = UInt8(wave * 255)
      }
    }
  }
  return image
}
