import ArtTensor

/// What the self-test gave where it was recorded.
enum SelfTestReference {
  /// SHA-256 by what was hashed, for each level of processors that it was recorded on. No other library takes part in these
  /// numbers: OpenBLAS computes only at the level `plain`, for which its own version would have to be known too.
  static let hashes: [KernelLevel: [String: String]] = [
    .x86v4: [
      "training": "fffd32b0073e26d9b3af8eade3b38a87a95bb7271c8aa1cc721a89739f6fb77f",
      "samples": "c64316f5530510c233ece72594b11acf739a228ec68eccebfe767af3737e611d",
      "frames": "887c436c4038e2a23f5271c2e54732eda7a2de64000cdea395318d7d5e93bb82",
    ]
  ]

  /// Numbers of the first steps, in the order in which the test gives them. On another processor they may differ by
  /// ``tolerance``.
  static let numbers: [Double] = [
    -0.010143299, 1.9025537, 0.10758961, 0.010143299, -0.045070548, 1.9064751, 0.13859549, 0.045070548, -0.085650995,
    1.8898318, 0.19581932, 0.085650995, -0.092415415, 1.887862, 0.20455348, 0.092415415,
  ]
  static let tolerance = 1e-4

  /// How far a frame's mean colours may be from what was encoded: encoders lose a little, and round colours.
  static let colorTolerance = 3.0
}
