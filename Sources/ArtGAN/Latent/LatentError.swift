/// What is wrong with the key points or frames of a walk.
public enum LatentError: Error, Hashable, Sendable, CustomStringConvertible {
  case tooFewKeys(Int)
  case noFrames(Int)
  case sizesDiffer(key: Int, size: Int, expected: Int)
  case notFinite(key: Int)

  public var description: String {
    switch self {
    case .tooFewKeys(let count):
      "a walk needs at least 2 key points, but has \(count)"
    case .noFrames(let frames):
      "a walk needs at least 1 frame, but \(frames) were asked for"
    case .sizesDiffer(let key, let size, let expected):
      "key point \(key) has \(size) coordinates, but the first has \(expected)"
    case .notFinite(let key):
      "key point \(key) holds a value that is not a finite number"
    }
  }
}
