import ArtFiles
import Foundation
import Testing

@testable import ArtPipeline

/// How far a training's log is read.
struct StepLinesTests {
  private let folder: TemporaryFolder
  private let place: FilePlace

  init() throws {
    folder = try TemporaryFolder()
    place = RunFolder(folder.path).file("metrics.jsonl")
  }

  private static let line = #"{"step":STEP}"# + "\n"

  private static func lines(_ steps: ClosedRange<Int>) -> String {
    steps.map { line.replacingOccurrences(of: "STEP", with: "\($0)") }.joined()
  }

  private func write(_ text: String, size: Int? = nil) throws {
    let url = URL(fileURLWithPath: folder.path(of: "metrics.jsonl"))
    try Data(text.utf8).write(to: url)
    guard let size else { return }
    let handle = try FileHandle(forWritingTo: url)
    try handle.truncate(atOffset: UInt64(size))
    try handle.close()
  }

  private func read(upTo end: Int = .max, limit: Int = 1 << 20) throws -> (steps: [Int], StepLines) {
    var steps: [Int] = []
    let lines = try StepLines(place, upTo: end, as: StepLines.Step.self, limit: limit) { steps.append($1.step) }
    return (steps, lines)
  }

  /// The file, how much of it is asked for, and what comes of it.
  @Test(
    arguments: [
      (9, nil, Int.max, [], false, false), (9, nil, 3, [], false, false),
      // Behind what is asked for nothing is looked at.
      (9, 8 << 30, 9, [], false, false),
      (9, 8 << 30, 10, [10], false, true), (9, 8 << 30, Int.max, [10], false, true),
      // Zeros at the end, as a disk leaves them.
      (9, 1000, Int.max, [10], true, false),
    ] as [(Int, Int?, Int, [Int], Bool, Bool)])
  func onlyWhatIsNeededIsRead(
    count: Int, size: Int?, end: Int, damaged: [Int], isCutShort: Bool, isTooLarge: Bool
  ) throws {
    try write(Self.lines(1...count), size: size)
    let (steps, lines) = try read(upTo: end)
    #expect(steps == Array(1...min(count, end)))
    #expect(lines.damaged == damaged && lines.isCutShort == isCutShort && lines.isTooLarge == isTooLarge)
  }

  @Test func aFullLogIsReadToItsLimit() throws {
    try write(Self.lines(1...9))
    let length = Self.line.utf8.count - 3
    let (steps, lines) = try read(limit: 4 * length + 2)
    #expect(steps == [1, 2, 3, 4] && lines.damaged == [5] && lines.isTooLarge && !lines.isCutShort)
    // The report tells it in words.
    try FileManager.default.createDirectory(atPath: folder.path(of: "train"), withIntermediateDirectories: true)
    try FileManager.default.moveItem(
      atPath: folder.path(of: "metrics.jsonl"), toPath: folder.path(of: "train/times.jsonl"))
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: folder.path(of: "train/times.jsonl")))
    try handle.truncate(atOffset: 8 << 30)
    try handle.close()
    let log = TrainingLog("train", in: RunFolder(folder.path), nil)
    #expect(log.problems.last?.words == "it is too large: only its first 17 MB are read")
  }
}
