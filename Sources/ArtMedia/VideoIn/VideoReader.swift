import ArtFiles
import CFFmpeg

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

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
  private let handle: OpaquePointer
  private let timeline: VideoTimeline
  private let orientation: ExifOrientation
  /// The frames' size as they are decoded.
  private let size: (width: Int, height: Int)
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
  /// - Throws: ``MediaError`` where the file cannot be read, is of another kind, is cut short or damaged, has no frames, or
  ///   is larger than the limits.
  public init(_ file: String, limits: VideoLimits = .standard) throws(MediaError) {
    self.file = file
    do throws(MediaError) {
      let input = try FFmpegInput(file)
      guard input.file.size <= limits.fileBytes else {
        throw MediaError(.tooLarge, "the file has \(input.file.size) bytes, and at most \(limits.fileBytes) are read")
      }
      let kind = try VideoKind.of(input.start())
      let scan = try VideoScan(input, kind, limits: limits)
      let (handle, native) = try Self.open(input, kind, limits: limits.image)
      self.input = input
      self.kind = kind
      self.handle = handle
      timeline = scan.timeline
      times = scan.times
      sounds = scan.sounds
      size = (Int(native.width), Int(native.height))
      orientation = ExifOrientation(native.turn)
      info = VideoInfo(native, kind, scan, orientation)
    } catch {
      throw error.inFile(file)
    }
  }

  deinit {
    art_video_reader_free(handle)
  }

  /// When the first frame is shown, in seconds by the file's own clock.
  var start: Double { timeline.start }

  private static func open(
    _ input: FFmpegInput, _ kind: VideoKind, limits: ImageLimits
  ) throws(MediaError) -> (OpaquePointer, ArtVideoInfo) {
    var info = ArtVideoInfo()
    var status = ART_VIDEO_DONE
    let native = input.native
    let (handle, message) = withFFmpegMessage {
      art_video_reader_open(
        native, kind.containers, Int64(limits.side), Int64(limits.pixels), &info, &status, $0)
    }
    try input.check()
    if let handle { return (handle, info) }
    if status == ART_VIDEO_TOO_LARGE { try limits.check(width: Int(info.width), height: Int(info.height)) }
    throw VideoFailure(status, message, kind).error
  }

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
      if current == nil { current = try converted() }
      given += 1
      return current
    } catch {
      throw error.inFile(file)
    }
  }

  /// The place of the frame that was decoded ahead; nil where there is none.
  private var nextPlace: Int? {
    var time: Int64 = 0
    guard art_video_reader_peek(handle, &time) != 0 else { return nil }
    if let times { return decoded < times.count ? timeline.place(of: times[decoded]) : lastPlace + 1 }
    return time == .min ? lastPlace + 1 : timeline.place(of: time)
  }

  private func advance(to place: Int) throws(MediaError) {
    let (status, message) = withFFmpegMessage { art_video_reader_advance(handle, $0) }
    try input.check()
    decoded += 1
    lastPlace = place
    current = nil
    guard status == ART_VIDEO_DONE else { throw VideoFailure(status, message, kind, at: time(of: place + 1)).error }
  }

  private func time(of place: Int) -> Double { Double(max(place, 0)) / timeline.rate.framesPerSecond }

  /// The frame that was taken from the decoder, as it is given.
  private func converted() throws(MediaError) -> PixelImage {
    var status = ART_VIDEO_DONE
    var (channels, message): (Int32, String) = (0, "")
    let count = size.width * size.height
    let pixels = [UInt8](unsafeUninitializedCapacity: count * 4) { buffer, initialized in
      (channels, message) = withFFmpegMessage { art_video_reader_pixels(handle, buffer.baseAddress, &status, $0) }
      initialized = count * Int(channels)
    }
    guard channels > 0 else { throw VideoFailure(status, message, kind, at: time(of: lastPlace)).error }
    return PixelImage(unchecked: pixels, width: size.width, height: size.height, channels: Int(channels))
      .upright(from: orientation)
  }
}

extension VideoReader {
  /// Whether a file is of a kind that videos are read from, by its first bytes. GIF files are, also those of one image.
  public static func recognizes(_ start: [UInt8]) -> Bool { VideoKind.all.contains { $0.begins(start) } }
}

extension VideoInfo {
  init(_ native: ArtVideoInfo, _ kind: VideoKind, _ scan: VideoScan, _ orientation: ExifOrientation) {
    title = kind.title
    codec = withUnsafeBytes(of: native.codec) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    let (width, height) = (Int(native.width), Int(native.height))
    (self.width, self.height) = orientation.swapsSides ? (height, width) : (width, height)
    hasAlpha = native.may_be_transparent != 0
    frameRate = scan.timeline.rate
    frames = scan.timeline.count
    var notes: [VideoNote] = []
    if orientation != .upright { notes.append(.turned) }
    let aspect = native.pixel_aspect
    if aspect.numerator != aspect.denominator {
      notes.append(.squared(Int(aspect.numerator), Int(aspect.denominator)))
    }
    if native.depth > 8 { notes.append(.depth(Int(native.depth))) }
    switch native.light {
    case ART_LIGHT_PQ: notes.append(.toneMapped("PQ"))
    case ART_LIGHT_HLG: notes.append(.toneMapped("HLG"))
    default: break
    }
    if native.is_interlaced != 0 { notes.append(.interlaced) }
    if !scan.timeline.isConstant {
      notes.append(
        .variableRate(scan.timeline.rate, repeated: scan.timeline.repeated, dropped: scan.timeline.dropped))
    }
    if scan.videos > 1 { notes.append(.firstOf(scan.videos)) }
    self.notes = notes
  }
}

extension ExifOrientation {
  /// The turn of a display matrix, as the signs of its upper left: a step right in the stored image is (a, b) on the screen, a
  /// step down is (c, d).
  init(_ turn: (Int32, Int32, Int32, Int32)) {
    switch turn {
    case (-1, _, _, 1): self = .mirrored
    case (-1, _, _, -1): self = .turned180
    case (1, _, _, -1): self = .flipped
    case (_, 1, 1, _): self = .transposed
    case (_, 1, -1, _): self = .needsClockwiseTurn
    case (_, -1, -1, _): self = .transversed
    case (_, -1, 1, _): self = .needsCounterclockwiseTurn
    default: self = .upright
    }
  }
}
