import ArtCPU
import ArtEvaluation
import ArtGraph
import ArtTensor
import ArtTestSupport
import Foundation
import Testing

/// A network that `Tools/features/from_torch.py` wrote, beside what PyTorch says of the same images.
struct TorchNetworkTests {
  private struct Golden: Decodable {
    let images: [UInt8]
    let features: [Float]
    let probabilities: [Float]
  }

  @Test func aNetworkOfPyTorchSeesWhatItSawThere() throws {
    let golden = try JSONDecoder().decode(
      Golden.self, from: Data(contentsOf: URL(filePath: GoldenFolder.path(of: "features.json"))))
    let network = try TrainedFeatureNetwork(readingFrom: GoldenFolder.path(of: "features.safetensors"))
    #expect(network.definition.featureLayers == 13)
    let images = try ImageSet(height: 20, width: 20, channels: 3, pixels: golden.images)
    let answer = try FeatureExtractor(network, device: CPUDevice(threads: 2))(images)
    let table = try #require(answer.probabilities)
    #expect(answer.features.columns == 7 && table.columns == 3)
    for (found, expected) in [(answer.features.values, golden.features), (table.values, golden.probabilities)] {
      #expect(found.count == expected.count)
      for (a, b) in zip(found, expected) { #expect(abs(a - b) < 1e-5) }
    }
    // Images differ: a network that says the same of all would prove nothing.
    #expect(Set(golden.features).count == golden.features.count)
  }
}
