import ArtFeatures
import ArtTensor

extension FeatureSource {
  /// What compares pictures.
  var words: String {
    switch self {
    case .thumbnails(let side): "thumbnails \(side)×\(side), which show layout and colour without detail"
    case .network(let extractor, _, _): "the network \(extractor.definition.name)"
    }
  }

  /// What to know of a network that nobody chose; nothing where somebody did, or where there is none.
  func caution(_ choice: FeatureChoice) -> [String] {
    guard case .network(let extractor, _, _) = self, choice == .automatic else { return [] }
    let (definition, shape) = (extractor.definition, extractor.definition.pictureShape)
    let notes = definition.notes.first.map { "\($0) " } ?? ""
    let kind = "\(shape[2] == 1 ? "grey" : "colour") pictures of \(shape[1])×\(shape[0])"
    return [
      "\(definition.name): \(notes)'auto' takes it for all \(kind), whatever they show; 'features' can name another"
    ]
  }
}
