public import ArtEvaluation
public import ArtFiles
public import ArtGAN
import Foundation

/// What a training wrote down on its way, as its folder tells it. What was changed or cannot be read is left out and told.
public struct TrainingLog: Sendable {
  /// The stage's id, which its folder has too.
  public let id: String
  /// What each step measured, in their order.
  public private(set) var steps: [StepMetrics] = []
  /// In the order of their steps.
  public private(set) var evaluations: [EvaluationRecord] = []
  /// How fast it was, and what memory it took.
  public private(set) var times: [TrainingTime] = []
  /// What is not as it was written.
  public private(set) var problems: [Problem] = []

  /// A file that is not as it was written, or not at all.
  public struct Problem: Hashable, Sendable {
    /// The path from the run folder.
    public let file: String
    /// To stand behind the file's name and a colon.
    public let words: String
  }

  /// - Parameters:
  ///   - id: The id of the training's stage.
  ///   - folder: The run's.
  ///   - manifest: The run's, which tells how long a log can be.
  public init(_ id: String, in folder: RunFolder, _ manifest: Manifest?) {
    self.id = id
    let record = manifest?.stage(id).flatMap { $0.status == .done ? $0.training : nil }
    let limit = record.map { min(RunFileLimits.log(ofSteps: $0.steps), RunFileLimits.log) } ?? RunFileLimits.log
    steps = read("\(id)/metrics.jsonl", in: folder, limit: limit)
    times = read("\(id)/times.jsonl", in: folder, limit: RunFileLimits.times)
    readEvaluations(in: folder)
  }

  /// What goes wrong in the training at its end.
  ///
  /// - Parameters:
  ///   - totalSteps: The length of the training.
  ///   - loss: What the networks minimise.
  public func health(totalSteps: Int, loss: AdversarialLoss) -> TrainingHealth {
    var health = TrainingHealth(totalSteps: totalSteps, loss: loss)
    var waiting = evaluations[...]
    func take(upTo step: Int) {
      while let next = waiting.first, next.step <= step {
        _ = health.add(
          TrainingEvaluation(step: next.step, score: 0, variety: next.variety, saturation: next.saturation))
        waiting.removeFirst()
      }
    }
    for metrics in steps {
      _ = health.add(metrics)
      take(upTo: metrics.step)
    }
    take(upTo: .max)
    return health
  }

  /// The sheets of samples, in the order of their steps.
  public func sheets(in folder: RunFolder) -> [(step: Int, file: String)] {
    let place = "\(id)/\(TrainingFiles.sheets.folder)"
    let names = (try? folder.names(in: place)) ?? []
    return names.compactMap { name in
      TrainingFiles.step(of: name, TrainingFiles.sheets).map { ($0, "\(place)/\(name)") }
    }.sorted { $0.0 < $1.0 }
  }

  private mutating func read<Line: StepLine>(_ file: String, in folder: RunFolder, limit: Int) -> [Line] {
    guard folder.exists(file) else { return [] }
    var found: [Line] = []
    do {
      let lines = try StepLines(folder.file(file), upTo: .max, as: Line.self, limit: limit) { found.append($1) }
      // A run that was killed can cut its last line short; nothing is lost by that.
      // Nor is a line damaged that goes on where no more is read.
      let damaged = lines.isCutShort || lines.isTooLarge ? Array(lines.damaged.dropLast()) : lines.damaged
      if !damaged.isEmpty { add(file, damaged) }
      if lines.isTooLarge {
        let words = "it is too large: only its first \(ByteCount.text(Double(limit))) are read"
        problems.append(Problem(file: file, words: words))
      }
    } catch {
      problems.append(Problem(file: file, words: Self.reason(error)))
    }
    return found
  }

  private mutating func readEvaluations(in folder: RunFolder) {
    let file = "\(id)/\(ModelPlace.evaluations)"
    guard folder.exists(file) else { return }
    do {
      let records = try EvaluationRecords(Data(folder.contents(of: file, limit: RunFileLimits.evaluations)), upTo: .max)
      evaluations = records.all.sorted { $0.step < $1.step }
      if !records.brokenLines.isEmpty { add(file, records.brokenLines) }
    } catch {
      problems.append(Problem(file: file, words: Self.reason(error)))
    }
  }

  private mutating func add(_ file: String, _ damaged: [Int]) {
    problems.append(Problem(file: file, words: "\(damaged.damagedLines); the rest is shown"))
  }

  private static func reason(_ error: any Error) -> String {
    "it cannot be read: \((error as? FileError)?.reason ?? "\(error)")"
  }
}

/// How a training went at one of its steps: a line of `times.jsonl`. It differs from run to run.
public struct TrainingTime: Codable, Hashable, Sendable {
  public var step: Int
  /// Real images that were looked at in a second, over the last ten seconds.
  public var imagesPerSecond: Double
  /// The memory of the whole program, in millions of bytes; nil where the system does not tell.
  public var memoryMB: Double?

  public init(step: Int, imagesPerSecond: Double, memoryMB: Double?) {
    self.step = step
    self.imagesPerSecond = imagesPerSecond
    self.memoryMB = memoryMB
  }
}
