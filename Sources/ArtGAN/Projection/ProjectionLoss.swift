import ArtGraph
import ArtNN
import ArtTensor

/// What a search for an image makes small, in the shares that its parts have.
public struct ProjectionLoss: Hashable, Sendable {
  /// The share of the difference of pixels; see `multiScaleDistance(_:_:weights:)`. Black and white are 1 apart.
  public var pixels: Double
  /// The share of the difference of the discriminator's features; 0 for images that are known in part only.
  public var features: Double
  /// The share of what the discriminator finds wrong with the image.
  public var realism: Double

  public init(pixels: Double = 1, features: Double = 0.3, realism: Double = 0.002) {
    self.pixels = pixels
    self.features = features
    self.realism = realism
  }
}

/// The parts of a ``ProjectionLoss`` in a graph, `[batch]` each.
struct ProjectionTerms {
  let pixels: Value
  /// The sum of all parts in their shares.
  let total: Value

  /// - Parameters:
  ///   - loss: the shares.
  ///   - images: generated, `[batch, height, width, channels]`.
  ///   - targets: what they are to be like.
  ///   - weights: what each pixel counts, `[batch, height, width, 1]`.
  ///   - features: the targets' features, where the loss looks at them.
  init(
    _ loss: ProjectionLoss, of definition: ModelDefinition, images: Value, targets: Value, weights: Value,
    features: (DiscriminatorFeatures, targets: [Value])?, condition: Value?, context: NetworkContext
  ) throws {
    pixels = multiScaleDistance(images, targets, weights: weights) / definition.pixelRange.extent
    var total = pixels * Float(loss.pixels)
    if let (measure, known) = features, loss.features > 0 {
      let found = try measure(images, condition: condition, context: context)
      total = total + featureDistance(found, known) * Float(loss.features)
    }
    if loss.realism > 0 {
      let logits = try definition.discriminator.apply(images, condition: condition, context: context)
      total = total + implausibility(logits) * Float(loss.realism)
    }
    self.total = total
  }
}
