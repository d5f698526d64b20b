import ArtFiles

extension VideoEncoder {
  /// Begins a video whose file's name tells the format: `morph.mp4`.
  ///
  /// - Parameters:
  ///   - path: The file; one that is there is replaced when the video is complete.
  ///   - frameWidth: The width of the frames that will be written, in pixels; the video's may differ, see
  ///     ``VideoSettings/size``.
  ///   - frameHeight: The height of those frames, in pixels.
  ///   - settings: How the video is encoded.
  ///   - formats: The formats to choose from.
  /// - Throws: ``MediaError`` for an ending that is no format's, when the file cannot be created, a setting makes no sense,
  ///   or FFmpeg is missing.
  public convenience init(
    toFile path: String, frameWidth: Int, frameHeight: Int, settings: VideoSettings = VideoSettings(),
    formats: VideoFormatRegistry = .standard
  ) throws(MediaError) {
    let format = try formats.format(ofFile: path)
    try format.check(hasSound: settings.soundtrack != nil)
    try self.init(
      file: .typed(path), format: format, frameWidth: frameWidth, frameHeight: frameHeight, settings: settings)
  }
}
