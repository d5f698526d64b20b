import ArtEvaluation
import Foundation
import Testing

/// The evaluations of a training.
struct EvaluationRecordsTests {
  @Test func laterRecordsAreLeftOut() throws {
    var records = EvaluationRecords()
    for step in [2, 4, 6, 8] { records.add(EvaluationRecord(step: step, metrics: ["coverage": Estimate(0.5)])) }
    // A line that was cut short as well.
    let lines = try records.lines() + Data("{\"step\": 9, \"fig".utf8)
    var read = try EvaluationRecords(lines, upTo: 6)
    #expect(read.all == Array(records.all.prefix(3)))
    read.remove(after: 5)
    #expect(read.all.map(\.step) == [2, 4])
    #expect(read[4] == records[4] && read[6] == nil)
    #expect(try EvaluationRecords(lines, upTo: 0).all.isEmpty)
    #expect(read.brokenLines == [5])
  }

  /// Lines of the first version had none, and those of later ones are not guessed at.
  @Test func versionsAreKnown() throws {
    var records = EvaluationRecords()
    records.add(EvaluationRecord(step: 2, metrics: [:]))
    let line = String(decoding: try records.lines(), as: UTF8.self)
    #expect(line.contains("\"version\":2"))
    let old = try EvaluationRecords(Data(line.replacing("\"version\":2,", with: "").utf8), upTo: 9)
    #expect(old.all.map(\.step) == [2] && old.brokenLines.isEmpty)
    let newer = Data("{\"version\": 3, \"anything\": []}\n".utf8)
    let error = #expect(throws: NewerEvaluations.self) { try EvaluationRecords(newer, upTo: 9) }
    #expect(error?.description == "was written by a newer artpipe (format 'evaluations 3'): update artpipe to read it")
  }

  @Test(arguments: [
    (MetricDirection.lower, 3.0, 1.0, 3.0), (.higher, 3, 1, -3), (.likeReal, 3, 1, 2), (.likeReal, 0.25, 1, 0.75),
    (.lower, .nan, 1, .infinity),
  ])
  func lowerScoresAreBetter(direction: MetricDirection, value: Double, baseline: Double, score: Double) {
    #expect(direction.score(value, baseline: baseline) == score)
    #expect(direction.score(nil, baseline: baseline) == .infinity)
  }
}
