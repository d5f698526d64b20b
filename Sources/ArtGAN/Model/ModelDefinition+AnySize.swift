import ArtNN

extension ModelDefinition {
  /// Whether the generator draws pictures as functions of the place, so that ``CanvasSampler`` can make them in any size.
  public var drawsAnySize: Bool { generator.drawsAnySize }
}
