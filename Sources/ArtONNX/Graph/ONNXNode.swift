import ArtNN

/// A setting of an operator.
public enum ONNXAttribute: Hashable, Sendable {
  case integer(Int)
  case integers([Int])
  case number(Float)
  case text(String)
}

/// An operator applied to values.
struct ONNXNode {
  var name: String
  var operation: String
  /// An empty name stands for an input that is left out.
  var inputs: [String]
  var output: String
  var attributes: [String: ONNXAttribute]
}

/// Numbers that are part of a model.
struct ONNXInitializer {
  enum Content {
    case numbers(ONNXWeights)
    /// A list of whole numbers, of 64 bits each.
    case integers([Int])
  }

  var name: String
  var content: Content
}

/// What a model is given, or gives.
struct ONNXPort {
  enum Element: Int {
    case float = 1
    case uint8 = 2
  }

  enum Side {
    case fixed(Int)
    /// Whatever it is at the time: `batch`.
    case free(String)
  }

  var name: String
  var element: Element
  var sides: [Side]
  var help: String
}
