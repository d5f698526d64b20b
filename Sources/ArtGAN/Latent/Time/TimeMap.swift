/// When a walk is where: the place on its path of every frame. Frames may be asked for in any order; their places never go
/// back.
///
/// A map knows nothing of what lies on the path. What moves a walk by other means than a clock (its own speed of change, a
/// sound) is a map of its own, and may be made of another one: see ``PacedTime``.
public protocol TimeMap: Sendable {
  /// The number of frames.
  var count: Int { get }

  /// The place of a frame, from 0 to below ``count``.
  func place(of frame: Int) -> PathPlace
}
