import ArtGAN
import ArtSound
import ArtTensor

/// What the loudness of the bands does to the points of a walk: each moves them along a direction. Points stay where
/// points of their distribution lie: at their distance from the origin, or within the cube.
struct SoundMoves: Sendable {
  private let analysis: SoundAnalysis
  private let framesPerSecond: Double
  private let latent: LatentSpace
  /// For each band how far it moves the coordinates at its loudest.
  private let vectors: [(band: SoundAnalysis.Band, vector: [Double])]

  /// - Parameters:
  ///   - seed: Draws the directions of bands that have none.
  init(_ settings: SoundSettings, _ analysis: SoundAnalysis, latent: LatentSpace, seed: UInt64, framesPerSecond: Double)
  {
    self.analysis = analysis
    self.framesPerSecond = framesPerSecond
    self.latent = latent
    let drawn = Self.drawn(latent, seed: seed)
    vectors =
      settings.swing == 0
      ? []
      : zip(SoundAnalysis.Band.allCases, drawn).map { band, drawn in
        let direction = settings.directions[band] ?? drawn
        let range = direction.range ?? LatentDirection.usualRange
        return (band, direction.vector.map { Double($0) * settings.swing * range.upperBound })
      }
  }

  /// The point of a frame, moved. What stands behind the coordinates stays.
  func moved(_ point: [Float], frame: Int) -> [Float] {
    guard !vectors.isEmpty else { return point }
    // The sound in the middle of the time in which the frame is shown.
    let time = (Double(frame) + 0.5) / framesPerSecond
    var coordinates = point.prefix(latent.size).map(Double.init)
    let length = Self.length(coordinates)
    for (band, vector) in vectors {
      let loudness = analysis.loudness(band, at: time)
      guard loudness > 0, vector.count == coordinates.count else { continue }
      for index in coordinates.indices { coordinates[index] += loudness * vector[index] }
    }
    switch latent.distribution {
    case .uniform:
      coordinates = coordinates.map { min(max($0, -1), 1) }
    case .normal:
      let now = Self.length(coordinates)
      if now > 0 { coordinates = coordinates.map { $0 * length / now } }
    }
    return coordinates.map { Float($0) } + point.dropFirst(latent.size)
  }

  /// A direction for each band, at right angles to those before as far as the space has room, as long as points lie from
  /// the origin over three steps.
  static func drawn(_ latent: LatentSpace, seed: UInt64) -> [LatentDirection] {
    let key = SeedPurpose.soundDirections.key(of: seed)
    var units: [[Double]] = []
    return SoundAnalysis.Band.allCases.enumerated().map { number, band in
      var vector = key.folded(UInt64(number)).normals(count: latent.size).map(Double.init)
      for unit in units where units.count < latent.size {
        let along = zip(vector, unit).reduce(0) { $0 + $1.0 * $1.1 }
        vector = zip(vector, unit).map { $0 - along * $1 }
      }
      let length = max(length(vector), 1e-12)
      units.append(vector.map { $0 / length })
      let typical = Double(latent.size).squareRoot() * (latent.distribution == .uniform ? 0.577 : 1)
      return LatentDirection(
        name: band.rawValue,
        vector: units[number].map { Float($0 * typical / LatentDirection.usualRange.upperBound) })
    }
  }

  private static func length(_ vector: [Double]) -> Double {
    vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }
}
