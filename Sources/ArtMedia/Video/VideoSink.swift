/// Where prepared frames go: one format's encoder and its file.
protocol VideoSink {
  /// What the encoder calls itself, for reports.
  var codec: String { get }
  /// Appends a frame of the video's size.
  func write(_ frame: PixelImage) throws(MediaError)
  /// Completes the file.
  func finish() throws(MediaError)
}
