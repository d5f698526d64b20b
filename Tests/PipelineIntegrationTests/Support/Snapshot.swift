import Foundation
import Testing

/// A text that is pinned by a file in `Snapshots`. Where the file is missing, the text is written there and the test
/// fails: delete a file to record it anew, read it, and commit it.
enum Snapshot {
  static func expect(_ text: String, named name: String) throws {
    let file = "\(Program.package)/Tests/PipelineIntegrationTests/Snapshots/\(name)"
    guard let expected = try? String(contentsOfFile: file, encoding: .utf8) else {
      try text.write(toFile: file, atomically: true, encoding: .utf8)
      Issue.record("recorded \(file); read it and run the test again")
      return
    }
    let (found, wanted) = (text.components(separatedBy: "\n"), expected.components(separatedBy: "\n"))
    for (number, lines) in zip(found, wanted).enumerated() where lines.0 != lines.1 {
      Issue.record("\(file):\(number + 1): expected \"\(lines.1)\", found \"\(lines.0)\"")
      return
    }
    #expect(found.count == wanted.count, "\(file)")
  }
}
