import Foundation

/// A page of the project's documentation: a Markdown file.
struct Page {
  /// The path from the project's folder.
  let path: String
  let text: String

  static let root = URL(filePath: #filePath).appending(path: "../../../..").standardized

  /// All pages of the project: paths from its folder.
  static let all: [String] = {
    let files = FileManager.default.enumerator(
      at: root, includingPropertiesForKeys: nil, options: [.skipsHiddenFiles])
    // A link is the page that it leads to.
    let pages = files?.compactMap { $0 as? URL }.filter {
      (try? $0.resourceValues(forKeys: [.isSymbolicLinkKey]).isSymbolicLink) != true
    }
    let paths = pages?.map(\.standardized.path) ?? []
    return paths.filter { $0.hasSuffix(".md") }.map { String($0.dropFirst(root.path.count + 1)) }.sorted()
  }()
  /// The README and the pages that it leads to in one step.
  static let documentation = ["README.md"] + all.filter { $0.hasPrefix("docs/") }

  init(_ path: String) throws {
    self.init(path: path, text: try String(contentsOf: Self.root.appending(path: path), encoding: .utf8))
  }

  init(path: String, text: String) {
    (self.path, self.text) = (path, text)
  }

  /// The blocks of code in one language.
  func blocks(_ language: String) -> [String] {
    text.components(separatedBy: "```\(language)\n").dropFirst().compactMap { $0.components(separatedBy: "```").first }
  }

  /// The lines that are no code.
  private var prose: [Substring] {
    var isCode = false
    return text.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
      let isFence = line.hasPrefix("```")
      if isFence { isCode.toggle() }
      return !isCode && !isFence && !line.hasPrefix("    ")
    }
  }

  /// The places that it links to, apart from those on the web.
  var links: [String] {
    prose.flatMap { $0.matches(of: /\]\(([^)\s]+)\)/).map { String($0.1) } }.filter { !$0.contains("://") }
  }

  /// Its tables, as the number of cells of each row.
  var tables: [[Int]] {
    prose.split { !$0.hasPrefix("|") }.map { rows in
      rows.map { $0.replacing(/`[^`]*`/, with: "").split(separator: "|", omittingEmptySubsequences: false).count - 2 }
    }
  }

  /// The names of its headings, as links have them: lower case, hyphens for spaces, no other signs.
  var anchors: Set<String> {
    Set(
      prose.compactMap { $0.firstMatch(of: /^#+ +(.+)$/)?.1 }.map { heading in
        String(
          heading.replacing(/\]\([^)]*\)/, with: "").lowercased().compactMap { sign in
            sign == " " ? "-" : sign.isLetter || sign.isNumber || sign == "-" || sign == "_" ? sign : nil
          })
      })
  }
}
