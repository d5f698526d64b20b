import ArtGraph
import ArtNN
import ArtTensor

/// Finds the features of targets, once for the whole search.
final class TargetFeatures {
  private let executor: any Executor
  private let shapes: [Shape]
  private let definition: ModelDefinition

  private static let images = "images"
  private static let classes = "classes"

  init(_ definition: ModelDefinition, variables: VariableStore, device: any Device) throws {
    self.definition = definition
    let graph = Graph(for: device)
    let images = graph.input(Self.images, shape: Shape([1] + definition.imageShape.dimensions))
    let count = definition.classes.count
    let condition = count == 0 ? nil : graph.input(Self.classes, shape: [1, count])
    let features = try DiscriminatorFeatures(definition.discriminator)
    let values = try features(
      images, condition: condition, context: NetworkContext(graph: graph, mode: .inference))
    shapes = features.shapes
    executor = try device.makeExecutor(
      Program(graph, outputs: Dictionary(uniqueKeysWithValues: values.indices.map { (Self.name($0), values[$0]) })),
      variables: variables)
  }

  /// The name of an output here, and of an input of the search.
  static func name(_ index: Int) -> String { "features.\(index)" }

  /// The features of one image behind each layer.
  func callAsFunction(_ target: ProjectionTarget) throws -> [[Float]] {
    try executor.withInput(Self.images) { _ = $0.update(fromContentsOf: target.image) }
    if executor.program.inputs[Self.classes] != nil {
      let weights = definition.weights(ofClass: target.label ?? 0)
      try executor.withInput(Self.classes) { _ = $0.update(fromContentsOf: weights) }
    }
    try executor.run()
    return try shapes.indices.map { index in try executor.withOutput(Self.name(index)) { Array($0) } }
  }
}
