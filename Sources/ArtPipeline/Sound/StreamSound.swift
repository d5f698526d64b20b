public import ArtMedia

/// What is heard with the frames of a walk that was cut to a track.
public struct StreamSound: Hashable, Sendable {
  public var track: Soundtrack
  /// Whether a video may flash three times a second and more; else it is calmed.
  public var allowsFlashes: Bool

  public init(track: Soundtrack, allowsFlashes: Bool = false) {
    self.track = track
    self.allowsFlashes = allowsFlashes
  }
}
