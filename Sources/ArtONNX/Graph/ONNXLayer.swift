public import ArtNN

/// A layer that says how it becomes operators of ONNX, in inference. All layers that come with artpipe do, and a layer of
/// somebody else's may:
///
/// ```swift
/// extension Sine: ONNXLayer {
///   func exported(_ x: ONNXValue, _ context: ONNXContext) -> String { context.emit("Sin", [x.name]) }
/// }
/// ```
public protocol ONNXLayer: Layer {
  /// Whether under its settings it is for images of the size that its network was written for, though the network may be
  /// applied to others. False unless stated.
  var isBoundToSize: Bool { get }

  /// Writes the layer's computation down.
  ///
  /// - Parameters:
  ///   - x: samples; images have their channels first, see ``ONNXValue``.
  ///   - context: the graph, and the layer's parameters.
  /// - Returns: the name of the result, images again with their channels first.
  /// - Throws: `LayerError` for settings that ONNX has no operator for: ``ONNXContext/refused(_:)``.
  func exported(_ x: ONNXValue, _ context: ONNXContext) throws(LayerError) -> String
}

extension ONNXLayer {
  public var isBoundToSize: Bool { false }
}

extension [any Layer] {
  /// Whether one of them, or of those inside of layers, is bound to the size of its images.
  var areBoundToSize: Bool {
    contains { layer in
      (layer as? any ONNXLayer)?.isBoundToSize == true
        || (layer as? any CompositeLayer)?.parts.contains { $0.layers.areBoundToSize } == true
    }
  }
}
