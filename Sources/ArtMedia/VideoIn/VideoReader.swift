import ArtFiles

/// Reads a video frame by frame: MP4, MOV, MKV, WebM, AVI, MPEG, Ogg, FLV and GIF files. Memory does not grow with its
/// length, but for 8 bytes a frame.
///
/// Frames come at a constant rate, upright, with square pixels and 8 bits a channel; what that changes is told by
/// ``VideoInfo/notes``. The kind of file is told by its content, never by its name, and no other file is opened. A file that
/// is cut short is an error, and so is a damaged one where its decoder notices.
public final class VideoReader {
  public let file: String
  public let info: VideoInfo
  private let kind: VideoKind
  private let input: FFmpegInput
  private let decoder: VideoDecoder
  private let timeline: VideoTimeline
  /// When frames are shown, in the order in which they are decoded; nil where each tells by itself.
  private let times: [Int64]?
  /// How many sounds the file has.
  let sounds: Int
  /// How many frames were taken from the decoder.
  private var decoded = 0
  /// The place of the last of them.
  private var lastPlace = -1
  /// How many frames were given.
  private var given = 0
  /// The frame that was given last; nil before the first, and where another was taken since.
  private var current: PixelImage?

  /// Opens a video, reads through its file, and decodes its first frame.
  ///
  /// - Parameters:
  ///   - file: The video.
  ///   - limits: How large it may be.
  ///   - goesOn: Asked again and again while the file is read through, which takes long for a large one, with the share of
  ///     it that was read. Where it says no, reading ends at once, with an error.
  /// - Throws: ``MediaError`` where the file cannot be read, is of another kind, is cut short or damaged, has no frames, or
  ///   is larger than the limits.
  public init(
    _ file: String, limits: VideoLimits = .standard, goesOn: @escaping (_ share: Double) -> Bool = { _ in true }
  ) throws(MediaError) {
    self.file = file
    do throws(MediaError) {
      let input = try FFmpegInput(file)
      input.goesOn = goesOn
      // Frames are asked for one by one.
      defer { input.goesOn = nil }
      guard input.file.size <= limits.fileBytes else {
        throw MediaError(.tooLarge, "the file has \(input.file.size) bytes, and at most \(limits.fileBytes) are read")
      }
      let kind = try VideoKind.of(input.start())
      let scan = try VideoScan(input, kind, limits: limits)
      decoder = try VideoDecoder(input, kind, limits: limits.image)
      self.input = input
      self.kind = kind
      timeline = scan.timeline
      times = scan.times
      sounds = scan.sounds
      info = VideoInfo(decoder, kind, scan)
    } catch {
      throw error.inFile(file)
    }
  }

  /// When the first frame is shown, in seconds by the file's own clock.
  var start: Double { timeline.start }

  /// The next frame; nil behind the last.
  ///
  /// - Throws: ``MediaError`` where the file cannot be read, is damaged, or was changed while it was read.
  public func next() throws(MediaError) -> PixelImage? {
    do throws(MediaError) {
      guard given < timeline.count else {
        try MediaError.mapping { () throws(FileError) in try input.file.checkUnchanged() }
        return nil
      }
      while let place = nextPlace, decoded == 0 || place <= given { try advance(to: place) }
      // Where frames at the end cannot be decoded, they would all be the same.
      let missing = timeline.lastPlace - lastPlace
      if nextPlace == nil, Double(missing) > max(2, timeline.rate.framesPerSecond / 2) {
        throw MediaError(
          .damaged, "this \(kind.title) file is damaged: its last \(missing) frames cannot be decoded",
          advice: MediaError.videoConversion)
      }
      if current == nil { current = try decoder.image(at: time(of: lastPlace)) }
      given += 1
      return current
    } catch {
      throw error.inFile(file)
    }
  }

  /// The place of the frame that was decoded ahead; nil where there is none.
  private var nextPlace: Int? {
    guard let time = decoder.nextTime else { return nil }
    if let times { return decoded < times.count ? timeline.place(of: times[decoded]) : lastPlace + 1 }
    return time == .min ? lastPlace + 1 : timeline.place(of: time)
  }

  private func advance(to place: Int) throws(MediaError) {
    decoded += 1
    lastPlace = place
    current = nil
    try decoder.advance(at: time(of: place + 1))
  }

  private func time(of place: Int) -> Double { Double(max(place, 0)) / timeline.rate.framesPerSecond }
}

extension VideoReader {
  /// Width and height of a video's frames, as they are given. Its beginning is read, and its first frame decoded.
  ///
  /// - Throws: As ``init(_:limits:goesOn:)``.
  public static func frameSize(
    of file: String, limits: VideoLimits = .standard
  ) throws(MediaError) -> (width: Int, height: Int) {
    do throws(MediaError) {
      let input = try FFmpegInput(file)
      return try VideoDecoder(input, VideoKind.of(input.start()), limits: limits.image).size
    } catch {
      throw error.inFile(file)
    }
  }

  /// Whether a file is of a kind that videos are read from, by its first bytes. GIF files are, also those of one image.
  public static func recognizes(_ start: [UInt8]) -> Bool { VideoKind.all.contains { $0.begins(start) } }
}
