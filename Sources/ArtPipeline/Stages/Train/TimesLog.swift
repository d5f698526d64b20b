import ArtFiles
import ArtGAN
import Foundation

/// How fast a training is and what memory it takes, in `times.jsonl`: for the curves of its report. It differs from run to
/// run. Nothing depends on it, so what goes wrong with it ends no training: the curves are missing then.
final class TimesLog: TrainingPolicy {
  private let place: FilePlace
  private let imagesPerStep: Int
  private let encoder = JSONEncoder()
  private var file: FileWriter?
  private var meter = RateMeter()
  private let start = TrainingClock.seconds()
  private var next: Double
  /// The lines after this step are from a run that was killed, or from before the training went back.
  private var firstStep: Int
  private var lastStep = 0

  /// - Parameters:
  ///   - name: the file's, in the run folder.
  ///   - trainer: the training, at its start or as it was resumed.
  init(_ name: String, _ context: StageContext, _ trainer: Trainer) {
    place = context.folder.file(name)
    imagesPerStep = trainer.definition.recipe.imagesPerStep
    firstStep = trainer.state.step
    next = start + 1
    encoder.outputFormatting = .sortedKeys
    meter.mark(firstStep)
  }

  func afterStep(_ metrics: StepMetrics, _ training: TrainingLoop) {
    meter.mark(metrics.step)
    let now = TrainingClock.seconds()
    guard now >= next else { return }
    write(step: metrics.step)
    // A long training needs no line a second.
    next = now + max(1, (now - start) / 1000)
  }

  func rewind(_ training: TrainingLoop) {
    (file, firstStep, lastStep) = (nil, training.trainer.state.step, 0)
    meter = RateMeter()
    meter.mark(firstStep)
  }

  /// A training that was over in less than a second has one line.
  func finish(_ training: TrainingLoop) {
    if lastStep < training.trainer.state.step { write(step: training.trainer.state.step) }
  }

  private func write(step: Int) {
    guard let rate = meter.rate else { return }
    let time = TrainingTime(
      step: step, imagesPerSecond: (rate * Double(imagesPerStep) * 100).rounded() / 100,
      memoryMB: SystemResources.residentMemory.map { (Double($0) / 1e5).rounded() / 10 })
    lastStep = step
    do {
      let writer = try file ?? opened()
      file = writer
      try writer.append(CheckedLines.checked(Array(try encoder.encode(time))) + [UInt8(ascii: "\n")])
    } catch {
      file = nil
    }
  }

  /// The file with the lines up to the step that is gone on from.
  private func opened() throws -> FileWriter {
    let writer = try FileWriter(place)
    if firstStep > 0, place.info != nil {
      _ = try StepLines(place, upTo: firstStep, as: StepLines.Step.self, limit: RunFileLimits.times) { bytes, _ in
        try writer.append(bytes + [UInt8(ascii: "\n")])
      }
    }
    try writer.commit()
    return writer
  }
}
