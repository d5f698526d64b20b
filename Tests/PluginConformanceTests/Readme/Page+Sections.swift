import Foundation

/// A heading of a page with what stands below it, up to the next heading.
struct PageSection {
  /// The signs before the heading: `##`.
  let level: String
  let title: String
  /// Blocks of code between fences, each with its language.
  var blocks: [String] = []
  /// All other lines.
  var prose: [Substring] = []

  /// Code within the text, without its backticks.
  var codeSpans: [String] { prose.flatMap { $0.matches(of: /`([^`]+)`/).map { String($0.1) } } }
  /// Where links and images lead.
  var targets: [String] { prose.flatMap { $0.matches(of: /\]\(([^)\s]+)\)/).map { String($0.1) } } }
  /// The cells of each table's row.
  var cells: [Int] {
    prose.filter { $0.hasPrefix("|") }.map { $0.replacing(/`[^`]*`/, with: "").count { $0 == "|" } - 1 }
  }
}

extension Page {
  /// The page's sections, in order.
  var sections: [PageSection] {
    var sections: [PageSection] = []
    var block: [Substring]?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        if let code = block, !sections.isEmpty {
          sections[sections.count - 1].blocks.append(code.joined(separator: "\n"))
        }
        block = block == nil ? [line] : nil
      } else if block != nil {
        block?.append(line)
      } else if let heading = line.firstMatch(of: /^(#+) +(.+)$/) {
        sections.append(PageSection(level: String(heading.1), title: String(heading.2)))
      } else if !sections.isEmpty {
        sections[sections.count - 1].prose.append(line)
      }
    }
    return sections
  }
}
