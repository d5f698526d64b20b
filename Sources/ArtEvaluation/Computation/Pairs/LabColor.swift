import ArtMedia
import Foundation

/// A colour as the eye tells colours apart: CIE 1976 L\*a\*b\*, the white D65.
struct LabColor: Hashable, Sendable {
  /// 0 for black to 100 for white.
  var lightness: Double
  /// From green to red.
  var a: Double
  /// From blue to yellow.
  var b: Double

  init(lightness: Double, a: Double, b: Double) {
    (self.lightness, self.a, self.b) = (lightness, a, b)
  }

  /// A colour of 8-bit sRGB (IEC 61966-2-1).
  init(red: UInt8, green: UInt8, blue: UInt8) {
    let light = (
      Double(SRGB.linear[Int(red)]), Double(SRGB.linear[Int(green)]), Double(SRGB.linear[Int(blue)])
    )
    // Each row over its own sum, which is white's: greys have no colour.
    func part(_ red: Double, _ green: Double, _ blue: Double) -> Double {
      let share = (red * light.0 + green * light.1 + blue * light.2) / (red + green + blue)
      let step = 6.0 / 29
      return share > step * step * step ? cbrt(share) : share / (3 * step * step) + 4.0 / 29
    }
    let x = part(0.4124564, 0.3575761, 0.1804375)
    let y = part(0.2126729, 0.7151522, 0.0721750)
    let z = part(0.0193339, 0.1191920, 0.9503041)
    self.init(lightness: 116 * y - 16, a: 500 * (x - y), b: 200 * (y - z))
  }
}

extension LabColor {
  /// How different two colours look: ΔE₀₀, where about 1 is the least that an eye tells apart side by side, and black and
  /// white are 100 apart. It is the same both ways round.
  ///
  /// Source: Sharma, Wu and Dalal 2005, "The CIEDE2000 color-difference formula", equations 2 to 22, with all weights 1.
  func difference(from other: LabColor) -> Double {
    let power = { (chroma: Double) in (chroma * chroma * chroma) * (chroma * chroma * chroma) * chroma }
    let mean = (hypot(a, b) + hypot(other.a, other.b)) / 2
    let stretch = 1.5 - 0.5 * (power(mean) / (power(mean) + power(25))).squareRoot()
    let (first, second) = (Polar(stretch * a, b), Polar(stretch * other.a, other.b))
    let isGrey = first.chroma * second.chroma == 0

    var turn = isGrey ? 0 : second.hue - first.hue
    if turn > 180 { turn -= 360 } else if turn < -180 { turn += 360 }
    let changes = (
      other.lightness - lightness, second.chroma - first.chroma,
      2 * (first.chroma * second.chroma).squareRoot() * Self.sine(turn / 2)
    )

    let (light, chroma) = ((lightness + other.lightness) / 2, (first.chroma + second.chroma) / 2)
    let sum = first.hue + second.hue
    let isFar = !isGrey && abs(first.hue - second.hue) > 180
    let hue = isGrey ? sum : !isFar ? sum / 2 : sum < 360 ? (sum + 360) / 2 : (sum - 360) / 2

    let weight =
      1 - 0.17 * Self.cosine(hue - 30) + 0.24 * Self.cosine(2 * hue) + 0.32 * Self.cosine(3 * hue + 6)
      - 0.20 * Self.cosine(4 * hue - 63)
    let around = (light - 50) * (light - 50)
    let scales = (
      1 + 0.015 * around / (20 + around).squareRoot(), 1 + 0.045 * chroma, 1 + 0.015 * chroma * weight
    )
    let blue = (hue - 275) / 25
    let rotation =
      -2 * (power(chroma) / (power(chroma) + power(25))).squareRoot() * Self.sine(60 * exp(-blue * blue))
    let (l, c, h) = (changes.0 / scales.0, changes.1 / scales.1, changes.2 / scales.2)
    return max(l * l + c * c + h * h + rotation * c * h, 0).squareRoot()
  }

  /// Chroma and hue, in degrees from 0 to 360.
  private struct Polar {
    let chroma: Double
    let hue: Double

    init(_ a: Double, _ b: Double) {
      chroma = hypot(a, b)
      let angle = a == 0 && b == 0 ? 0 : atan2(b, a) * 180 / .pi
      hue = angle < 0 ? angle + 360 : angle
    }
  }

  private static func sine(_ degrees: Double) -> Double { sin(degrees * .pi / 180) }
  private static func cosine(_ degrees: Double) -> Double { cos(degrees * .pi / 180) }

  /// The mean difference over all pixels of two images.
  static func difference(_ image: OpaqueImage, _ target: OpaqueImage) -> Double {
    let channels = image.channels
    var sum = 0.0
    image.pixels.withUnsafeBufferPointer { one in
      target.pixels.withUnsafeBufferPointer { other in
        func color(_ pixels: UnsafeBufferPointer<UInt8>, _ place: Int) -> LabColor {
          LabColor(
            red: pixels[place], green: pixels[place + channels / 2], blue: pixels[place + channels - 1])
        }
        for place in stride(from: 0, to: one.count, by: channels) {
          if (0..<channels).allSatisfy({ one[place + $0] == other[place + $0] }) { continue }
          sum += color(one, place).difference(from: color(other, place))
        }
      }
    }
    return sum / Double(image.height * image.width)
  }
}
