import CFFmpeg

/// FFmpeg's decoder of a video, which is one frame ahead of what is taken from it.
final class VideoDecoder {
  private let input: FFmpegInput
  private let kind: VideoKind
  private let handle: OpaquePointer
  /// What the file tells of its frames.
  let native: ArtVideoInfo
  let orientation: ExifOrientation

  /// Opens a video and decodes its first frame.
  ///
  /// - Throws: ``MediaError`` where it cannot be read or decoded, or its frames are larger than the limits.
  init(_ input: FFmpegInput, _ kind: VideoKind, limits: ImageLimits) throws(MediaError) {
    var info = ArtVideoInfo()
    var status = ART_VIDEO_DONE
    let file = input.native
    let (handle, message) = withFFmpegMessage {
      art_video_reader_open(file, kind.containers, Int64(limits.side), Int64(limits.pixels), &info, &status, $0)
    }
    try input.check()
    guard let handle else {
      if status == ART_VIDEO_TOO_LARGE { try limits.check(width: Int(info.width), height: Int(info.height)) }
      throw VideoFailure(status, message, kind).error
    }
    self.input = input
    self.kind = kind
    self.handle = handle
    native = info
    orientation = ExifOrientation(info.turn)
  }

  deinit {
    art_video_reader_free(handle)
  }

  /// Width and height of its frames, upright.
  var size: (width: Int, height: Int) {
    let (width, height) = (Int(native.width), Int(native.height))
    return orientation.swapsSides ? (height, width) : (width, height)
  }

  /// When the frame ahead is shown, in ticks; the least number where it does not tell, nil where there is none.
  var nextTime: Int64? {
    var time: Int64 = 0
    return art_video_reader_peek(handle, &time) != 0 ? time : nil
  }

  /// Takes the frame ahead, and decodes the one behind it.
  ///
  /// - Parameter seconds: where that one is shown, for the error.
  func advance(at seconds: Double) throws(MediaError) {
    let (status, message) = withFFmpegMessage { art_video_reader_advance(handle, $0) }
    try input.check()
    guard status == ART_VIDEO_DONE else { throw VideoFailure(status, message, kind, at: seconds).error }
  }

  /// The frame that was taken last, upright.
  ///
  /// - Parameter seconds: where it is shown, for the error.
  func image(at seconds: Double) throws(MediaError) -> PixelImage {
    let (width, height) = (Int(native.width), Int(native.height))
    var status = ART_VIDEO_DONE
    var (channels, message): (Int32, String) = (0, "")
    let pixels = [UInt8](unsafeUninitializedCapacity: width * height * 4) { buffer, initialized in
      (channels, message) = withFFmpegMessage { art_video_reader_pixels(handle, buffer.baseAddress, &status, $0) }
      initialized = width * height * Int(channels)
    }
    guard channels > 0 else { throw VideoFailure(status, message, kind, at: seconds).error }
    return PixelImage(unchecked: pixels, width: width, height: height, channels: Int(channels))
      .upright(from: orientation)
  }
}
