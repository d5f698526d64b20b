import ArtGAN
import Foundation
import Testing

@testable import ArtPipeline

/// `docs/when-it-goes-wrong.md` quotes messages as the program writes them.
@Suite("Messages that the documentation explains")
struct QuotedMessagesTests {
  private static let path = "docs/when-it-goes-wrong.md"

  /// The messages of a page: lines that are code alone, and the first cells of tables that begin with "it says".
  private static func quoted(_ page: Page) -> [String] {
    page.sections.flatMap { section in
      var isOfMessages = false
      return section.prose.compactMap { line -> String? in
        if line.hasPrefix("| it ") { isOfMessages = true }
        if !line.hasPrefix("|") { isOfMessages = false }
        let pattern = isOfMessages ? /^\| `([^`]+)` \|/ : /^`([^`]+)`$/
        return line.firstMatch(of: pattern).map { String($0.1) }
      }
    }
  }

  /// All sources as one text.
  private static let sources: Data = {
    let files = FileManager.default.enumerator(
      at: Page.root.appending(path: "Sources"), includingPropertiesForKeys: nil)
    let swift = (files?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "swift" }
    return plain(swift.compactMap { try? Data(contentsOf: $0) }.reduce(Data(), +))
  }()

  /// A text without the signs that break and join the lines of a long one in the sources.
  private static func plain(_ text: Data) -> Data {
    let left = Set(" \n\t\"+\\".utf8)
    return text.filter { !left.contains($0) }
  }

  private static func areInSources(_ piece: String) -> Bool { sources.range(of: plain(Data(piece.utf8))) != nil }

  /// What a message always has: the pieces between what differs.
  private static func pieces(_ message: String) -> [String] {
    message.components(separatedBy: "…").map { $0.trimmingCharacters(in: .whitespaces) }
      .map { $0.trimmingCharacters(in: CharacterSet(charactersIn: "'()")).trimmingCharacters(in: .whitespaces) }
      .filter { $0.count > 3 }
  }

  @Test("Quoted messages are in the sources", arguments: [path, "docs/your-own-images.md"])
  func exist(path: String) throws {
    let messages = Self.quoted(try Page(path))
    #expect(messages.count >= 10)
    for message in messages {
      let pieces = Self.pieces(message)
      #expect(!pieces.isEmpty, "\(path): nothing of '\(message)' can be looked for")
      for piece in pieces where !Self.areInSources(piece) {
        Issue.record("\(path): no message has '\(piece)' ('\(message)')")
      }
    }
  }

  @Test("Each sign of an unhealthy training is explained", arguments: TrainingHealth.Sign.allCases)
  func signs(sign: TrainingHealth.Sign) throws {
    #expect(Self.quoted(try Page(Self.path)).contains(sign.words))
  }

  @Test("A message that no source has is noticed")
  func noticed() {
    #expect(Self.pieces("… holds other networks (…) than '…'") == ["holds other networks", "than"])
    #expect(Self.areInSources("holds other networks"))
    #expect(!Self.areInSources(["holds", "quite", "other", "networks"].joined(separator: " ")))
  }
}
