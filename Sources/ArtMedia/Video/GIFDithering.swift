/// How a GIF's frames show colours between those of its palette.
public enum GIFDithering: String, Hashable, Sendable, CaseIterable, Codable {
  /// The nearest colour: flat areas, steps in gradients, the smallest files.
  case none
  /// A fixed fine pattern (Bayer's): it does not move from frame to frame.
  case ordered
  /// Floyd and Steinberg's error diffusion: the smoothest gradients.
  case diffusion
}
