import ArtSettings
import ArtFiles
import ArtGAN
import Foundation

/// A training's measurements, one JSON object a line, in `metrics.jsonl`. Lines hold no times, so that a training that
/// was stopped and resumed leaves the same file as one that was not.
///
/// The lines up to a checkpoint are on the disk before it is.
final class MetricsLog: TrainingPolicy {
  private let context: StageContext
  private let name: String
  private var file: FileWriter
  private let encoder = JSONEncoder()

  /// Opens the file for the steps after `step`; lines of later steps, from after the checkpoint that the training is
  /// resumed from, are taken away. Where lines of earlier steps were changed or cannot be read, the file is kept as it is
  /// under another name, and that is told; all other lines go on.
  ///
  /// - Parameters:
  ///   - name: the file's, in the run folder.
  ///   - step: the steps done.
  init(_ name: String, after step: Int, _ context: StageContext) throws {
    self.context = context
    self.name = name
    encoder.outputFormatting = .sortedKeys
    file = try Self.open(name, after: step, context)
  }

  func rewind(_ training: TrainingLoop) throws {
    file = try Self.open(name, after: training.trainer.state.step, context)
  }

  private static func open(_ name: String, after step: Int, _ context: StageContext) throws -> FileWriter {
    let writer = try FileWriter(context.folder.file(name))
    var (last, missing, damaged) = (0, 0, [Int]())
    if step > 0, context.folder.exists(name) {
      damaged = try StepLines(
        context.folder.file(name), upTo: step, as: StepLines.Step.self, limit: RunFileLimits.log(ofSteps: step)
      ) { bytes, line in
        try context.stop.check()
        missing += line.step - last - 1
        last = line.step
        try writer.append(bytes + [UInt8(ascii: "\n")])
      }.damaged
    }
    missing += step - last
    if !damaged.isEmpty, missing > 0 {
      try context.moveAside(name, because: damaged.damagedLines)
    } else if context.cache?.damaged.contains(name) ?? false {
      try context.moveAside(name, because: Damage.Kind.changed.rawValue)
    }
    if missing > damaged.count {
      context.warn(
        "the lines of \(Counted.text(missing)) of \(Counted.text(step, "step")) in it are missing",
        about: context.folder.path(of: name))
    }
    try writer.commit()
    return writer
  }

  func afterStep(_ metrics: StepMetrics, _ training: TrainingLoop) throws {
    try file.append(CheckedLines.checked(Array(try encoder.encode(metrics))) + [UInt8(ascii: "\n")])
  }

  func save(_ training: TrainingLoop) throws { try file.synchronize() }
}
