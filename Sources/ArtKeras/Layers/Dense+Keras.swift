public import ArtNN
import ArtSettings
import ArtTensor

extension Dense: KerasLayer {
  public func exported(_ x: KerasValue, _ context: KerasContext) throws(LayerError) -> KerasValue {
    context.emit(
      "Dense", [x], ["units": SettingValue(units), "use_bias": SettingValue(useBias)],
      weights: try context.kernelAndBias(spectralNorm: spectralNorm, outputAxis: 1, useBias: useBias))
  }
}

extension ClassEmbedding: KerasLayer {
  /// A matrix applied to the classes, so that mixtures of them give mixtures of their vectors.
  public func exported(_ x: KerasValue, _ context: KerasContext) throws(LayerError) -> KerasValue {
    let vectors = context.dense(try context.classes(), try context.parameter("embedding"))
    return context.emit("Concatenate", [x, vectors], ["axis": -1])
  }
}

extension ClassProjection: KerasLayer {
  public func exported(_ x: KerasValue, _ context: KerasContext) throws(LayerError) -> KerasValue {
    let y = context.emit(
      "Dense", [x], ["units": 1, "use_bias": SettingValue(useBias)],
      weights: try context.kernelAndBias(spectralNorm: spectralNorm, outputAxis: 1, useBias: useBias))
    var rows = try context.parameter("embedding")
    if spectralNorm { rows = rows.spectrallyNormalized(outputAxis: 0, by: try context.parameter("embedding_u")) }
    let own = context.emit("Dot", [context.dense(try context.classes(), rows), x], ["axes": 1])
    return context.emit("Add", [y, own])
  }
}
