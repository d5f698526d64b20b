import ArtGAN
public import ArtMedia
public import ArtNN
public import ArtSettings
public import ArtTensor

/// Images that a model makes when they are asked for, one after the other: samples, or the frames of one or more
/// walks. Only latent points are held, and those of walks not even: a stream of any length takes the same memory.
public struct ImageStream: Sendable {
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
  /// The size that the images are made in; nil for the model's own.
  public let size: Size2D?
  /// What the images follow from: equal fingerprints mean equal images, under one choice of algorithms.
  public private(set) var fingerprint: SettingValue

  public init(
    model: ModelArtifact, tracks: [Track], framesPerSecond: Double?, rowLength: Int? = nil, size: Size2D? = nil,
    fingerprint: SettingValue
  ) {
    self.model = model
    self.tracks = tracks
    self.framesPerSecond = framesPerSecond
    self.rowLength = rowLength
    self.size = size
    self.fingerprint = fingerprint
    if let size { self.fingerprint["size"] = [SettingValue(size.height), SettingValue(size.width)] }
  }

  /// The number of frames of each track, or of samples.
  public var count: Int { tracks.first?.count ?? 0 }

  public var isWalk: Bool { framesPerSecond != nil }

  /// The images' height, width and channels.
  ///
  /// - Throws: as ``ModelArtifact/checkpoint()``.
  public func imageShape() throws -> Shape {
    let shape = try model.checkpoint().definition.imageShape
    return size.map { [$0.height, $0.width, shape.channels] } ?? shape
  }

  /// Makes the images, frame by frame, and hands on those of all tracks together. They are made a little ahead on a
  /// thread of their own, while `body` works on those before.
  ///
  /// - Parameters:
  ///   - frames: The frames to make, in this order; nil for all.
  ///   - execution: How the model is run.
  ///   - prepare: Called once on this thread, while the first images are made.
  ///   - body: Gets the images of all tracks, and their place in the order of frames; called on this thread.
  /// - Throws: What the sampler, `prepare` and `body` throw.
  public func forEachFrame(
    _ frames: [Int]? = nil, by execution: Execution, preparing prepare: () throws -> Void = {},
    _ body: (_ place: Int, _ images: [PixelImage]) throws -> Void
  ) throws {
    let (tracks, total) = (tracks, frames?.count ?? count)
    try prefetching(limit: framesAhead()) { [self] put in
      let points = (0..<(total * tracks.count)).lazy.map { number in
        let (place, track) = number.quotientAndRemainder(dividingBy: tracks.count)
        return tracks[track].point(frames?[place] ?? place)
      }
      var waiting: [PixelImage] = []
      try makeImages(of: points, by: execution) { number, image in
        waiting.append(image)
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

  /// How many frames may wait: with the one that is being made two of the sampler's batches, and of large images some
  /// tens of megabytes.
  private func framesAhead() throws -> Int {
    let images = min(Sampler.standardBatchSize, (32 << 20) / max(1, try imageShape().count))
    return max(1, images / max(tracks.count, 1))
  }

  /// Makes the images of points in the size that was asked for.
  private func makeImages(
    of points: some Sequence<[Float]>, by execution: Execution,
    _ body: (_ number: Int, _ image: PixelImage) throws -> Void
  ) throws {
    let checkpoint = try model.checkpoint()
    guard let size else {
      let sampler = try Sampler(checkpoint, device: execution.device)
      execution.programs.add("sampling", sampler.plan)
      return try sampler.forEach(points, body)
    }
    let sampler = try CanvasSampler(checkpoint, size: size, device: execution.device)
    execution.programs.add("sampling", sampler.plan)
    try sampler.forEach(points, body)
  }
}
