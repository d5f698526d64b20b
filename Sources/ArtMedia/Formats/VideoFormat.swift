public import ArtFiles

/// A format of video files. A conforming type is a plugin.
public protocol VideoFormat: FileFormat {
  /// The longest side that the format can hold.
  var largestSide: Int { get }
  /// Whether pixels may stay transparent; otherwise frames are put on the background.
  var keepsAlpha: Bool { get }
  /// Whether a video's sides are even: the last column or row of frames with an odd one is repeated.
  var hasEvenSides: Bool { get }
  /// About how many bytes a second of sound has at most; nil where a video has none, and a soundtrack is left out.
  var soundBytesPerSecond: Double? { get }
  /// Whether a video can hold a sound of a codec, by FFmpeg's name, as it is (``VideoReader/sound(in:)``).
  func copiesSound(of codec: String) -> Bool
  /// Whether ``VideoSettings/bitsPerSecond`` can be chosen.
  var hasBitrate: Bool { get }
  /// What can be tried one after the other until a file is small enough: the first is a video with all that was asked for.
  /// Empty where quality and size alone say how large a video is.
  var reductions: [VideoReduction] { get }

  /// FFmpeg's name of the encoder that writes it on this machine; nil where it needs none, or there is none.
  var encoder: String? { get }

  /// About how many bytes a video has at most, for the disk that is kept free.
  ///
  /// - Parameters:
  ///   - pixels: The pixels of all frames together.
  ///   - quality: As in ``VideoSettings/quality``.
  func mostBytes(pixels: Double, quality: Int) -> Double

  /// Refuses what this machine cannot write, such as videos whose encoder is not installed.
  ///
  /// - Parameter hasSound: Whether a soundtrack is to be kept.
  /// - Throws: ``MediaError`` that says what is missing, and what can be written instead.
  func check(hasSound: Bool) throws(MediaError)

  /// Begins a video.
  ///
  /// - Parameters:
  ///   - file: An empty file to write to. It appears under the name that the user gave when the video is complete.
  ///   - width: The width of the frames.
  ///   - height: The height of the frames.
  ///   - settings: The frame rate, the quality, the sound and the texts; the size was dealt with.
  /// - Throws: ``MediaError`` when the encoder is missing or refuses the settings.
  func begin(
    _ file: FileWriter, width: Int, height: Int, settings: VideoSettings
  ) throws(MediaError) -> any VideoSink
}

extension VideoFormat {
  public var keepsAlpha: Bool { false }
  public var hasEvenSides: Bool { false }
  public var soundBytesPerSecond: Double? { nil }
  /// Whether a video can have sound.
  public var keepsSound: Bool { soundBytesPerSecond != nil }
  public func copiesSound(of codec: String) -> Bool { false }
  public var hasBitrate: Bool { false }
  public var reductions: [VideoReduction] { [] }

  public func check(hasSound: Bool) throws(MediaError) {}
  public var encoder: String? { nil }

  /// Those of the pixels as they are in memory.
  public func mostBytes(pixels: Double, quality: Int) -> Double { pixels * 4 }
}

/// Where prepared frames go: one format's encoder and its file.
public protocol VideoSink {
  /// What the encoder calls itself, for reports.
  var codec: String { get }
  /// Appends a frame of the video's size.
  func write(_ frame: PixelImage) throws(MediaError)
  /// Completes the file.
  func finish() throws(MediaError)
}

/// The formats of video files that a program writes.
public typealias VideoFormatRegistry = FormatRegistry<any VideoFormat>

extension FormatRegistry where Format == any VideoFormat {
  /// The formats that come with the library.
  public static var builtIn: [any VideoFormat] {
    [MP4Format(), GIFFormat(), WebPAnimationFormat(), MOVFormat(), WebMFormat()]
  }

  /// A registry of the formats that come with the library.
  public static var standard: VideoFormatRegistry {
    // There is a first one: the list above is not empty.
    FormatRegistry(builtIn[0], Array(builtIn.dropFirst()), content: "video") { $0 }
  }

  /// - Throws: `RegistryError` where two formats have the same id, ``MediaError`` where they have the same ending or there
  ///   is none.
  public init(_ formats: [any VideoFormat]) throws {
    try Self.check(formats, content: "video")
    guard let usual = formats.first else {
      throw MediaError(
        .invalidArgument, "there is no video format",
        advice: "the program must register a VideoFormat, such as MP4Format()")
    }
    self.init(usual, Array(formats.dropFirst()), content: "video") { $0 }
  }
}
