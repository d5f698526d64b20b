import ArtFiles
import CFFmpeg

/// Writes a video through FFmpeg.
final class FFmpegVideoWriter: VideoSink {
  let codec: String
  private let output: Output
  private let complete: (FileWriter) throws(MediaError) -> Void
  private let samples: SoundtrackSamples?
  private let packets: SoundPackets?
  private let frameRate: FrameRate
  private var frames = 0
  /// Whether colours below transparent pixels are lost with those around them.
  private let mixesHiddenColors: Bool
  private let handle: OpaquePointer

  /// The file as FFmpeg sees it, which keeps only the number of an error.
  private final class Output {
    let file: FileWriter
    var failure: FileError?

    init(_ file: FileWriter) { self.file = file }

    /// Valid as long as this object.
    var native: ArtVideoFile {
      ArtVideoFile(
        context: Unmanaged.passUnretained(self).toOpaque(),
        write: { context, bytes, count, offset in
          Output.attempt(context) { (file) throws(FileError) in
            try file.write(UnsafeRawBufferPointer(start: bytes, count: count), at: Int(offset))
            return 1
          } ?? 0
        },
        read: { context, bytes, count, offset in
          Output.attempt(context) { (file) throws(FileError) in
            Int64(try file.read(into: UnsafeMutableRawBufferPointer(start: bytes, count: count), at: Int(offset)))
          } ?? -1
        })
    }

    /// Does something with the file of a context; nil where it fails.
    private static func attempt<R>(
      _ context: UnsafeMutableRawPointer?, _ body: (FileWriter) throws(FileError) -> R
    ) -> R? {
      guard let context else { return nil }
      let output = Unmanaged<Output>.fromOpaque(context).takeUnretainedValue()
      do throws(FileError) {
        return try body(output.file)
      } catch {
        output.failure = output.failure ?? error
        return nil
      }
    }
  }

  /// Begins a video.
  ///
  /// - Parameters:
  ///   - file: An empty file.
  ///   - choice: The encoders.
  ///   - width: The width of the frames.
  ///   - height: Their height.
  ///   - settings: How the video is encoded.
  ///   - complete: What is left to do with the file when FFmpeg has finished it.
  init(
    _ file: FileWriter, _ choice: FFmpegEncoding, width: Int, height: Int, settings: VideoSettings,
    complete: @escaping (FileWriter) throws(MediaError) -> Void = { _ in }
  ) throws(MediaError) {
    output = Output(file)
    self.complete = complete
    codec = choice.name
    mixesHiddenColors = choice.frames == ART_FRAMES_YUVA420
    let samples = try choice.samples(settings)
    self.samples = samples
    let packets = try choice.packets(settings)
    self.packets = packets
    frameRate = settings.frameRate
    let native = output.native
    let (handle, message) = withFFmpegMessage {
      choice.open(
        native, width: width, height: height, settings: settings, samples: samples, packets: packets, message: $0)
    }
    guard let handle else {
      throw output.failure.map(MediaError.init)
        ?? MediaError(
          .encodingFailed, "the video cannot be begun with \(choice.name): \(message)", advice: Self.advice)
    }
    self.handle = handle
  }

  deinit {
    art_video_free(handle)
  }

  func write(_ frame: PixelImage) throws(MediaError) {
    let frame = mixesHiddenColors ? frame.withHiddenColorsSpread() : frame
    let (done, message) = withFFmpegMessage { message in
      frame.pixels.withUnsafeBufferPointer {
        art_video_write(handle, $0.baseAddress, Int32(frame.channels), message)
      }
    }
    try check(done, message)
    frames += 1
    if let samples { try write(samples.advance(frames: 1), of: samples.channels) }
    if packets != nil { try copySound(until: Double(frames) / frameRate.framesPerSecond) }
  }

  private func copySound(until seconds: Double) throws(MediaError) {
    let (done, message) = withFFmpegMessage { art_video_copy_sound(handle, seconds, $0) }
    try check(done, message)
  }

  private func write(_ samples: [Float], of channels: Int) throws(MediaError) {
    let (done, message) = withFFmpegMessage { message in
      samples.withUnsafeBufferPointer {
        art_video_write_sound(handle, $0.baseAddress, Int64($0.count / channels), message)
      }
    }
    try check(done, message)
  }

  func finish() throws(MediaError) {
    if let samples {
      try write(samples.finish(), of: samples.channels)
      while case let rest = try samples.rest(), !rest.isEmpty { try write(rest, of: samples.channels) }
    }
    let (done, message) = withFFmpegMessage { art_video_finish(handle, $0) }
    try check(done, message)
    try complete(output.file)
  }

  /// Checks that FFmpeg has done its work. It passes over errors where it reads the file again, to move the index to its
  /// front, and says that all is well.
  private func check(_ done: CInt, _ message: String) throws(MediaError) {
    try packets?.check()
    if let failure = output.failure { throw MediaError(failure) }
    guard done != 0 else {
      throw MediaError(.encodingFailed, "the video cannot be written: \(message)", advice: Self.advice)
    }
  }

  /// Encoders do not say that they got no memory.
  private static var advice: String? {
    SystemResources.current().bound == .process ? "too little memory may be allowed: 'ulimit -v' shows the limit" : nil
  }
}
