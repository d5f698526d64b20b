import ArtCPU
import ArtEvaluation
import ArtGraph
import ArtNN
import ArtTensor
import Foundation
import Testing

struct FeatureExtractorTests {
  private static let device = CPUDevice(threads: 2)

  private func images(_ count: Int) throws -> ImageSet { try ImageSet(Examples.dataset(count)) }

  @Test func aImagesFeaturesDoNotDependOnThoseBesideIt() throws {
    let extractor = try FeatureExtractor(Examples.trained(), device: Self.device)
    let all = try images(150)
    let answer = try extractor(all)
    #expect(answer.features.rows == 150)
    #expect(answer.features.columns == 10)
    // In the same place of a batch to the last bit, in another but for it.
    for range in [0..<1, 64..<70, 64..<150, 128..<129] {
      let isEqual = try extractor(all.slice(range)).features == answer.features.slice(range)
      #expect(isEqual, "\(range)")
    }
    let moved = try extractor(all.slice(3..<150)).features
    #expect(zip(moved.values, answer.features.slice(3..<150).values).allSatisfy { abs($0 - $1) < 1e-5 })
    let other = try FeatureExtractor(Examples.trained(), device: CPUDevice(threads: 3))
    let isEqual = try other(all) == answer
    #expect(isEqual)
  }

  @Test func featuresAreThoseOfTheLayerAndProbabilitiesThoseOfTheLast() throws {
    let trained = try Examples.trained()
    let set = try images(5)
    let answer = try FeatureExtractor(trained, device: Self.device)(set)
    let table = try #require(answer.probabilities)
    #expect(answer.features.values.allSatisfy { $0 >= 0 })
    // The last layer by hand: logits from features, then the softmax.
    let kernel = try #require(trained.tensors["classifier.layers.10.kernel"]).scalars
    let bias = try #require(trained.tensors["classifier.layers.10.bias"]).scalars
    for row in 0..<5 {
      let logits = (0..<3).map { unit in
        (0..<10).reduce(Double(bias[unit])) {
          $0 + Double(answer.features.values[row * 10 + $1]) * Double(kernel[$1 * 3 + unit])
        }
      }
      let largest = logits.max() ?? 0
      let powers = logits.map { exp($0 - largest) }
      let sum = powers.reduce(0, +)
      for unit in 0..<3 { #expect(abs(Double(table.values[row * 3 + unit]) - powers[unit] / sum) < 1e-5) }
    }
  }

  @Test func theScaleOfBrightnessIsTheNetworks() throws {
    // A network of one layer that does nothing shows what it is given.
    let network = Network(name: "plain", inputShape: [1, 3, 1], [Flatten()])
    let images = try ImageSet(height: 1, width: 3, channels: 1, pixels: [0, 51, 255])
    for (black, white, expected) in [(0, 1, [0, 0.2, 1]), (-1, 1, [-1, -0.6, 1]), (1, 0, [1, 0.8, 0])] {
      let definition = FeatureNetwork(
        name: "plain", network: network, featureLayers: 1, black: Float(black), white: Float(white))
      let trained = try TrainedFeatureNetwork(definition: definition, tensors: [:])
      let answer = try FeatureExtractor(trained, device: Self.device)(images)
      for (a, b) in zip(answer.features.values, expected) { #expect(abs(Double(a) - b) < 1e-6) }
      #expect(answer.probabilities == nil)
    }
  }

  @Test func imagesOfAnotherSizeAreRefused() throws {
    let extractor = try FeatureExtractor(Examples.trained(), device: Self.device)
    let large = try ImageSet(height: 9, width: 8, channels: 1, pixels: [UInt8](repeating: 0, count: 72))
    let error = #expect(throws: FeatureNetworkError.self) { try extractor(large) }
    #expect(
      error?.description == "takes images of shape [8, 8, 1] (height, width, channels), but these have shape "
        + "[9, 8, 1]")
  }

  @Test func theCallerCanStop() throws {
    struct Stop: Error {}
    let extractor = try FeatureExtractor(Examples.trained(), device: Self.device)
    var seen: [Int] = []
    #expect(throws: Stop.self) {
      try extractor(images(200)) {
        seen.append($0)
        if $0 > 100 { throw Stop() }
      }
    }
    #expect(seen == [64, 128])
  }
}
