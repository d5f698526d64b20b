import ArtFiles
import ArtGAN
import Foundation

/// A training's measurements, one JSON object a line, in `metrics.jsonl`. Lines hold no times, so that a training that
/// was stopped and resumed leaves the same file as one that was not.
final class MetricsLog: TrainingPolicy {
  private let place: FilePlace
  private var file: FileWriter
  private let encoder = JSONEncoder()

  /// Opens the file for the steps after `step`; lines of later steps, from after the checkpoint that the training is
  /// resumed from, are taken away.
  init(_ place: FilePlace, after step: Int) throws {
    self.place = place
    encoder.outputFormatting = .sortedKeys
    file = try Self.open(place, after: step)
  }

  func rewind(_ training: TrainingLoop) throws {
    file = try Self.open(place, after: training.trainer.state.step)
  }

  private static func open(_ place: FilePlace, after step: Int) throws -> FileWriter {
    struct Line: Decodable { let step: Int }
    let decoder = JSONDecoder()
    let old = step > 0 ? try? FileReader.contents(of: place.path, limit: .max) : nil
    let file = try FileWriter(place)
    for line in (old ?? []).split(separator: UInt8(ascii: "\n")) {
      guard let number = try? decoder.decode(Line.self, from: Data(line)).step, number <= step else { break }
      try file.append(line + [UInt8(ascii: "\n")])
    }
    try file.commit()
    return file
  }

  func afterStep(_ metrics: StepMetrics, _ training: TrainingLoop) throws {
    try file.append(Array(try encoder.encode(metrics)) + [UInt8(ascii: "\n")])
  }
}
