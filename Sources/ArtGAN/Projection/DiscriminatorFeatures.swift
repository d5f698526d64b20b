import ArtGraph
import ArtNN
import ArtTensor

/// A discriminator as a measure of likeness: what its layers find in an image, before each change of size.
///
/// It has seen the images that the generator learnt, so it finds what matters in them; a network from elsewhere would have to
/// be brought along. Source of the idea: Larsen et al. 2016, "Autoencoding beyond pixels using a learned similarity metric".
struct DiscriminatorFeatures {
  /// The discriminator up to each of the layers.
  private let parts: [Network]
  /// The shape of one image's features behind each.
  let shapes: [Shape]

  /// - Throws: `LayerError` if the discriminator cannot be built.
  init(_ discriminator: Network) throws {
    var shapes = [discriminator.inputShape]
    for count in discriminator.layers.indices.dropLast() {
      shapes.append(try discriminator.prefix(count + 1).outputShape())
    }
    // Behind the last layer is the logit alone. A change of shape that keeps all numbers finds nothing new.
    let counts = shapes.indices.dropFirst().filter { count in
      let next = shapes.indices.contains(count + 1) ? shapes[count + 1].count : 0
      return shapes[count].count != next
    }
    parts = counts.map(discriminator.prefix)
    self.shapes = counts.map { shapes[$0] }
  }

  /// The features of images behind each layer.
  func callAsFunction(_ images: Value, condition: Value?, context: NetworkContext) throws -> [Value] {
    // What the parts have in common is the same nodes of the graph, and is computed once.
    try parts.map { try $0.apply(images, condition: condition, context: context) }
  }
}
