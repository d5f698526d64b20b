#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A colour in OKLab: lightness from 0 to 1, then the green-red and blue-yellow axes. Equal distances look equally
/// far apart, so that mixtures and gradients stay clean (Ottosson 2020, "A perceptual color space for image
/// processing").
struct Paint {
  var lab: SIMD3<Float>

  init(lab: SIMD3<Float>) {
    self.lab = lab
  }

  /// - Parameters:
  ///   - chroma: 0 for grey, about 0.25 for the strongest reds.
  ///   - hue: in degrees: 29 red, 60 orange, 105 yellow, 142 green, 260 blue, 305 violet, 350 pink.
  init(lightness: Float, chroma: Float, hue: Float) {
    let direction = Point.direction(hue * Float.pi / 180)
    lab = SIMD3(lightness, chroma * direction.x, chroma * direction.y)
  }

  func mixed(with other: Paint, _ t: Float) -> Paint {
    Paint(lab: lab + (other.lab - lab) * t)
  }

  func lightened(by amount: Float) -> Paint {
    Paint(lab: SIMD3(min(max(lab.x + amount, 0), 1), lab.y, lab.z))
  }

  /// Linear-light sRGB; what lies outside is cut off.
  @inline(__always)
  var linear: SIMD3<Float> {
    let l = lab.x + 0.396_337_78 * lab.y + 0.215_803_76 * lab.z
    let m = lab.x - 0.105_561_346 * lab.y - 0.063_854_17 * lab.z
    let s = lab.x - 0.089_484_18 * lab.y - 1.291_485_5 * lab.z
    let cone = SIMD3(l * l * l, m * m * m, s * s * s)
    let rgb = SIMD3<Float>(
      4.076_741_7 * cone.x - 3.307_711_6 * cone.y + 0.230_969_94 * cone.z,
      -1.268_438 * cone.x + 2.609_757_4 * cone.y - 0.341_319_4 * cone.z,
      -0.004_196_086 * cone.x - 0.703_418_6 * cone.y + 1.707_614_7 * cone.z)
    return rgb.clamped(lowerBound: .zero, upperBound: .one)
  }

  /// The byte of sRGB for 4,096 steps of linear light.
  static let encoded: [UInt8] = (0...4096).map { step in
    let light = Double(step) / 4096
    let value = light <= 0.003_130_8 ? 12.92 * light : 1.055 * pow(light, 1 / 2.4) - 0.055
    return UInt8(value * 255 + 0.5)
  }
}
