/// A path through a model's points: a ``LatentPath`` and, where the model knows classes, a straight way from the classes
/// of one keyframe to those of the next beside it. On the way the classes are mixed, and with them all that the generator
/// has learnt for each.
public struct ModelPath: Hashable, Sendable {
  private let path: LatentPath
  private let classes: LatentPath?

  /// - Parameters:
  ///   - model: the model whose points the keyframes are.
  ///   - keyframes: the keyframes, at least two; see ``ModelDefinition/point(seed:index:label:)``.
  ///   - modes: the way of each piece through latent space, or one for all.
  ///   - isClosed: whether the path returns to its first keyframe.
  /// - Throws: ``LatentError`` as ``LatentPath`` does.
  public init(
    _ model: ModelDefinition, keyframes: [[Float]], modes: [LatentWalk.Mode], isClosed: Bool
  ) throws(LatentError) {
    for (index, keyframe) in keyframes.enumerated() where keyframe.count != model.pointSize {
      throw .sizesDiffer(keyframe: index, size: keyframe.count, expected: model.pointSize)
    }
    let size = model.latent.size
    path = try LatentPath(
      keyframes.map { Array($0.prefix(size)) }, modes: modes, isClosed: isClosed,
      distribution: model.latent.distribution)
    classes =
      model.classes.isEmpty
      ? nil : try LatentPath(keyframes.map { Array($0.dropFirst(size)) }, modes: [.linear], isClosed: isClosed)
  }

  /// The number of pieces between keyframes.
  public var pieces: Int { path.pieces }
  public var isClosed: Bool { path.isClosed }

  /// The point at a place.
  public subscript(place: PathPlace) -> [Float] { path[place] + (classes.map { $0[place] } ?? []) }
}

/// A walk through a model's images: a path, and the time that tells where on it each frame is.
public struct ModelWalk: RandomAccessCollection, Sendable {
  public let path: ModelPath
  public let time: any TimeMap

  public init(_ path: ModelPath, time: any TimeMap) {
    self.path = path
    self.time = time
  }

  /// A walk whose keyframes are spread evenly over the time.
  ///
  /// - Parameters:
  ///   - model: the model whose points the keyframes are.
  ///   - keyframes: the keyframes, at least two, such as ``ModelDefinition/points(seed:count:labels:truncation:)``.
  ///   - mode: the path through latent space from one keyframe to the next.
  ///   - easing: how speed changes between neighbouring keyframes.
  ///   - isClosed: whether the walk returns to its first keyframe.
  ///   - frames: the number of frames, at least one.
  /// - Throws: ``LatentError`` as ``LatentWalk`` does.
  public init(
    _ model: ModelDefinition, keyframes: some Sequence<[Float]>, mode: LatentWalk.Mode = .spherical,
    easing: Easing = .linear, isClosed: Bool = false, frames: Int
  ) throws(LatentError) {
    let path = try ModelPath(model, keyframes: Array(keyframes), modes: [mode], isClosed: isClosed)
    guard frames >= 1 else { throw .noFrames(frames) }
    self.init(
      path, time: EvenTime(frames: frames, pieces: path.pieces, easing: easing, isClosed: isClosed))
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int { time.count }

  /// The point of a frame.
  public subscript(frame: Int) -> [Float] { path[time.place(of: frame)] }
}
