/// How pictures are enlarged.
public enum Upscaling: String, Hashable, Sendable, CaseIterable, Codable {
  /// Each pixel becomes a square.
  case nearest
  /// Lanczos.
  case smooth

  /// The filter for a change of size. Nothing is made smaller by leaving pixels out.
  func resampling(fromWidth width: Int, height: Int, toWidth newWidth: Int, height newHeight: Int) -> Resampling {
    self == .nearest && newWidth >= width && newHeight >= height ? .nearest : .lanczos
  }
}
