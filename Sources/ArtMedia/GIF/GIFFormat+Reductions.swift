extension GIFFormat {
  /// Fewer colours, then fewer frames, then smaller images.
  public var reductions: [VideoReduction] {
    Self.steps.map { step in
      VideoReduction(
        GIFFormat(dithering: dithering, colors: min(colors, step.colors)), having: "\(step.colors) colours",
        step: step.frames, eighths: step.eighths)
    }
  }

  /// The most colours of a frame, every how many frames one is shown, and the sides in eighths.
  private static let steps: [(colors: Int, frames: Int, eighths: Int)] = [
    (256, 1, 8), (128, 1, 8), (64, 1, 8), (32, 1, 8), (64, 2, 8), (32, 2, 8), (64, 2, 6), (32, 2, 6), (64, 2, 4),
    (32, 2, 4), (32, 3, 3), (32, 4, 2), (16, 4, 2), (16, 6, 1),
  ]
}
