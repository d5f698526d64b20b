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
  /// resumed from, are taken away. Where lines of earlier steps cannot be read or are missing, the file is moved aside and
  /// that is told; what can be read of it goes on.
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
    struct Line: Decodable { let step: Int }
    let decoder = JSONDecoder()
    let writer = try FileWriter(context.folder.file(name))
    var (last, missing) = (0, 0)
    if step > 0, context.folder.exists(name) {
      try FileReader.forEachLine(of: context.folder.file(name), longest: 1 << 16) { line in
        guard let line, let number = try? decoder.decode(Line.self, from: Data(line)).step, number > last else {
          return
        }
        guard number <= step else { return }
        missing += number - last - 1
        last = number
        try writer.append(line + [UInt8(ascii: "\n")])
      }
    }
    missing += step - last
    if missing > 0 {
      let what = "the lines of \(missing) of \(step) steps in it are damaged or missing"
      if try context.moveAside(name, because: what) == nil {
        context.observer(.warning("\(context.folder.path(of: name)): \(what)"))
      }
    }
    try writer.commit()
    return writer
  }

  func afterStep(_ metrics: StepMetrics, _ training: TrainingLoop) throws {
    try file.append(Array(try encoder.encode(metrics)) + [UInt8(ascii: "\n")])
  }

  func save(_ training: TrainingLoop) throws { try file.synchronize() }
}
