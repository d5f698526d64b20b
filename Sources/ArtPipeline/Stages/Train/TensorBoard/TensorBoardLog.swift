import ArtEvaluation
import ArtFiles
import ArtGAN
import ArtGraph
import ArtMedia
import ArtTensor
import ArtTensorBoard

/// A training's measurements, evaluations, sheets and weights as events for TensorBoard, in a folder beside its other files.
///
/// Nothing follows from events: what goes wrong with them is told, and the training goes on without.
final class TensorBoardLog: TrainingPolicy {
  private let context: StageContext
  private let folder: String
  private let records: (TrainingEvaluation) -> EvaluationRecord?
  /// Steps from sheet to sheet.
  private let sheetEvery: Int
  private let weights: [String]
  private var file: EventFile?
  private var lastWeights = -1

  /// - Parameters:
  ///   - sheetEvery: Steps from sheet to sheet.
  ///   - records: Tells all metrics of an evaluation.
  init(
    _ context: StageContext, _ files: TrainingFiles, _ model: ModelDefinition, sheetEvery: Int,
    records: @escaping (TrainingEvaluation) -> EvaluationRecord?
  ) throws {
    self.context = context
    self.sheetEvery = sheetEvery
    self.records = records
    folder = files.tensorBoard
    weights = try model.weightShapes().keys.sorted()
    trying { file = try EventFile(in: context.folder, folder) }
  }

  func begin(_ training: TrainingLoop) {
    // An earlier start may have told of steps that come again now.
    if file?.followsOthers == true { restart(training.trainer) }
    if training.trainer.state.step == 0 { addWeights(training.trainer) }
  }

  func afterStep(_ metrics: StepMetrics, _ training: TrainingLoop) {
    guard Self.isTold(metrics.step) || training.trainer.isFinished else { return }
    trying { try file?.add(metrics.scalars, step: metrics.step) }
  }

  /// Every step up to the two thousandth, then every second, from the four thousandth on every fourth, and so on: a
  /// thousand points are as many as TensorBoard draws.
  static func isTold(_ step: Int) -> Bool {
    var stride = 1
    while step > 2000 * stride { stride *= 2 }
    return step % stride == 0
  }

  /// How many steps of a training are told: a thousand for each doubling from the two thousandth on.
  static func stepsTold(of steps: Int) -> Int {
    var (told, end, stride) = (min(steps, 2000), 2000, 1)
    while end < steps, stride < 1 << 40 {
      stride *= 2
      told += (min(steps, 2 * end) - end) / stride
      end *= 2
    }
    return told
  }

  func afterEvaluation(_ evaluation: TrainingEvaluation, _ training: TrainingLoop) {
    guard let record = records(evaluation) else { return }
    trying { try file?.add(record.scalars, step: record.step) }
  }

  /// A sheet of samples, as its file has it.
  func add(sheet: PixelImage, png: [UInt8], step: Int) {
    trying {
      try file?.add(
        png: png, width: sheet.width, height: sheet.height, channels: sheet.channels,
        tag: Self.tag(ofSheet: step, every: sheetEvery), step: step)
      try file?.flush()
    }
  }

  /// Of a tag TensorBoard shows ten images: so ten sheets have one, that of the start among the first, and all can be
  /// seen.
  static func tag(ofSheet step: Int, every: Int) -> String {
    let group = (step / every + (step % every == 0 ? 0 : 1)) / 10
    func digits(_ number: Int) -> String {
      let text = "\(number)"
      return String(repeating: "0", count: max(0, 4 - text.count)) + text
    }
    return "samples/\(digits(10 * group + 1))-\(digits(10 * group + 10))"
  }

  func save(_ training: TrainingLoop) {
    addWeights(training.trainer)
    trying { try file?.flush() }
  }

  private func addWeights(_ trainer: Trainer) {
    guard file != nil, lastWeights != trainer.state.step else { return }
    lastWeights = trainer.state.step
    for name in weights {
      guard let tensor = trainer.variables[name] else { continue }
      trying { try file?.add(histogramOf: tensor.scalars, tag: "weights/\(name)", step: lastWeights) }
    }
  }

  func rewind(_ training: TrainingLoop) {
    lastWeights = training.trainer.state.step
    restart(training.trainer)
  }

  private func restart(_ trainer: Trainer) {
    let step = trainer.state.step
    trying { try file?.restart(at: step == 0 ? 0 : step + 1) }
  }

  func finish(_ training: TrainingLoop) { trying { try file?.flush() } }

  private func trying(_ body: () throws -> Void) {
    do {
      try body()
    } catch {
      file = nil
      let reason = (error as? FileError)?.reason ?? "\(error)"
      context.warn(
        "\(reason); the training goes on without TensorBoard's events", about: context.folder.path(of: folder))
    }
  }
}
