public import ArtNN

/// A layer that says which layers of Keras it becomes, in inference. All layers that come with artpipe do, and a layer of
/// somebody else's may:
///
/// ```swift
/// extension Swish: KerasLayer {
///   func exported(_ x: KerasValue, _ context: KerasContext) -> KerasValue {
///     context.emit("Activation", [x], ["activation": "silu"])
///   }
/// }
/// ```
public protocol KerasLayer: Layer {
  /// Writes the layer's computation down.
  ///
  /// - Parameters:
  ///   - x: samples.
  ///   - context: the model, and the layer's parameters.
  /// - Returns: the result.
  /// - Throws: `LayerError` for settings that Keras has no layer for: ``KerasContext/refused(_:)``.
  func exported(_ x: KerasValue, _ context: KerasContext) throws(LayerError) -> KerasValue
}
