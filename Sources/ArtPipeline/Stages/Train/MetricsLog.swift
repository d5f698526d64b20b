import ArtGAN
import Foundation

/// A training's measurements, one JSON object a line, in `metrics.jsonl`. Lines hold no times, so that a training that
/// was stopped and gone on with leaves the same file as one that was not.
final class MetricsLog {
  private let path: String
  private var handle: FileHandle
  private let encoder = JSONEncoder()

  /// Opens the file for the steps after `step`; lines of later steps, from after the checkpoint that the training goes
  /// on from, are taken away.
  init(_ path: String, after step: Int) throws {
    self.path = path
    encoder.outputFormatting = .sortedKeys
    handle = try Self.open(path, after: step)
  }

  /// Takes away the lines of the steps after one.
  func rewind(to step: Int) throws {
    try? handle.close()
    handle = try Self.open(path, after: step)
  }

  private static func open(_ path: String, after step: Int) throws -> FileHandle {
    struct Line: Decodable { let step: Int }
    let decoder = JSONDecoder()
    let old = step > 0 ? FileManager.default.contents(atPath: path) ?? Data() : Data()
    var kept = Data()
    for line in old.split(separator: UInt8(ascii: "\n")) {
      guard let number = try? decoder.decode(Line.self, from: line).step, number <= step else { break }
      kept += line + [UInt8(ascii: "\n")]
    }
    do {
      try kept.write(to: URL(fileURLWithPath: path), options: .atomic)
      let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
      try handle.seekToEnd()
      return handle
    } catch {
      throw PipelineError(.cannotWrite, "\(path): cannot be written: \(RunFolder.reason(error))")
    }
  }

  deinit { try? handle.close() }

  func append(_ metrics: StepMetrics) throws {
    do {
      try handle.write(contentsOf: try encoder.encode(metrics) + [UInt8(ascii: "\n")])
    } catch {
      throw PipelineError(.cannotWrite, "the measurements cannot be written: \(RunFolder.reason(error))")
    }
  }
}
