import ArtGraph

/// Which rows of an image a layer's results need. From the first row on, each `taken` rows of the input belong to `made`
/// rows of the result, which need some rows before and after them too.
public struct RowReach: Hashable, Sendable {
  public var taken: Int
  public var made: Int
  public var before: Int
  public var after: Int

  public init(taken: Int, made: Int, before: Int, after: Int) {
    self.taken = taken
    self.made = made
    self.before = before
    self.after = after
  }

  /// That of a layer that works on each row alone.
  static let own = RowReach(taken: 1, made: 1, before: 0, after: 0)

  /// That of windows over images of a height.
  static func windows(_ window: Int, stride: Int, _ padding: Padding, height: Int) -> RowReach {
    let before = padding.paddingBefore(input: height, window: window, stride: stride)
    return RowReach(taken: stride, made: 1, before: before, after: max(window - before - stride, 0))
  }
}
