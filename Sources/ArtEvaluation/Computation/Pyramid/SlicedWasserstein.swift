public import ArtTensor

/// The sliced Wasserstein distance between the patches of two sets of images, scale by scale: random directions through
/// the space of 7×7 patches, along each the distance between the sorted projections, and the mean over all directions.
///
/// It needs no network and holds for images of any size. Fine scales tell of texture and noise, coarse ones of shapes.
/// Values are those of the paper times 1000, as it prints them.
///
/// Source: Karras et al. 2018, "Progressive growing of GANs", section 5; Rabin et al. 2011, "Wasserstein barycenter and
/// its application to texture mixing". Two things differ: images may have any size, so that a scale of 14 or 15 pixels
/// is used as well, and the number of patches is limited as below.
public struct SlicedWasserstein: Hashable, Sendable, Codable {
  /// One scale.
  public struct Scale: Hashable, Sendable, Codable {
    /// Pixels of the pyramid's level.
    public var height: Int
    public var width: Int
    /// Times 1000.
    public var distance: Estimate
  }

  /// From fine to coarse.
  public var scales: [Scale]
  /// The mean over the scales.
  public var mean: Estimate
  /// Patches from each set at each scale.
  public var patches: Int
}

extension SlicedWasserstein {
  /// How much is computed.
  public struct Effort: Hashable, Sendable {
    /// The most patches from each set at each scale.
    public var patches: Int
    public var directions: Int

    public init(patches: Int, directions: Int) {
      self.patches = patches
      self.directions = directions
    }

    /// 512 directions, as in the paper, and about as many patches as 512 of its images give.
    public static let full = Effort(patches: 65_536, directions: 512)
    /// For an evaluation in the course of training.
    public static let quick = Effort(patches: 8192, directions: 64)
  }

  /// The shorter side of the coarsest level, at least: two patches.
  static let smallestSide = 14
  /// The most patches from one image, as in the paper.
  fileprivate static let mostPerImage = 128

  /// About what computing it takes, in bytes.
  static func memory(images: Double, channels: Int, effort: Effort) -> Double {
    let patches = min(max(Double(effort.patches), images), images * Double(mostPerImage))
    let numbers = PatchDescriptors.side * PatchDescriptors.side * channels + ProjectedDistances.batch
    // The patches of both sets and what they are projected to; and those of one direction on each thread, sorted: measured.
    return patches * Double(2 * MemoryLayout<Float>.stride * numbers + 384)
  }
  private static let groups = 10

  /// Whether images of a size are large enough.
  public static func isPossible(height: Int, width: Int) -> Bool { min(height, width) >= PatchDescriptors.side }

  /// - Parameters:
  ///   - real: real images, in random order.
  ///   - generated: generated images. If one set is larger than the other, only its first images are used.
  ///   - effort: how much is computed.
  ///   - key: decides places and directions.
  ///   - pool: the threads that do the work.
  /// - Throws: ``MetricsError`` for images of different shapes, too small images or none.
  public init(
    real: ImageSet, generated: ImageSet, effort: Effort = .full, key: RandomKey, pool: ThreadPool
  ) throws(MetricsError) {
    let metric = "the sliced Wasserstein distance"
    guard real.height == generated.height, real.width == generated.width, real.channels == generated.channels else {
      throw .imagesDiffer(
        [real.height, real.width, real.channels], [generated.height, generated.width, generated.channels])
    }
    let shorter = min(real.height, real.width)
    guard shorter >= PatchDescriptors.side else {
      throw .tooSmall(metric: metric, height: real.height, width: real.width, needed: PatchDescriptors.side)
    }
    let count = min(real.count, generated.count)
    guard count > 0 else { throw .tooFew(metric: metric, found: 0, needed: 1) }
    let (first, second) = (real.slice(0..<count), generated.slice(0..<count))
    let perImage = effort.patches(ofEachOf: count)
    var levels = 1
    while LaplacianPyramid.side(shorter, level: levels) >= Self.smallestSide { levels += 1 }

    let jackknife = Jackknife(count: count, most: Self.groups)
    var distances: [ProjectedDistances] = []
    for level in 0..<levels {
      let places = key.folded(UInt64(level))
      let a = PatchDescriptors(
        first, level: level, of: levels, perImage: perImage, key: places.folded(.realPatches), pool: pool)
      let b = PatchDescriptors(
        second, level: level, of: levels, perImage: perImage, key: places.folded(.generatedPatches), pool: pool)
      let directions = Self.directions(effort.directions, size: a.size, key: places.folded(.directions))
      distances.append(ProjectedDistances(a, b, directions, images: count, jackknife, pool))
    }
    patches = count * perImage
    scales = distances.enumerated().map { level, distances in
      Scale(
        height: LaplacianPyramid.side(real.height, level: level),
        width: LaplacianPyramid.side(real.width, level: level), distance: distances.estimate(jackknife).scaled(by: 1000)
      )
    }
    mean = ProjectedDistances(meanOf: distances).estimate(jackknife).scaled(by: 1000)
  }

  /// Directions of length 1, one a row, spread evenly over all.
  static func directions(_ count: Int, size: Int, key: RandomKey) -> [Float] {
    (0..<count).flatMap { index -> [Float] in
      let vector = key.folded(UInt64(index)).normals(count: size)
      let length = vector.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
      return vector.map { Float(Double($0) / length) }
    }
  }
}

extension SlicedWasserstein.Effort {
  /// How many patches are cut from each of so many images.
  fileprivate func patches(ofEachOf images: Int) -> Int {
    min(max(patches / images, 1), SlicedWasserstein.mostPerImage)
  }
}
