import Foundation
import Testing

/// The README in another language says the same: what needs no translation is equal, heading by heading.
@Suite("The README in other languages")
struct TranslationTests {
  /// What a section has that both languages share, by name.
  private static let parts: [(name: String, of: @Sendable (PageSection) -> [String])] = [
    ("level of the heading", { [$0.level] }),
    ("blocks of code", { $0.blocks }),
    // A sentence may name them in another order.
    ("code in the text", { $0.codeSpans.sorted() }),
    ("links and images", { section in section.targets.map(neutral).sorted() }),
    ("cells of the tables' rows", { $0.cells.map(String.init) }),
  ]

  /// Each language links to the other one.
  private static func neutral(_ link: String) -> String {
    link.hasPrefix("README") ? "the README in another language" : link
  }

  /// What differs between two pages, in words; nothing where they are equal.
  static func differences(_ original: Page, _ translation: Page) -> [String] {
    let (ours, theirs) = (original.sections, translation.sections)
    var differences: [String] = []
    if ours.count != theirs.count {
      differences.append(
        "\(original.path) has \(ours.count) headings (\(ours.map(\.title).joined(separator: ", "))), "
          + "\(translation.path) has \(theirs.count) (\(theirs.map(\.title).joined(separator: ", ")))")
    }
    for (our, their) in zip(ours, theirs) {
      for (name, part) in parts {
        let (mine, other) = (part(our), part(their))
        guard mine != other else { continue }
        let changes = other.difference(from: mine)
        let missing = changes.removals.map(Self.element).map { "only in \(original.path): \($0)" }
        let more = changes.insertions.map(Self.element).map { "only in \(translation.path): \($0)" }
        differences.append("'\(our.title)' and '\(their.title)', \(name):\n" + (missing + more).joined(separator: "\n"))
      }
    }
    return differences
  }

  private static func element(_ change: CollectionDifference<String>.Change) -> String {
    switch change {
    case .insert(_, let element, _), .remove(_, let element, _): element
    }
  }

  @Test("Headings, code, commands, links and tables are those of the English one", arguments: ["README.zh-CN.md"])
  func equal(path: String) throws {
    let (original, translation) = (try Page("README.md"), try Page(path))
    for difference in Self.differences(original, translation) { Issue.record("\(difference)") }
    #expect(original.sections.count >= 8)
    #expect(original.links.contains(path) && translation.links.contains("README.md"))
  }

  @Test("A difference of each kind is told, with its place")
  func told() {
    let english = Page(
      path: "a.md", text: "# T\n## One\n`x` [l](m.md)\n```\nrun\n```\n| a | b |\n| --- | --- |\n## Two\nwords\n")
    func differences(_ change: (String, String)) -> [String] {
      Self.differences(english, Page(path: "b.md", text: english.text.replacing(change.0, with: change.1)))
    }
    #expect(differences(("words", "mots")) == [])
    #expect(
      differences(("## Two", "### Deux")) == [
        "'Two' and 'Deux', level of the heading:\nonly in a.md: ##\nonly in b.md: ###"
      ])
    #expect(differences(("`x`", "`y`")) == ["'One' and 'One', code in the text:\nonly in a.md: x\nonly in b.md: y"])
    #expect(differences(("m.md", "n.md")).first?.contains("links and images:\nonly in a.md: m.md") == true)
    #expect(differences(("\nrun\n", "\ngo\n")).first?.contains("only in b.md: ```\ngo") == true)
    #expect(differences(("| a | b |", "| a |")).first?.contains("cells of the tables' rows") == true)
    #expect(differences(("## Two\n", "")).first?.hasPrefix("a.md has 3 headings (T, One, Two), b.md has 2") == true)
  }
}
