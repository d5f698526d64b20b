import ArtGAN
public import ArtMedia
public import ArtNN
public import ArtSettings
public import ArtTensor

/// Images that are made when they are asked for, one after the other: samples, or the frames of one or more walks.
public struct ImageStream: Sendable {
  /// What makes the images.
  public let source: any ImageSource
  /// The speed at which the frames are meant to be shown; nil for samples, which have no order in time.
  public let framesPerSecond: Double?
  /// How many samples belong side by side, such as those of one class; nil where that does not matter.
  public let rowLength: Int?
  /// What is heard with the frames; nil where there is no sound.
  public let sound: StreamSound?
  /// What a video writes into each frame; nil for nothing.
  public let label: (@Sendable (_ frame: Int) -> FrameLabel)?
  /// What the images follow from: equal fingerprints mean equal images, under one choice of algorithms.
  public private(set) var fingerprint: SettingValue

  public init(
    _ source: any ImageSource, framesPerSecond: Double?, rowLength: Int? = nil, sound: StreamSound? = nil,
    label: (@Sendable (_ frame: Int) -> FrameLabel)? = nil, fingerprint: SettingValue
  ) {
    self.source = source
    self.framesPerSecond = framesPerSecond
    self.rowLength = rowLength
    self.sound = sound
    self.label = label
    self.fingerprint = fingerprint
    if let size { self.fingerprint["size"] = [SettingValue(size.height), SettingValue(size.width)] }
  }

  /// The model and the points that the images are made of; nil for images of another kind.
  public var points: GeneratorImages? { source as? GeneratorImages }

  /// The size that was asked for; nil for the model's own.
  public var size: Size2D? { points?.size }

  /// The number of frames of each track, or of samples.
  public var count: Int { source.count }

  /// The walks that run side by side; 1 for samples.
  public var trackCount: Int { source.trackCount }

  public var isWalk: Bool { framesPerSecond != nil }

  /// The images' height, width and channels.
  ///
  /// - Throws: as ``ModelArtifact/checkpoint()``.
  public func imageShape() throws -> Shape { try source.imageShape() }

  /// Makes the images, frame by frame, and hands on those of all tracks together. They are made a little ahead on a
  /// thread of their own, while `body` works on those before.
  ///
  /// - Parameters:
  ///   - frames: The frames to make, in this order; nil for all.
  ///   - execution: How the model is run.
  ///   - prepare: Called once on this thread, while the first images are made.
  ///   - body: Gets the images of all tracks, and their place in the order of frames; called on this thread.
  /// - Throws: What the source, `prepare` and `body` throw.
  public func forEachFrame(
    _ frames: [Int]? = nil, by execution: Execution, preparing prepare: () throws -> Void = {},
    _ body: (_ place: Int, _ images: [PixelImage]) throws -> Void
  ) throws {
    let (source, trackCount) = (source, trackCount)
    try prefetching(limit: framesAhead()) { (put: ((Int, [PixelImage])) throws -> Void) in
      var waiting: [PixelImage] = []
      var place = 0
      func take(_ image: PixelImage) throws {
        waiting.append(image)
        guard waiting.count == trackCount else { return }
        try put((place, waiting))
        waiting.removeAll(keepingCapacity: true)
        place += 1
      }
      if let frames {
        try source.forEachImage(of: frames, by: execution, take)
      } else {
        try source.forEachImage(of: 0..<source.count, by: execution, take)
      }
    } preparing: {
      try prepare()
    } using: { (frame: (place: Int, images: [PixelImage])) in
      try body(frame.place, frame.images)
    }
  }

  /// How many frames may wait: with the one that is being made two of the sampler's batches, and of large images some
  /// tens of megabytes.
  private func framesAhead() throws -> Int {
    let images = min(Sampler.standardBatchSize, (32 << 20) / max(1, try imageShape().count))
    return max(1, images / max(trackCount, 1))
  }
}
