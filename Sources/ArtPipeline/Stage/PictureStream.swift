import ArtGAN
public import ArtMedia
public import ArtSettings
import ArtTensor

/// Pictures that a model makes when they are asked for, one after the other: samples, or the frames of one or more
/// walks. Only latent points are held, and those of walks not even: a stream of any length takes the same memory.
public struct PictureStream: Sendable {
  /// A sequence of latent points, each made when it is asked for.
  public struct Track: Sendable {
    public let count: Int
    public let point: @Sendable (Int) -> [Float]

    public init(count: Int, point: @escaping @Sendable (Int) -> [Float]) {
      self.count = count
      self.point = point
    }
  }

  public let model: ModelArtifact
  /// Walks that run side by side, all of one length; samples are one track.
  public let tracks: [Track]
  /// The speed at which the frames are meant to be shown; nil for samples, which have no order in time.
  public let framesPerSecond: Double?
  /// How many samples belong side by side, such as those of one class; nil where that does not matter.
  public let rowLength: Int?
  /// What the pictures follow from: equal fingerprints mean equal pictures, under one precision.
  public let fingerprint: SettingValue

  public init(
    model: ModelArtifact, tracks: [Track], framesPerSecond: Double?, rowLength: Int? = nil, fingerprint: SettingValue
  ) {
    self.model = model
    self.tracks = tracks
    self.framesPerSecond = framesPerSecond
    self.rowLength = rowLength
    self.fingerprint = fingerprint
  }

  /// The number of frames of each track, or of samples.
  public var count: Int { tracks.first?.count ?? 0 }

  public var isWalk: Bool { framesPerSecond != nil }

  /// Makes the pictures, frame by frame, and hands on those of all tracks together. They are made a little ahead on a
  /// thread of their own, while `body` works on those before.
  ///
  /// - Parameters:
  ///   - frames: The frames to make, in this order; nil for all.
  ///   - execution: How the model is run.
  ///   - prepare: Called once on this thread, while the first pictures are made.
  ///   - body: Gets the pictures of all tracks, and their place in the order of frames; called on this thread.
  /// - Throws: What the sampler, `prepare` and `body` throw.
  public func forEachFrame(
    _ frames: [Int]? = nil, by execution: Execution, preparing prepare: () throws -> Void = {},
    _ body: (_ place: Int, _ pictures: [PixelImage]) throws -> Void
  ) throws {
    let (model, tracks, total) = (model, tracks, frames?.count ?? count)
    // Two of the sampler's batches at most: one waits, one is made.
    let ahead = max(1, Sampler.standardBatchSize / max(tracks.count, 1))
    try makingAhead(limit: ahead) { put in
      let sampler = try Sampler(model.checkpoint(), pool: execution.pool, precision: execution.precision)
      execution.programs.add("sampling", sampler.plan)
      let points = (0..<(total * tracks.count)).lazy.map { number in
        let (place, track) = number.quotientAndRemainder(dividingBy: tracks.count)
        return tracks[track].point(frames?[place] ?? place)
      }
      var waiting: [PixelImage] = []
      try sampler.forEach(points) { number, picture in
        waiting.append(picture)
        guard waiting.count == tracks.count else { return }
        try put((number / tracks.count, waiting))
        waiting.removeAll(keepingCapacity: true)
      }
    } preparing: {
      try prepare()
    } using: { frame in
      try body(frame.0, frame.1)
    }
  }
}
