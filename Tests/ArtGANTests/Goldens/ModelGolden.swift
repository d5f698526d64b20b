import Testing

/// The record of one model in `Tests/Goldens/models.json`.
struct ModelGolden: Decodable, Sendable, CustomTestStringConvertible {
  struct Parameter: Decodable, Sendable {
    let stream: String
    let role: String
    let ordinal: Int
    let shape: [Int]
    let low: Double
    let high: Double
  }

  struct Parameters: Decodable, Sendable {
    let generator: [Parameter]
    let discriminator: [Parameter]
  }

  struct Losses: Decodable, Sendable {
    let discriminator: Double
    let generator: Double
  }

  struct Measure: Decodable, Sendable {
    let name: String
    let norm: Double
    /// The tensor's products with fixed random directions, named `MODEL/NETWORK/NUMBER/projection/k`.
    let projections: [Double]
  }

  struct Measures: Decodable, Sendable {
    let generator: [Measure]
    let discriminator: [Measure]
  }

  let model: String
  let rule: String
  let batch: Int
  let range: [Double]
  let learningRate: Double
  let parameters: Parameters
  let losses: [Losses]
  let final: Measures

  var testDescription: String { model }
}
