import ArtNN
public import ArtSettings
import ArtTensor

extension SettingsReader {
  /// The setting `translation` of a model that translates images.
  ///
  /// - Parameter usual: the model's; nil for one that starts from noise, which has no such setting.
  public func translation(default usual: Translation?) -> Translation? {
    guard let usual else { return nil }
    return nested("translation", "How the model learns to translate images.") { settings in
      var translation = usual
      translation.terms = settings.translationTerms(default: usual.terms)
      translation.history = settings.translationHistory(default: usual.history)
      if let contrast = usual.contrast {
        translation.contrast = settings.nested("contrast", "How patches are compared.") { $0.patchContrast(contrast) }
      }
      return translation
    }
  }

  /// The losses that a generator minimises besides the adversarial one, each with its weight.
  fileprivate func translationTerms(default usual: [WeightedTerm]) -> [WeightedTerm] {
    let losses = translationLosses
    return nested("terms", "The weights of what the generator minimises besides the adversarial loss; 0 for not.") {
      settings in
      losses.all.compactMap { loss in
        let known = usual.first { $0.loss == loss }?.weight ?? 0
        let weight = settings.number(loss.id, default: known, in: 0...1_000_000, "The weight of: \(loss.summary).")
        return weight > 0 ? WeightedTerm(loss, weight: weight) : nil
      }
    }
  }

  fileprivate func translationHistory(default usual: Int) -> Int {
    integer(
      "history", default: usual, in: 0...10_000,
      "Earlier results that are kept, to be shown to the discriminator in the place of half of the new ones; 0 for none."
    )
  }

  /// The numbers of a patch contrast; its networks stay.
  fileprivate func patchContrast(_ usual: PatchContrast) -> PatchContrast {
    var contrast = usual
    contrast.patches = integer(
      "patches", default: usual.patches, in: 2...4096, "Places of an image that are compared.")
    contrast.temperature = number(
      "temperature", default: usual.temperature, in: 0.001...100, "What similarities are divided by.")
    contrast.flips = bool(
      "flips", default: usual.flips,
      "Whether half of the batches are translated from their mirror image, and compared with the image as it is.")
    return contrast
  }
}

/// What stands under `translation` in a model file.
struct TranslationContent {
  let inputChannels: Int
  private let isPaired: Bool
  private let seesInput: Bool
  private let terms: [WeightedTerm]
  private let history: Int
  private let backward: (generator: [any Layer], discriminator: [any Layer])?
  private let contrast: ContrastContent?

  private struct ContrastContent {
    let layers: [Int]
    let units: Int
    let values: PatchContrast
  }

  init(_ settings: SettingsReader) {
    inputChannels = settings.imageChannels(
      "inputColor", default: 3,
      "Whether the images that are translated are grey, coloured (rgb), or coloured and transparent (rgba).")
    isPaired = settings.bool("paired", default: true, "Whether each input comes with its target.")
    seesInput = settings.bool(
      "seesInput", default: false, "Whether the discriminator sees each image behind its input, their channels joined.")
    terms = settings.translationTerms(default: [])
    history = settings.translationHistory(default: 0)
    backward = settings.optionalNested("backward", "The networks of the way back, from targets to inputs.") {
      (
        $0.layers("generator", "The layers from targets to inputs."),
        $0.layers("discriminator", "The layers from inputs to logits.")
      )
    }
    contrast = settings.optionalNested("contrast", "How patches of input and result are compared.") {
      ContrastContent(
        layers: $0.integers("layers", in: 0...1000, "How many of the generator's layers lead to each feature.") ?? [],
        units: $0.integer("units", default: 256, in: 1...4096, "Elements of the vectors that are compared."),
        values: $0.patchContrast(PatchContrast(layers: [], projections: [])))
    }
  }

  /// The translation of a model whose images have this shape.
  ///
  /// - Throws: `LayerError` if the generator has too few layers for the contrast, or cannot be built.
  func translation(of shape: Shape, generator: Network) throws(LayerError) -> Translation {
    let input: Shape = [shape[0], shape[1], inputChannels]
    var patches: PatchContrast?
    if let contrast {
      var made = try PatchContrast(of: generator, layers: contrast.layers, units: contrast.units)
      (made.patches, made.temperature, made.flips) = (
        contrast.values.patches, contrast.values.temperature, contrast.values.flips
      )
      patches = made
    }
    return Translation(
      inputShape: input, isPaired: isPaired, seesInput: seesInput, terms: terms,
      backward: backward.map {
        BackwardNetworks(
          generator: Network(name: "backwardGenerator", inputShape: shape, $0.generator),
          discriminator: Network(name: "backwardDiscriminator", inputShape: input, $0.discriminator))
      }, contrast: patches, history: history)
  }
}
