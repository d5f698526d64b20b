import Foundation

/// All looks of a training so far, kept in its file of JSON lines.
struct JudgedSteps {
  private let path: String
  private let figure: JudgingSettings.Figure
  private(set) var all: [JudgedStep]

  /// Reads the looks up to a step, and takes later ones away: they are from after the checkpoint that the training goes
  /// on from.
  init(_ path: String, upTo step: Int, figure: JudgingSettings.Figure) throws {
    self.path = path
    self.figure = figure
    let decoder = JSONDecoder()
    let old = step > 0 ? FileManager.default.contents(atPath: path) ?? Data() : Data()
    all = old.split(separator: UInt8(ascii: "\n")).compactMap { try? decoder.decode(JudgedStep.self, from: $0) }
      .filter { $0.step <= step }
    try write()
  }

  /// The number that tells better from worse: smaller is better.
  private func badness(_ judged: JudgedStep) -> Double {
    let value = judged.figures[figure.rawValue] ?? .infinity
    return figure.risesWithQuality ? -value : value
  }

  /// The best look; of equally good ones the first.
  var best: JudgedStep? { all.min { badness($0) < badness($1) } }

  /// Looks since the best one.
  var sinceBest: Int {
    guard let best, let place = all.firstIndex(where: { $0.step == best.step }) else { return 0 }
    return all.count - 1 - place
  }

  /// Adds a look.
  ///
  /// - Returns: whether it is the best so far.
  mutating func add(_ judged: JudgedStep) throws -> Bool {
    all.append(judged)
    try write()
    return best?.step == judged.step
  }

  /// As a whole: the file is small, and so never half-written.
  private func write() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    var data = Data()
    for judged in all { data += try encoder.encode(judged) + [UInt8(ascii: "\n")] }
    do {
      try data.write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw PipelineError(.cannotWrite, "\(path): cannot be written: \(RunFolder.reason(error))")
    }
  }
}
