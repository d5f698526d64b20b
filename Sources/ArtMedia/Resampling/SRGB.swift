#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Tables between sRGB bytes and the numbers that a resampler averages (IEC 61966-2-1).
package enum SRGB {
  /// Byte values as light, 0 to 1.
  package static let linear: [Float] = (0..<256).map { Float(light(Double($0) / 255)) }

  /// Byte values as they are, 0 to 1: averaging these is averaging the encoded values, as most programs do.
  static let encoded: [Float] = (0..<256).map { Float($0) / 255 }

  /// From light in steps of 1/16384 to bytes. Near black, where the curve is steepest, a step is a fifth of a byte.
  static let bytesOfLight: [UInt8] = (0...16_384).map { UInt8((encode(Double($0) / 16_384) * 255).rounded()) }

  private static func light(_ value: Double) -> Double {
    value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
  }

  private static func encode(_ light: Double) -> Double {
    light <= 0.0031308 ? light * 12.92 : 1.055 * pow(light, 1 / 2.4) - 0.055
  }
}
