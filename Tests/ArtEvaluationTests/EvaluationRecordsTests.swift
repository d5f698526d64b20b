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

  /// A bit of each byte of the lines, their checks and ends included.
  @Test func noChangedBitIsTakenForTruth() throws {
    var records = EvaluationRecords()
    for step in [2, 4, 6] { records.add(EvaluationRecord(step: step, metrics: ["coverage": Estimate(0.25)])) }
    let lines = try records.lines()
    let length = lines.count / 3
    for byte in 0..<lines.count {
      var changed = lines
      changed[byte] ^= 1 << UInt8(byte % 8)
      let read = try EvaluationRecords(changed, upTo: 9)
      let number = byte / length + 1
      // A changed end makes one line of two.
      let isEnd = byte % length == length - 1
      let isKnown = read.brokenLines.first == number || number == 1 && read.all == records.all || isEnd
      let isTrue = read.all.allSatisfy { $0 == records[$0.step] } && read.all.count >= (isEnd ? 1 : 2)
      #expect(isKnown && isTrue, "byte \(byte)")
    }
  }

  @Test func recordsAreInTheOrderOfSteps() throws {
    var records = EvaluationRecords()
    for step in [2, 8, 4, 6] { records.add(EvaluationRecord(step: step, metrics: [:])) }
    #expect(records.all.map(\.step) == [2, 4, 6, 8])
  }

  /// What somebody may have written there: no training has such steps.
  @Test func impossibleRecordsAreLeftOut() throws {
    var records = EvaluationRecords()
    records.add(EvaluationRecord(step: 2, metrics: [:], samples: 7, images: 8))
    let line = String(decoding: try records.lines(), as: UTF8.self)
    for (old, new) in [
      ("\"step\":2", "\"step\":-9223372036854775808"), ("\"samples\":7", "\"samples\":-1"),
      ("\"images\":8", "\"images\":-8"),
    ] {
      let read = try EvaluationRecords(Data(line.replacing(old, with: new).utf8), upTo: 9)
      #expect(read.all.isEmpty && read.brokenLines == [1])
    }
  }

  /// Lines of the first version had none, and those of later ones are not guessed at.
  @Test func versionsAreKnown() throws {
    var records = EvaluationRecords()
    records.add(EvaluationRecord(step: 2, metrics: [:]))
    let line = String(decoding: try records.lines(), as: UTF8.self)
    #expect(line.contains("\"version\":2"))
    let first = line.replacing(/,"version":2,"check":"[0-9a-f]+"/, with: "")
    let old = try EvaluationRecords(Data((first + line).utf8), upTo: 9)
    #expect(old.all.map(\.step) == [2, 2] && old.all[0].settings == nil && old.brokenLines.isEmpty)
    // Where lines have checks, one without is damaged.
    #expect(try EvaluationRecords(Data((line + first).utf8), upTo: 9).brokenLines == [2])
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
