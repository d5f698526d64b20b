import ArtFiles
import ArtGAN
import Foundation

/// A line of a training's log.
protocol StepLine: Decodable {
  var step: Int { get }
}

extension StepMetrics: StepLine {}
extension TrainingTime: StepLine {}

/// Reads a log of a training: JSON lines with a check and with a step that grows.
struct StepLines {
  /// The numbers of the lines that were changed or cannot be read, from 1.
  private(set) var damaged: [Int] = []
  /// Whether the last line is cut short, as where a process was killed. It is one of the damaged ones.
  private(set) var isCutShort = false
  /// Whether the file is larger than what is read of it, and the steps that were asked for are not all in that.
  private(set) var isTooLarge = false

  /// After so many damaged lines the file is none of a training.
  private static let mostDamaged = 1 << 20

  /// All that a line must have, for whoever only copies it.
  struct Step: StepLine {
    let step: Int
  }

  /// Reads the lines up to a step. What follows the line of that step is from a run that was killed, and is not looked at.
  ///
  /// - Parameters:
  ///   - type: What a line is read as.
  ///   - limit: The most bytes of the file that are read.
  ///   - body: Gets each line that is good.
  init<Line: StepLine>(
    _ place: FilePlace, upTo end: Int, as type: Line.Type, limit: Int,
    _ body: (_ bytes: [UInt8], _ line: Line) throws -> Void
  ) throws {
    let decoder = JSONDecoder()
    var (last, number, checked, isWhole) = (0, 0, CheckedLines(), true)
    try FileReader.forEachLine(of: place, longest: RunFileLimits.logLine, limit: limit) { bytes in
      number += 1
      isWhole = bytes != nil
      guard let bytes, checked.isGood(bytes), let line = try? decoder.decode(type, from: Data(bytes)), line.step > last
      else {
        damaged.append(number)
        return damaged.count < Self.mostDamaged
      }
      guard line.step <= end else { return true }
      last = line.step
      try body(bytes, line)
      return last < end
    }
    let file = try FileReader(place)
    isTooLarge = last < end && file.size > limit
    guard damaged.last == number, number > 0, isWhole else { return }
    isCutShort = try file.bytes(max(file.size - 1, 0)..<file.size) != [UInt8(ascii: "\n")]
  }
}
