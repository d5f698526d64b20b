import Testing

@testable import ArtGAN

struct EvaluationHistoryTests {
  @Test func theBestIsKnownAndCounted() {
    var history = EvaluationHistory()
    #expect(history.best == nil && history.sinceBest == 0)
    // Equally good is not better.
    for (step, score, best) in [(2, 9.0, 2), (4, 5.0, 4), (6, 7.0, 4), (8, 5.0, 4)] {
      history.add(TrainingEvaluation(step: step, score: score))
      #expect(history.best?.step == best)
    }
    #expect(history.sinceBest == 2)
    history.remove(after: 6)
    #expect(history.all.map(\.step) == [2, 4, 6])
    #expect(history.sinceBest == 1)
    history.remove(after: 0)
    #expect(history.all.isEmpty)
  }
}
