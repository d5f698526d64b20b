import ArtGAN
import FoundationEssentials
import Testing

/// The record of one model in `Tests/Goldens/translations.json`.
struct TranslationGolden: TrainingGolden, CustomTestStringConvertible {
  struct Losses: Decodable, Sendable {
    let discriminator: Double
    let generator: Double
    /// Without their weights.
    let terms: [String: Double]
  }

  let model: String
  let definition: ModelDefinition
  let range: [Double]
  let parameters: [String: [GoldenParameter]]
  /// What is compared in each step: for each layer, places of the features of all images of the batch.
  let places: [[[Float]]]
  let losses: [Losses]
  let final: [String: [GoldenMeasure]]

  var testDescription: String { model }

  private enum CodingKeys: CodingKey {
    case model, definition, range, parameters, places, losses, final
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    model = try container.decode(String.self, forKey: .model)
    definition = try container.decode(
      ModelDefinition.self, forKey: .definition, configuration: ModelComponents.standard)
    range = try container.decode([Double].self, forKey: .range)
    parameters = try container.decode([String: [GoldenParameter]].self, forKey: .parameters)
    places = try container.decode([[[Float]]].self, forKey: .places)
    losses = try container.decode([Losses].self, forKey: .losses)
    final = try container.decode([String: [GoldenMeasure]].self, forKey: .final)
  }
}
