import ArtGAN
public import ArtMedia
public import ArtNN
public import ArtTensor

/// Makes the images of a stream when they are asked for: from latent points, from several models, from parts of others.
public protocol ImageSource: Sendable {
  /// The number of frames of each track, or of samples.
  var count: Int { get }
  /// The walks that run side by side, all of one length; samples are one track.
  var trackCount: Int { get }

  /// The images' height, width and channels.
  ///
  /// - Throws: What reading the model throws.
  func imageShape() throws -> Shape

  /// Does what takes long before the first image, such as laying a path through thousands of points. It is done once, by
  /// whoever draws, and not where a plan is only looked at.
  ///
  /// - Parameter check: Called often; throws where the user wants to stop.
  func prepare(_ check: () throws -> Void) throws

  /// Makes images in the order of `frames`, of each frame those of all tracks.
  ///
  /// An image is the same whatever is asked for beside it, but for the last bits where its place among them is another
  /// (`Sampler`).
  ///
  /// - Parameters:
  ///   - frames: Numbers of frames below ``count``; the same may come more than once.
  ///   - execution: How models are run.
  ///   - body: Gets one image after the other.
  /// - Throws: What the sampler and `body` throw.
  func forEachImage(
    of frames: some Sequence<Int>, by execution: Execution, _ body: (PixelImage) throws -> Void
  ) throws
}

extension ImageSource {
  public func prepare(_ check: () throws -> Void) throws {}
}

extension Artifact {
  /// Prepares images for a stage that draws them.
  ///
  /// - Throws: ``PipelineError`` where the user wants to stop.
  func prepare(_ stop: StopRequest) throws {
    guard case .images(let stream) = self else { return }
    try stream.source.prepare(stop.check)
  }
}

/// The images that a model's generator makes of latent points. Of walks no points are held: a stream of any length takes the
/// same memory.
public struct GeneratorImages: ImageSource {
  /// A sequence of latent points, each made when it is asked for.
  public struct Track: Sendable {
    /// What makes the points of frames.
    public typealias Maker = @Sendable (_ frame: Int) -> [Float]

    public let count: Int
    private let points: Lazy<Points, any Error>

    /// A type of its own: functions are not kept in other types' places.
    private struct Points: Sendable {
      let at: Maker
    }

    public init(count: Int, point: @escaping Maker) {
      self.init(count: count, making: { point })
    }

    /// A track whose points follow from something that takes long to make, such as a path through all of them.
    ///
    /// - Parameters:
    ///   - count: The number of points.
    ///   - make: Gives what makes the points; called once, when the first one is needed.
    public init(count: Int, making make: @escaping @Sendable () throws -> Maker) {
      self.count = count
      points = Lazy { Points(at: try make()) }
    }

    /// Makes what the points follow from, so that the first one does not take long.
    public func prepare() throws { _ = try points.value() }

    /// What the generator is given for a frame; see `ModelDefinition.point(seed:index:label:)`. Whoever draws has prepared
    /// the track.
    public func point(_ frame: Int) -> [Float] { (try? points.value())?.at(frame) ?? [] }
  }

  public let model: ModelArtifact
  public let tracks: [Track]
  /// The size that the images are made in; nil for the model's own.
  public let size: Size2D?

  public init(model: ModelArtifact, tracks: [Track], size: Size2D? = nil) {
    self.model = model
    self.tracks = tracks
    self.size = size
  }

  public var count: Int { tracks.first?.count ?? 0 }
  public var trackCount: Int { tracks.count }

  public func imageShape() throws -> Shape {
    let shape = try model.checkpoint().definition.imageShape
    return size.map { [$0.height, $0.width, shape.channels] } ?? shape
  }

  public func prepare(_ check: () throws -> Void) throws { try tracks.prepare(check) }

  public func forEachImage(
    of frames: some Sequence<Int>, by execution: Execution, _ body: (PixelImage) throws -> Void
  ) throws {
    try prepare {}
    let checkpoint = try model.checkpoint()
    let points = frames.lazy.flatMap { frame in tracks.lazy.map { $0.point(frame) } }
    guard let size else {
      let sampler = try Sampler(checkpoint, device: execution.device)
      execution.programs.add("sampling", sampler.plan)
      return try sampler.forEach(points) { try body($1) }
    }
    let sampler = try CanvasSampler(checkpoint, size: size, device: execution.device)
    execution.programs.add("sampling", sampler.plan)
    try sampler.forEach(points) { try body($1) }
  }
}

extension [GeneratorImages.Track] {
  /// Prepares all.
  func prepare(_ check: () throws -> Void) throws {
    for track in self {
      try check()
      try track.prepare()
    }
  }
}
