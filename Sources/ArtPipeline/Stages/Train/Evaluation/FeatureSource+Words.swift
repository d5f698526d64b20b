import ArtEvaluation
import ArtTensor

extension FeatureSource {
  /// What compares images.
  var words: String {
    network.map { "features of the network \($0.definition.name)" }
      ?? "\(name), which show layout and colour without detail"
  }

  /// What to know of a network that nobody chose; nothing where somebody did, or where there is none.
  func caution(_ choice: FeatureChoice) -> [String] {
    guard let network, choice == .automatic else { return [] }
    let (definition, shape) = (network.definition, network.definition.imageShape)
    let notes = definition.notes.first.map { "\($0) " } ?? ""
    let kind = "\(shape[2] == 1 ? "grey" : "colour") images of \(shape[1])×\(shape[0])"
    return [
      "\(definition.name): \(notes)'auto' uses it for all \(kind), whatever they show; 'features' can name another"
    ]
  }
}
