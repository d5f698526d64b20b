/// A walk through a model's images: a ``LatentWalk`` and, where the model knows classes, a straight way from the classes
/// of one keyframe to those of the next beside it. On the way the classes are mixed, and with them all that the generator
/// has learnt for each.
public struct ModelWalk: RandomAccessCollection, Hashable, Sendable {
  private let path: LatentWalk
  private let classes: LatentWalk?

  /// - Parameters:
  ///   - model: the model whose points the keyframes are.
  ///   - keyframes: the keyframes, at least two; see ``ModelDefinition/point(seed:index:label:)``.
  ///   - mode: the path through latent space from one keyframe to the next.
  ///   - easing: how speed changes between neighbouring keyframes.
  ///   - isClosed: whether the walk returns to its first keyframe.
  ///   - frames: the number of frames, at least one.
  /// - Throws: ``LatentError`` as ``LatentWalk`` does.
  public init(
    _ model: ModelDefinition, keyframes: [[Float]], mode: LatentWalk.Mode = .spherical, easing: Easing = .linear,
    isClosed: Bool = false, frames: Int
  ) throws(LatentError) {
    for (index, keyframe) in keyframes.enumerated() where keyframe.count != model.pointSize {
      throw .sizesDiffer(keyframe: index, size: keyframe.count, expected: model.pointSize)
    }
    let size = model.latent.size
    path = try LatentWalk(
      keyframes: keyframes.map { Array($0.prefix(size)) }, mode: mode, easing: easing, isClosed: isClosed,
      frames: frames,
      distribution: model.latent.distribution)
    classes =
      model.classes.isEmpty
      ? nil
      : try LatentWalk(
        keyframes: keyframes.map { Array($0.dropFirst(size)) }, mode: .linear, easing: easing, isClosed: isClosed,
        frames: frames)
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int { path.count }

  /// The point of a frame.
  public subscript(frame: Int) -> [Float] { path[frame] + (classes.map { $0[frame] } ?? []) }
}
