import ArtGraph
import CArtKernels

/// A change of basis for square tiles of images and kernels, in which a correlation is a product at each point.
///
/// A point takes one plane of real numbers, or two where it is complex (``CArtKernels/art_fourier``).
enum TileTransform: Hashable, Sendable {
  /// Minimal filtering: Winograd 1980; Lavin, Gray, "Fast algorithms for convolutional neural networks", CVPR 2016.
  /// With 8 points a 5×5 kernel needs 4 products for an output instead of 25.
  case winograd(points: Int, taps: Int)

  /// The discrete Fourier transform of `size × size` places: a cyclic correlation. Where a whole image with half of
  /// its padding fits into one tile, nothing that wraps around is ever read, and this needs fewer products than minimal
  /// filtering does: 2.5 an output for a 5×5 kernel on 7×7 (121 products for 49 outputs).
  case fourier(size: Int)

  static let winogradPoints = [5, 6, 8]
  static let fourierSizes = [5, 6, 8, 9, 10, 12, 16]

  /// As it appears in profiles and manifests.
  var label: String {
    switch self {
    case .winograd(let points, _): "winograd \(points) points"
    case .fourier(let size): "fourier \(size)×\(size)"
    }
  }

  /// The numbers of a transformed tile, one for each plane.
  var planes: Int { length * length }

  /// The points, in the order of their planes.
  var points: [Point] {
    guard case .fourier(let size) = self else { return (0..<planes).map { Point(plane: $0, isComplex: false) } }
    let real = size % 2 == 1 ? [0] : [0, 1, size, size + 1]
    var points: [Point] = []
    var plane = 0
    while plane < planes {
      points.append(Point(plane: plane, isComplex: !real.contains(plane)))
      plane += points[points.count - 1].planes
    }
    return points
  }

  /// The real products of a tile.
  var products: Int { points.reduce(0) { $0 + ($1.isComplex ? 3 : 1) } }

  /// Where factors are multiplied.
  struct Point {
    /// The plane of its numbers, or of their real parts; the plane of the imaginary ones comes after it.
    let plane: Int
    let isComplex: Bool

    var planes: Int { isComplex ? 2 : 1 }
  }

  /// The places of a tile that its factor is made from, along each axis.
  var length: Int {
    switch self {
    case .winograd(let points, _): points
    case .fourier(let size): size
    }
  }

  /// The places of a tile of results, along each axis.
  var resultLength: Int {
    switch self {
    case .winograd(let points, let taps): points + 1 - taps
    case .fourier(let size): size
    }
  }

  /// The factor made from a tile of an image.
  func image(
    _ image: UnsafePointer<Float>, _ places: UnsafePointer<art_tile_places>, _ channels: Int,
    _ numbers: UnsafeMutablePointer<Float>, _ layout: PlaneLayout
  ) {
    switch self {
    case .winograd(let points, _):
      art_winograd_data(Int32(points), image, places, channels, numbers, layout.plane, layout.block)
    case .fourier(let size):
      art_fourier(Int32(size), image, places, channels, numbers, layout.plane, layout.block)
    }
  }

  /// The factor made from a kernel.
  func kernel(
    _ kernel: UnsafePointer<Float>, _ places: UnsafePointer<art_tile_places>, _ channels: Int,
    _ numbers: UnsafeMutablePointer<Float>, _ plane: Int
  ) {
    switch self {
    case .winograd(let points, let taps):
      art_winograd_kernel(Int32(points), Int32(taps), kernel, places, channels, numbers, plane)
    case .fourier(let size): art_fourier_kernel(Int32(size), kernel, places, channels, numbers, plane)
    }
  }

  /// The factor made from the gradient of a tile of outputs.
  func outputGradient(
    _ gradient: UnsafePointer<Float>, _ places: UnsafePointer<art_tile_places>, _ channels: Int,
    _ numbers: UnsafeMutablePointer<Float>, _ layout: PlaneLayout
  ) {
    switch self {
    case .winograd(let points, let taps):
      art_winograd_output_gradient(
        Int32(points), Int32(taps), gradient, places, channels, numbers, layout.plane, layout.block)
    case .fourier(let size):
      art_fourier(Int32(size), gradient, places, channels, numbers, layout.plane, layout.block)
    }
  }

  /// A tile of results, from the products with a kernel.
  func result(
    _ numbers: UnsafePointer<Float>, _ plane: Int, _ places: UnsafePointer<art_tile_places>, _ channels: Int,
    _ image: UnsafeMutablePointer<Float>
  ) {
    switch self {
    case .winograd(let points, let taps):
      art_winograd_output(Int32(points), Int32(taps), numbers, plane, places, channels, image)
    case .fourier(let size): art_fourier_inverse(Int32(size), numbers, plane, places, channels, image)
    }
  }

  /// The gradient of a kernel, from the products with the gradients of outputs.
  func kernelGradient(
    _ numbers: UnsafePointer<Float>, _ plane: Int, _ places: UnsafePointer<art_tile_places>, _ channels: Int,
    _ kernel: UnsafeMutablePointer<Float>
  ) {
    switch self {
    case .winograd(let points, let taps):
      art_winograd_kernel_gradient(Int32(points), Int32(taps), numbers, plane, places, channels, kernel)
    case .fourier(let size): art_fourier_inverse(Int32(size), numbers, plane, places, channels, kernel)
    }
  }
}

/// How the numbers of tiles lie in the planes of a transform, in floats.
struct PlaneLayout {
  /// From plane to plane.
  let plane: Int
  /// From tile to tile.
  let tile: Int
  /// From 16 channels to the next 16.
  let block: Int

  // Planes are a cache line longer than their numbers, so that they do not all fall on the same lines of the cache.
  static let gap = 16

  /// Tile by tile, all channels. Tiles are not whole kibibytes apart, for the same reason.
  static func tiles(_ count: Int, channels: Int) -> PlaneLayout {
    let tile = channels % 256 == 0 ? channels + gap : channels
    return PlaneLayout(plane: count * tile + gap, tile: tile, block: 16)
  }

  /// 16 channels of all tiles, then the next 16.
  static func blocks(_ count: Int, channels: Int) -> PlaneLayout {
    PlaneLayout(plane: count * channels + gap, tile: 16, block: 16 * count)
  }
}
