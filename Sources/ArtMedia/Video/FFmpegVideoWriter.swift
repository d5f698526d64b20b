import CFFmpeg

/// Writes MP4 and WebP through FFmpeg.
final class FFmpegVideoWriter: VideoSink {
  let codec: String
  private let format: VideoFormat
  private let path: String
  private let settings: VideoSettings
  private let handle: OpaquePointer

  /// Opens a file with an encoder.
  init(path: String, choice: VideoCodecChoice, format: VideoFormat, settings: VideoSettings) throws(MediaError) {
    let (handle, message) = withFFmpegMessage { choice.open(path: path, settings: settings, message: $0) }
    guard let handle else {
      throw MediaError(.encodingFailed, "the video cannot be begun with \(choice.name): \(message)")
    }
    self.path = path
    self.format = format
    self.settings = settings
    self.handle = handle
    codec = choice.name
  }

  deinit {
    art_video_free(handle)
  }

  func write(_ frame: PixelImage) throws(MediaError) {
    let (done, message) = withFFmpegMessage { message in
      frame.pixels.withUnsafeBufferPointer {
        art_video_write(handle, $0.baseAddress, Int32(frame.channels), message)
      }
    }
    guard done != 0 else { throw FFmpegVideoWriter.failure(message) }
  }

  func finish() throws(MediaError) {
    let (done, message) = withFFmpegMessage { art_video_finish(handle, $0) }
    guard done != 0 else { throw FFmpegVideoWriter.failure(message) }
    if format == .webp { try WebPMetadata.add(title: settings.title, comment: settings.comment, to: path) }
  }

  private static func failure(_ message: String) -> MediaError {
    MediaError(.encodingFailed, "the video cannot be written: \(message)")
  }
}
