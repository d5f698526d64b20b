#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// How the pixels of a resized image are made from those of the original.
public enum Resampling: String, Hashable, Sendable, CaseIterable, Codable {
  /// The one nearest pixel: keeps hard edges, good for enlarging pixel art by whole numbers.
  case nearest
  /// A triangle one pixel wide to each side: soft.
  case bilinear
  /// Keys' cubic with a = −1/2 (Keys 1981): sharper.
  case bicubic
  /// A sinc windowed by a wider sinc over three pixels to each side (Duchon 1979): the sharpest.
  case lanczos

  /// How far the filter reaches from its middle, in pixels. Smaller images are made with filters widened by the
  /// scale, so that every original pixel counts.
  var support: Double {
    switch self {
    case .nearest: 0.5
    case .bilinear: 1
    case .bicubic: 2
    case .lanczos: 3
    }
  }

  /// The filter's height at a distance from its middle, in pixels.
  func weight(at distance: Double) -> Double {
    let x = abs(distance)
    guard x < support else { return 0 }
    switch self {
    case .nearest: return 1
    case .bilinear: return 1 - x
    case .bicubic:
      return x < 1 ? (1.5 * x - 2.5) * x * x + 1 : ((-0.5 * x + 2.5) * x - 4) * x + 2
    case .lanczos: return sinc(x) * sinc(x / 3)
    }
  }

  private func sinc(_ x: Double) -> Double {
    x == 0 ? 1 : sin(.pi * x) / (.pi * x)
  }
}

/// How images are enlarged.
public enum Upscaling: String, Hashable, Sendable, CaseIterable, Codable {
  /// Each pixel becomes a square.
  case nearest
  /// Lanczos.
  case smooth

  /// The filter for a change of size. Nothing is made smaller by leaving pixels out.
  func resampling(fromWidth width: Int, height: Int, toWidth newWidth: Int, height newHeight: Int) -> Resampling {
    self == .nearest && newWidth >= width && newHeight >= height ? .nearest : .lanczos
  }
}
