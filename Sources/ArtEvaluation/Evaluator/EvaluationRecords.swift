import ArtFiles
public import Foundation

/// All evaluations of a training so far. As data they are JSON lines.
public struct EvaluationRecords: Sendable {
  public private(set) var all: [EvaluationRecord] = []

  public init() {}

  /// The numbers of lines that cannot be read, or were changed since they were written, from 1.
  public private(set) var brokenLines: [Int] = []

  /// Reads the evaluations up to a step, and leaves later ones out: they are from after the checkpoint that the training
  /// is resumed from.
  ///
  /// - Throws: ``NewerEvaluations``.
  public init(_ lines: Data, upTo step: Int) throws(NewerEvaluations) {
    struct Version: Decodable { let version: Int? }
    let decoder = JSONDecoder()
    var checked = CheckedLines()
    for (index, line) in lines.split(separator: UInt8(ascii: "\n")).enumerated() {
      guard checked.isGood(Array(line)) else {
        brokenLines.append(index + 1)
        continue
      }
      let version = (try? decoder.decode(Version.self, from: line))?.version ?? 1
      guard version <= EvaluationRecord.currentVersion else { throw NewerEvaluations(version: version) }
      guard let record = try? decoder.decode(EvaluationRecord.self, from: line), record.isPossible else {
        brokenLines.append(index + 1)
        continue
      }
      if record.step <= step { all.append(record) }
    }
  }

  /// A line for each evaluation.
  public func lines() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return try all.reduce(into: Data()) {
      $0 += CheckedLines.checked(Array(try encoder.encode($1))) + [UInt8(ascii: "\n")]
    }
  }

  /// Adds an evaluation in the order of steps.
  public mutating func add(_ record: EvaluationRecord) {
    all.insert(record, at: all.firstIndex { $0.step > record.step } ?? all.endIndex)
  }

  public mutating func remove(after step: Int) { all.removeAll { $0.step > step } }

  /// The evaluation of a step.
  public subscript(step: Int) -> EvaluationRecord? { all.first { $0.step == step } }
}

/// Evaluations that a newer program wrote.
public struct NewerEvaluations: Error, Hashable, Sendable, CustomStringConvertible {
  public let version: Int

  public var description: String {
    "was written by a newer artpipe (format 'evaluations \(version)'): update artpipe to read it"
  }
}
