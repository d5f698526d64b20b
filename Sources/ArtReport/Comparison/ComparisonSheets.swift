import ArtFiles
import ArtPipeline

/// The sheets of several runs that a page has room for.
struct ComparisonSheets {
  struct Sheet: Encodable {
    var step: Int
    var blob: String
    var width: Int
    var height: Int
  }

  /// Of each run, in the order of their steps.
  private(set) var shown: [[Sheet]] = []
  /// The bytes of all of them, for the end of the page.
  private(set) var blobs: [(id: String, bytes: [UInt8])] = []
  /// What is not shown.
  private(set) var gaps: [String] = []

  /// The largest page, in bytes, and what all but the sheets take of it at most.
  static let mostBytes = 25_000_000
  private static let rest = 4_000_000

  init(_ comparison: RunComparison, _ logs: [TrainingLog?], mostBytes: Int = Self.mostBytes - Self.rest) {
    let runs = comparison.runs
    let all = zip(runs, logs).map { run, log in log?.sheets(in: run.folder) ?? [] }
    // Base64 takes four bytes for three.
    let bytes = zip(runs, all).map { run, sheets in
      sheets.reduce(0) { $0 + run.folder.size(of: $1.file) * 4 / 3 }
    }
    let total = bytes.reduce(0, +)
    let share = total > mostBytes ? Double(mostBytes) / Double(total) : 1
    for (place, (run, sheets)) in zip(runs, all).enumerated() {
      let kept = Self.evenly(sheets, Int(Double(sheets.count) * share))
      if kept.count < sheets.count {
        gaps.append(
          "\(comparison.names[place]): all \(sheets.count) sheets would be too much for one page; \(kept.count) of them are "
            + "here, evenly, the first and the last among them")
      }
      shown.append(kept.compactMap { read($0, of: run, place) })
    }
  }

  private mutating func read(_ sheet: (step: Int, file: String), of run: KeptRun, _ place: Int) -> Sheet? {
    guard let bytes = try? run.folder.contents(of: sheet.file, limit: RunFileLimits.sheet), let png = PNGParts(bytes)
    else {
      gaps.append("\(run.folder.path(of: sheet.file)): it is damaged, and left out")
      return nil
    }
    let id = "sheet-\(place)-\(sheet.step)"
    blobs.append((id, bytes))
    return Sheet(step: sheet.step, blob: id, width: png.width, height: png.height)
  }

  /// So many elements, evenly, the first and the last among them; at least two.
  static func evenly<Element>(_ all: [Element], _ count: Int) -> [Element] {
    let count = max(count, 2)
    guard all.count > count else { return all }
    return (0..<count).map { all[$0 * (all.count - 1) / (count - 1)] }
  }
}
