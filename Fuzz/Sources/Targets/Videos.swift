import ArtMedia

/// Videos in all kinds of files.
extension FuzzTarget {
  /// Read whole, with the plan for their sound.
  static let video = FuzzTarget("video", largest: 16_384) { input in
    attempt {
      let reader = try VideoReader(input.file("fuzz-video"), limits: limits)
      _ = reader.sound(in: MP4Format())
      var count = 0
      while let frame = try reader.next() {
        precondition(frame.width == reader.info.width && frame.height == reader.info.height)
        count += 1
      }
      precondition(count == reader.info.frames)
    }
  }

  /// Small, so that much can be tried: few bytes may stand for hours of black.
  private static let limits = VideoLimits(image: ImageLimits(side: 400, pixels: 40_000), frames: 300)
}
