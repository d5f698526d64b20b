import ArtNN
import ArtSettings
import ArtTensor
import Foundation
import Testing

@Suite struct InitializerTests {
  struct Expected: CustomTestStringConvertible {
    let initializer: Initializer
    let shape: Shape
    let mean: Double
    let deviation: Double
    /// No number lies further from the mean.
    let limit: Double

    var testDescription: String { "\(initializer) \(shape)" }
  }

  /// A standard normal distribution cut at ±2, widened to variance 1, ends here.
  private static let cut = 2 / 0.879_625_661

  @Test(arguments: [
    // Dense 100 → 12544, convolution 5×5×64→128 (fans 1600 and 3200), transposed 5×5×128←256 (fans 6400 and 3200).
    Expected(
      initializer: .glorotUniform, shape: [100, 12544], mean: 0, deviation: (2.0 / 12644).squareRoot(),
      limit: (6.0 / 12644).squareRoot()),
    Expected(
      initializer: .glorotUniform, shape: [5, 5, 64, 128], mean: 0, deviation: (2.0 / 4800).squareRoot(),
      limit: (6.0 / 4800).squareRoot()),
    Expected(
      initializer: .glorotNormal, shape: [5, 5, 64, 128], mean: 0, deviation: (2.0 / 4800).squareRoot(),
      limit: cut * (2.0 / 4800).squareRoot()),
    Expected(
      initializer: .heNormal, shape: [5, 5, 128, 256], mean: 0, deviation: (2.0 / 3200).squareRoot(),
      limit: cut * (2.0 / 3200).squareRoot()),
    Expected(
      initializer: .heUniform, shape: [1000, 300], mean: 0, deviation: (2.0 / 1000).squareRoot(),
      limit: (6.0 / 1000).squareRoot()),
    Expected(initializer: .normal(), shape: [5, 5, 64, 128], mean: 0, deviation: 0.02, limit: 0.02 * 6),
    Expected(
      initializer: .normal(mean: 1, standardDeviation: 0.5), shape: [300, 300], mean: 1, deviation: 0.5, limit: 0.5 * 6),
  ])
  func spread(_ expected: Expected) {
    let tensor = expected.initializer.tensor(shape: expected.shape, key: RandomKey(seed: 7))
    #expect(tensor.shape == expected.shape)
    let numbers = tensor.scalars.map(Double.init)
    let count = Double(numbers.count)
    let mean = numbers.reduce(0, +) / count
    let variance = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
    // Five standard errors; the deviation of a uniform or normal sample has an error below 1/√(2n) of itself.
    #expect(abs(mean - expected.mean) < 5 * expected.deviation / count.squareRoot())
    #expect(abs(variance.squareRoot() / expected.deviation - 1) < 5 / (2 * count).squareRoot())
    let furthest = numbers.map { abs($0 - expected.mean) }.max() ?? .infinity
    #expect(furthest <= expected.limit * 1.000_001)
    // Something comes near the limit too, except where it is only a far bound.
    if expected.limit < expected.deviation * 3 { #expect(furthest > 0.99 * expected.limit) }
  }

  @Test(
    arguments: [
      (.zeros, [0, 0, 0]), (.ones, [1, 1, 1]), (.constant(0.25), [0.25, 0.25, 0.25]),
    ] as [(Initializer, [Float])])
  func constants(initializer: Initializer, numbers: [Float]) {
    #expect(initializer.tensor(shape: [3], key: RandomKey(seed: 1)).scalars == numbers)
  }

  @Test(arguments: [Initializer.glorotUniform, .glorotNormal, .heUniform, .heNormal, .normal(), .orthogonal()])
  func theKeyDecides(_ initializer: Initializer) {
    let first = initializer.tensor(shape: [8, 8], key: RandomKey(seed: 1))
    #expect(initializer.tensor(shape: [8, 8], key: RandomKey(seed: 1)) == first)
    #expect(initializer.tensor(shape: [8, 8], key: RandomKey(seed: 2)) != first)
  }

  @Test(arguments: [[40, 24], [24, 40], [3, 3, 8, 20], [30, 30], [7]] as [Shape])
  func orthogonalVectorsAreOrthonormal(shape: Shape) {
    let tensor = Initializer.orthogonal(gain: 2).tensor(shape: shape, key: RandomKey(seed: 3))
    let columns = shape.channels
    let rows = shape.count / columns
    func number(_ vector: Int, _ place: Int) -> Double {
      Double(rows >= columns ? tensor.scalars[place * columns + vector] : tensor.scalars[vector * columns + place])
    }
    for a in 0..<min(rows, columns) {
      for b in 0...a {
        let product = (0..<max(rows, columns)).reduce(0) { $0 + number(a, $1) * number(b, $1) }
        #expect(abs(product - (a == b ? 4 : 0)) < 1e-5)
      }
    }
  }

  @Test(
    arguments: [
      (.zeros, #""zeros""#), (.glorotUniform, #""glorotUniform""#), (.xavierNormal, #""glorotNormal""#),
      (.constant(0.5), #"{"kind":"constant","value":0.5}"#),
      (.normal(), #"{"kind":"normal","mean":0,"standardDeviation":0.02}"#),
      (.orthogonal(gain: 2), #"{"gain":2,"kind":"orthogonal"}"#),
    ] as [(Initializer, String)])
  func coding(initializer: Initializer, json: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    #expect(String(decoding: try encoder.encode(initializer), as: UTF8.self) == json)
    #expect(try Self.read(json) == initializer)
  }

  @Test(
    arguments: [
      (#""normal""#, .normal()), (#"{"kind":"heUniform"}"#, .heUniform), (#"{"kind":"orthogonal"}"#, .orthogonal()),
    ] as [(String, Initializer)])
  func shortForms(json: String, initializer: Initializer) throws {
    #expect(try Self.read(json) == initializer)
  }

  private static func read(_ json: String) throws -> Initializer {
    let log = ProblemLog()
    let value = try SettingValue.parse(#"{"initializer": \#(json)}"#, file: "test.json")
    let initializer = SettingsReader(value, log: log).initializer("initializer", "")
    try log.check()
    return initializer
  }

  @Test(
    arguments: [
      (
        #""glorot""#,
        "test.json:1:17: initializer.kind: expected \"zeros\", \"ones\", \"constant\", \"glorotUniform\", "
          + "\"glorotNormal\", \"heUniform\", \"heNormal\", \"normal\" or \"orthogonal\", found \"glorot\"; did you mean "
          + "'glorotUniform'?"
      ),
      (
        #"{"kind": "heNormal", "gain": 2}"#,
        "test.json:1:46: initializer.gain: the initializer 'heNormal' has no 'gain'"
      ),
    ])
  func mistakesAreNamed(json: String, message: String) {
    let error = #expect(throws: Problems.self) { try Self.read(json) }
    #expect(error?.description == message)
  }
}
