/// What is known of a video before its frames are read.
public struct VideoInfo: Hashable, Sendable {
  /// What the file is: `MP4 or MOV`.
  public let title: String
  /// FFmpeg's name of the codec: `h264`.
  public let codec: String
  /// The size of the frames as they are given: upright, with square pixels.
  public let width: Int
  public let height: Int
  /// Whether frames may be transparent.
  public let hasAlpha: Bool
  /// The constant rate at which frames are given.
  public let frameRate: FrameRate
  /// How many frames are given.
  public let frames: Int
  /// What reading does to the frames besides decoding them.
  public let notes: [VideoNote]

  /// The length in seconds.
  public var seconds: Double { Double(frames) / frameRate.framesPerSecond }
}

/// What reading a video does to its frames besides decoding them: what a person may want to know.
public enum VideoNote: Hashable, Sendable {
  /// Turned or mirrored, as the file asks for.
  case turned
  /// Pixels that are not square, width to height, became so.
  case squared(Int, Int)
  /// Samples of so many bits became 8 bits.
  case depth(Int)
  /// High dynamic range of a kind became that of usual screens.
  case toneMapped(String)
  /// The lines of a frame are of two moments.
  case interlaced
  /// Frames came at no constant rate: to keep time, some are shown more than once, and some are left out.
  case variableRate(FrameRate, repeated: Int, dropped: Int)
  /// There are so many videos in the file; the first is read.
  case firstOf(Int)

  /// In words, without a full stop.
  public var words: String {
    switch self {
    case .turned: "it is turned upright"
    case .squared(let width, let height): "its pixels of \(width):\(height) are made square"
    case .depth(let bits): "its \(bits) bits a colour become 8"
    case .toneMapped(let kind): "its high dynamic range (\(kind)) becomes that of usual screens: highlights are darker"
    case .interlaced:
      "it is interlaced: moving edges show as combs; deinterlace it first, for example with "
        + "'ffmpeg -i IN -vf yadif OUT.mp4'"
    case .variableRate(let rate, let repeated, let dropped):
      "its frame rate varies: it becomes \(rate.words) frames a second, "
        + (repeated + dropped == 0
          ? "with every frame kept" : "\(repeated) frames are repeated and \(dropped) left out")
    case .firstOf(let count): "the first of its \(count) videos is taken"
    }
  }
}
