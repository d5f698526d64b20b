import ArtTestSupport
import Testing

@testable import ArtTorch

struct StateDictTests {
  @Test(arguments: [
    (["main.10.weight", "main.9.weight"], ["main.9.weight", "main.10.weight"]),
    (["fc10.weight", "fc2.weight", "fc1.weight"], ["fc1.weight", "fc2.weight", "fc10.weight"]),
    (["conv2.bias", "conv12.bias", "conv.bias"], ["conv.bias", "conv2.bias", "conv12.bias"]),
    (["b.1.x", "a.2.x", "a.1.y"], ["a.1.y", "a.2.x", "b.1.x"]),
  ])
  func namesAreInTheOrderOfTheirNumbers(_ names: [String], _ expected: [String]) {
    #expect(names.sorted(by: StateDict.precedes) == expected)
  }

  /// The length of its header begins with the byte that pickles begin with.
  @Test func aSafetensorsFileIsNoPickle() throws {
    let path = GoldenFolder.path(of: "features.safetensors")
    #expect(try StateDict.all(inFile: path).first?.entries.isEmpty == false)
  }
}
