/// What is wrong with points of latent space, or with the keyframes or frames of a walk.
public enum LatentError: Error, Hashable, Sendable, CustomStringConvertible {
  case tooFewKeyframes(Int)
  case noFrames(Int)
  case sizesDiffer(keyframe: Int, size: Int, expected: Int)
  case notFinite(keyframe: Int)
  /// A point that belongs to another model, and what tells so.
  case otherModel(String)
  /// A direction that belongs to another model, and what tells so.
  case otherDirection(String, String)

  public var description: String {
    switch self {
    case .tooFewKeyframes(let count):
      "a walk needs at least 2 keyframes, but has \(count)"
    case .noFrames(let frames):
      "a walk needs at least 1 frame, but \(frames) were asked for"
    case .sizesDiffer(let keyframe, let size, let expected):
      "keyframe \(keyframe) has \(size) coordinates, but the first has \(expected)"
    case .notFinite(let keyframe):
      "keyframe \(keyframe) holds a value that is not a finite number"
    case .otherModel(let reason):
      "the point belongs to another model: \(reason)"
    case .otherDirection(let name, let reason):
      "the direction '\(name)' belongs to another model: \(reason)"
    }
  }
}
