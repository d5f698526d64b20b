import ArtPipeKit
import ArtPluginTesting
import Testing

@testable import MyArt

@Test func patternsDoesWhatAModelMust() {
  #expect(ModelConformance(of: Patterns()).failures(on: CPUDevice(threads: 2)) == [])
}
