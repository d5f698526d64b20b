/// The size of a video, for frames of some size.
public enum VideoSize: Hashable, Sendable {
  /// That of the frames.
  case original
  /// A whole number of times that of the frames.
  case scaled(by: Int)
  /// This width; the height keeps the proportions.
  case width(Int)
  /// This height; the width keeps the proportions.
  case height(Int)
  /// Exactly this; a frame of other proportions stands in the middle.
  case exactly(width: Int, height: Int)

  /// The video's width and height.
  ///
  /// - Throws: ``MediaError`` when the result has no pixels or is larger than `largest` on a side.
  public func resolved(
    frameWidth: Int, frameHeight: Int, largest: Int
  ) throws(MediaError) -> (width: Int, height: Int) {
    let (width, height): (Double, Double) =
      switch self {
      case .original: (Double(frameWidth), Double(frameHeight))
      case .scaled(by: let factor): (Double(frameWidth) * Double(factor), Double(frameHeight) * Double(factor))
      case .width(let width): (Double(width), Double(frameHeight) * Double(width) / Double(frameWidth))
      case .height(let height): (Double(frameWidth) * Double(height) / Double(frameHeight), Double(height))
      case .exactly(let width, let height): (Double(width), Double(height))
      }
    guard width > 0, height > 0, width <= Double(largest), height <= Double(largest) else {
      throw MediaError(
        .invalidArgument, "a video of \(Int(clamping: width))×\(Int(clamping: height)) cannot be written",
        advice: "its sides must be from 1 to \(largest)")
    }
    return (max(1, Int(width.rounded())), max(1, Int(height.rounded())))
  }
}

extension Int {
  /// For messages: a number of any size.
  fileprivate init(clamping value: Double) {
    self = Int(Swift.min(Swift.max(value, -1e15), 1e15))
  }
}
