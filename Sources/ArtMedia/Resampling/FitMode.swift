/// How a picture of one shape is brought to a size of another.
public enum FitMode: String, Hashable, Sendable, CaseIterable, Codable {
  /// Fill the size and cut off what stands over, equally on both sides.
  case crop
  /// Show the whole picture in the middle, with a colour around it.
  case pad
  /// Change the picture's proportions.
  case stretch
}
