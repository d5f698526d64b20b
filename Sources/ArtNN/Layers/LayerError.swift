/// Why a layer cannot do its work: a setting that makes no sense, or an input of a shape it cannot take.
public struct LayerError: Error, Hashable, Sendable {
  public enum Code: String, Hashable, Sendable {
    /// A setting of the layer is impossible, whatever its input.
    case badSetting
    /// The layer cannot take an input of this shape.
    case badInput
    /// The layer asks for a parameter that it has not declared.
    case unknownParameter
    /// The layer needs the classes of its samples, and they are missing or of another number.
    case badCondition
    /// The layer, or something that it is set to do, has no form in the format that it is to be exported to.
    case notExportable
  }

  public let code: Code
  /// Where the layer stands: `generator.layers.3`. Empty for a layer on its own.
  public private(set) var path: String
  /// The layer's type: `Conv2D`.
  public let layer: String
  /// What is wrong, with the shapes or numbers that do not fit.
  public let message: String

  public init(_ code: Code, layer: String, _ message: String, path: String = "") {
    self.code = code
    self.layer = layer
    self.message = message
    self.path = path
  }

  /// The same error, seen from outside of the part of the model that contains it.
  package func inside(_ prefix: String) -> LayerError {
    var copy = self
    copy.path = path.isEmpty ? prefix : "\(prefix).\(path)"
    return copy
  }
}

extension LayerError: CustomStringConvertible {
  public var description: String {
    path.isEmpty ? "\(layer): \(message)" : "\(path) (\(layer)): \(message)"
  }
}
