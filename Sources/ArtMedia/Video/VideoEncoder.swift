public import ArtFiles

/// Writes a video frame by frame; memory does not grow with its length (but see ``WebPAnimationFormat``).
///
/// The file appears complete when ``finish()`` returns. An encoder that is dropped before, or met an error, leaves
/// nothing behind. The same frames and settings give the same bytes with any number of processor cores.
public final class VideoEncoder {
  public let file: String
  /// The size that every frame must have.
  public let frameWidth: Int
  public let frameHeight: Int
  /// The video's size, as players tell it.
  public let width: Int
  public let height: Int
  /// How many bytes the file has so far.
  public var bytes: Int { pending?.size ?? 0 }
  private let settings: VideoSettings
  private let keepsAlpha: Bool
  private let fit: FitPlan
  private var frames = 0
  /// `nil` when the video is finished, cancelled or failed.
  private var sink: (any VideoSink)?
  private var pending: FileWriter?

  /// Begins a video.
  ///
  /// - Parameters:
  ///   - file: The file to make.
  ///   - format: The file's format.
  ///   - frameWidth: The width of the frames that will be written; the video's may differ, see ``VideoSettings/size``.
  ///   - frameHeight: The height of those frames.
  ///   - settings: How the video is encoded.
  /// - Throws: ``MediaError`` when the file cannot be created, a setting makes no sense, or FFmpeg is missing.
  public init(
    file: FilePlace, format: any VideoFormat, frameWidth: Int, frameHeight: Int,
    settings: VideoSettings = VideoSettings()
  ) throws(MediaError) {
    self.file = file.path
    self.frameWidth = frameWidth
    self.frameHeight = frameHeight
    self.settings = settings
    do throws(MediaError) {
      guard (0...100).contains(settings.quality) else {
        throw MediaError(.invalidArgument, "a video's quality is from 0 to 100, not \(settings.quality)")
      }
      _ = try PixelImage.sampleCount(width: frameWidth, height: frameHeight, channels: 4)
      let size = try settings.size.resolved(
        frameWidth: frameWidth, frameHeight: frameHeight, largest: format.largestSide)
      width = format.hasEvenSides ? size.width + size.width % 2 : size.width
      height = format.hasEvenSides ? size.height + size.height % 2 : size.height
      keepsAlpha = format.keepsAlpha && settings.keepsAlpha
      let resampling = settings.upscaling.resampling(
        fromWidth: frameWidth, height: frameHeight, toWidth: size.width, height: size.height)
      let mode: FitMode = if case .exactly = settings.size { .pad } else { .stretch }
      fit = try FitPlan(
        width: frameWidth, height: frameHeight, toWidth: size.width, height: size.height, mode: mode,
        resampling: resampling)
      let pending = try MediaError.mapping { () throws(FileError) in try FileWriter(file) }
      sink = try format.begin(pending, width: size.width, height: size.height, settings: settings)
      self.pending = pending
    } catch {
      throw error.inFile(file.path)
    }
  }

  /// Appends a frame.
  ///
  /// - Parameters:
  ///   - frame: The frame, in the frames' size.
  ///   - label: What is written into it, in the video's size.
  /// - Throws: ``MediaError`` when the frame has another size, or the encoder or the disk refuses it. After an error of
  ///   the encoder or disk nothing of the video is left.
  public func write(_ frame: PixelImage, label: FrameLabel? = nil) throws(MediaError) {
    guard let sink else { throw MediaError(.invalidArgument, file: file, "the video is already finished") }
    guard frame.width == frameWidth, frame.height == frameHeight else {
      throw MediaError(
        .invalidArgument, file: file,
        "frame \(frames) is \(frame.width)×\(frame.height), but the video's frames are \(frameWidth)×\(frameHeight)")
    }
    do throws(MediaError) {
      var prepared = try prepared(frame)
      label?.draw(into: &prepared)
      try sink.write(prepared)
    } catch {
      cancel()
      throw error.inFile(file)
    }
    frames += 1
  }

  /// Completes the file under its name.
  ///
  /// - Throws: ``MediaError`` when no frame was written, or the encoder or the disk fails; nothing is left then.
  @discardableResult
  public func finish() throws(MediaError) -> VideoSummary { try complete(mostBytes: .max) }

  /// Completes the file if it has no more bytes than it may; else nothing of the video is left.
  ///
  /// - Parameter mostBytes: nil for no limit.
  /// - Returns: nil where the file is too large.
  /// - Throws: As ``finish()``.
  public func finish(mostBytes: Int?) throws(MediaError) -> VideoSummary? {
    do throws(MediaError) {
      return try complete(mostBytes: mostBytes ?? .max)
    } catch {
      if error.code == .tooLarge { return nil }
      throw error
    }
  }

  private func complete(mostBytes: Int) throws(MediaError) -> VideoSummary {
    guard let sink else { throw MediaError(.invalidArgument, file: file, "the video is already finished") }
    do throws(MediaError) {
      guard frames > 0 else { throw MediaError(.invalidArgument, "a video needs at least one frame") }
      try sink.finish()
      guard bytes <= mostBytes else { throw MediaError(.tooLarge, "the video has \(bytes) bytes") }
      self.sink = nil
      try MediaError.mapping { () throws(FileError) in try pending?.commit() }
      pending = nil
    } catch {
      cancel()
      throw error.inFile(file)
    }
    return VideoSummary(
      frames: frames, width: width, height: height, duration: Double(frames) / settings.frameRate.framesPerSecond,
      codec: sink.codec)
  }

  /// Gives up: nothing of the video is left.
  public func cancel() {
    sink = nil
    pending = nil
  }

  /// The frame on its background and at the video's size.
  private func prepared(_ frame: PixelImage) throws(MediaError) -> PixelImage {
    let opaque = keepsAlpha ? frame : frame.composited(on: settings.background)
    return try fit.fitted(opaque, background: settings.background, linearLight: false)
  }
}

/// What was written.
public struct VideoSummary: Hashable, Sendable {
  public let frames: Int
  public let width: Int
  public let height: Int
  /// Seconds.
  public let duration: Double
  /// The encoder's name, such as `libx264`.
  public let codec: String
}
