import ArtGAN
import ArtMetrics
import Foundation
import Testing

@testable import ArtPipeline

/// The parts of a training that looks at its own pictures.
struct JudgingTests {
  private func judged(_ step: Int, _ value: Double, _ figure: JudgingSettings.Figure) throws -> JudgedStep {
    let json =
      #"{"step": \#(step), "figures": {"\#(figure.rawValue)": \#(value)}, "variety": 1, "saturation": 0}"#
    return try JSONDecoder().decode(JudgedStep.self, from: Data(json.utf8))
  }

  @Test(arguments: [(JudgingSettings.Figure.frechetDistance, 1.0), (.coverage, -1)])
  func theBestIsKnownAndCounted(figure: JudgingSettings.Figure, sign: Double) throws {
    let folder = try TemporaryFolder()
    let path = folder.path(of: "e.jsonl")
    var steps = try JudgedSteps(path, upTo: 0, figure: figure)
    #expect(steps.best == nil && steps.sinceBest == 0)
    // Equally good is not better.
    for (step, value, isBest) in [(2, 9.0, true), (4, 5.0, true), (6, 7.0, false), (8, 5.0, false)] {
      #expect(try steps.add(judged(step, value * sign, figure)) == isBest)
    }
    #expect(steps.best?.step == 4)
    #expect(steps.sinceBest == 2)
    // What is from after a step is taken away; a line that was cut short as well.
    try (folder.data("e.jsonl") + Data("{\"step\": 9, \"fig".utf8)).write(to: URL(fileURLWithPath: path))
    let read = try JudgedSteps(path, upTo: 6, figure: figure)
    #expect(read.all.map(\.step) == [2, 4, 6])
    #expect(read.sinceBest == 1)
    #expect(try JudgedSteps(path, upTo: 0, figure: figure).all.isEmpty)
  }
}
