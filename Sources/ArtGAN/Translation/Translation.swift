public import ArtNN
public import ArtTensor
public import FoundationEssentials

/// What makes a model one that translates images: its generator starts from an image in the place of a latent point, and
/// besides the discriminator's answer it minimises losses that draw its results to their inputs, or to targets.
public struct Translation: Encodable, Hashable, Sendable {
  /// The images that the generator takes while it learns: `[height, width, channels]`. A trained one takes other sizes too.
  public var inputShape: Shape
  /// Whether each input comes with its target. Otherwise inputs and targets are two sets.
  public var isPaired: Bool
  /// Whether the discriminator sees each image behind its input, their channels joined: `[height, width, input + image]`.
  /// Source: Mirza and Osindero 2014, "Conditional generative adversarial nets"; Isola et al. 2017, "Image-to-image
  /// translation with conditional adversarial networks".
  public var seesInput: Bool
  /// What the generator minimises besides its adversarial loss.
  public var terms: [WeightedTerm]
  /// The networks of the way back; nil where a model learns one way.
  public var backward: BackwardNetworks?
  /// How patches of input and result are compared; nil where they are not.
  public var contrast: PatchContrast?
  /// Earlier fakes that are kept, to be shown to the discriminator in the place of half of the new ones; 0 for none.
  /// Source: Shrivastava et al. 2017, "Learning from simulated and unsupervised images through adversarial training".
  public var history: Int

  public init(
    inputShape: Shape, isPaired: Bool, seesInput: Bool = false, terms: [WeightedTerm],
    backward: BackwardNetworks? = nil, contrast: PatchContrast? = nil, history: Int = 0
  ) {
    self.inputShape = inputShape
    self.isPaired = isPaired
    self.seesInput = seesInput
    self.terms = terms
    self.backward = backward
    self.contrast = contrast
    self.history = history
  }
}

/// A loss with its weight.
public struct WeightedTerm: Encodable, Hashable, Sendable {
  public var loss: TranslationLoss
  /// At least 0.
  public var weight: Double

  public init(_ loss: TranslationLoss, weight: Double) {
    self.loss = loss
    self.weight = weight
  }
}

/// The networks that learn the way back, from targets to inputs, beside a model that translates inputs.
/// Source: Zhu et al. 2017, "Unpaired image-to-image translation using cycle-consistent adversarial networks".
public struct BackwardNetworks: Encodable, Hashable, Sendable {
  /// From targets to inputs. Named otherwise than the generator.
  public var generator: Network
  /// From inputs to logits.
  public var discriminator: Network

  public init(generator: Network, discriminator: Network) {
    self.generator = generator
    self.discriminator = discriminator
  }
}

/// How patches are compared in the generator's own features: what a place of the result shows must be found by what the same
/// place of the input shows, among all other places.
/// Source: Park et al. 2020, "Contrastive learning for unpaired image-to-image translation".
public struct PatchContrast: Encodable, Hashable, Sendable {
  /// How many of the generator's layers lead to each of the compared features; 0 for the image itself.
  public var layers: [Int]
  /// From each feature's channels to the vectors that are compared: a network on `[channels]` for each of ``layers``.
  public var projections: [Network]
  /// Places of an image that are compared.
  public var patches: Int
  /// τ: similarities are divided by it.
  public var temperature: Double
  /// Whether half of the batches are translated from their mirror image, while inputs' features are those of the images as
  /// they are (FastCUT's flip equivariance).
  public var flips: Bool

  public init(
    layers: [Int], projections: [Network], patches: Int = 256, temperature: Double = 0.07, flips: Bool = false
  ) {
    self.layers = layers
    self.projections = projections
    self.patches = patches
    self.temperature = temperature
    self.flips = flips
  }

  /// With projections of two dense layers, as in the paper.
  ///
  /// - Parameters:
  ///   - generator: whose features are compared.
  ///   - layers: how many of its layers lead to each of them.
  ///   - units: the vectors' size.
  ///   - patches: see ``PatchContrast/patches``.
  ///   - temperature: what similarities are divided by.
  ///   - flips: see ``PatchContrast/flips``.
  /// - Throws: `LayerError` if the generator cannot be built or has too few layers.
  public init(
    of generator: Network, layers: [Int], units: Int = 256, patches: Int = 256, temperature: Double = 0.07,
    flips: Bool = false
  ) throws(LayerError) {
    var projections: [Network] = []
    for (number, count) in layers.enumerated() {
      let channels = try generator.prefix(count).outputShape().dimensions.last ?? 0
      projections.append(
        Network(
          name: "projection\(number)", inputShape: [channels],
          [
            Dense(units: units, kernelInitializer: .normal()), ReLU(),
            Dense(units: units, kernelInitializer: .normal()),
          ]))
    }
    self.init(
      layers: layers, projections: projections, patches: patches, temperature: temperature, flips: flips)
  }
}

// Read with the layers and losses that the program knows.

extension Translation: DecodableWithConfiguration {
  public init(from decoder: any Decoder, configuration components: ModelComponents) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      inputShape: try container.decode(Shape.self, forKey: .inputShape),
      isPaired: try container.decode(Bool.self, forKey: .isPaired),
      seesInput: try container.decode(Bool.self, forKey: .seesInput),
      terms: try container.decode([WeightedTerm].self, forKey: .terms, configuration: components),
      backward: try container.decodeIfPresent(
        BackwardNetworks.self, forKey: .backward, configuration: components.layers),
      contrast: try container.decodeIfPresent(PatchContrast.self, forKey: .contrast, configuration: components.layers),
      history: try container.decode(Int.self, forKey: .history))
  }
}

extension WeightedTerm: DecodableWithConfiguration {
  public init(from decoder: any Decoder, configuration components: ModelComponents) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      try container.decode(TranslationLoss.self, forKey: .loss, configuration: components.translationLosses),
      weight: try container.decode(Double.self, forKey: .weight))
  }
}

extension BackwardNetworks: DecodableWithConfiguration {
  public init(from decoder: any Decoder, configuration layers: LayerRegistry) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      generator: try container.decode(Network.self, forKey: .generator, configuration: layers),
      discriminator: try container.decode(Network.self, forKey: .discriminator, configuration: layers))
  }
}

extension PatchContrast: DecodableWithConfiguration {
  public init(from decoder: any Decoder, configuration layers: LayerRegistry) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      layers: try container.decode([Int].self, forKey: .layers),
      projections: try container.decode([Network].self, forKey: .projections, configuration: layers),
      patches: try container.decode(Int.self, forKey: .patches),
      temperature: try container.decode(Double.self, forKey: .temperature),
      flips: try container.decode(Bool.self, forKey: .flips))
  }
}
