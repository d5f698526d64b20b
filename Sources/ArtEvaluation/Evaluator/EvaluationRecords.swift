public import Foundation

/// All evaluations of a training so far. As data they are JSON lines.
public struct EvaluationRecords: Sendable {
  public private(set) var all: [EvaluationRecord] = []

  public init() {}

  /// Reads the evaluations up to a step, and leaves later ones out: they are from after the checkpoint that the training
  /// is resumed from. So are lines that were cut short.
  public init(_ lines: Data, upTo step: Int) {
    let decoder = JSONDecoder()
    all = lines.split(separator: UInt8(ascii: "\n"))
      .compactMap { try? decoder.decode(EvaluationRecord.self, from: $0) }.filter { $0.step <= step }
  }

  /// A line for each evaluation.
  public func lines() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return try all.reduce(into: Data()) { $0 += try encoder.encode($1) + [UInt8(ascii: "\n")] }
  }

  public mutating func add(_ record: EvaluationRecord) { all.append(record) }

  public mutating func remove(after step: Int) { all.removeAll { $0.step > step } }

  /// The evaluation of a step.
  public subscript(step: Int) -> EvaluationRecord? { all.first { $0.step == step } }
}
