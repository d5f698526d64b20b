import Testing

/// The record of one model in `Tests/Goldens/models.json`.
struct ModelGolden: TrainingGolden, CustomTestStringConvertible {
  struct Losses: Decodable, Sendable {
    let discriminator: Double
    let generator: Double
  }

  let model: String
  let rule: String
  let batch: Int
  let range: [Double]
  let learningRate: Double
  let parameters: [String: [GoldenParameter]]
  let losses: [Losses]
  let final: [String: [GoldenMeasure]]

  var testDescription: String { model }
}
