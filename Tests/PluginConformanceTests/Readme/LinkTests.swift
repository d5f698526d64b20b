import Foundation
import Testing

/// Every link of a page leads somewhere, and every page is found from the README.
@Suite("Links between pages")
struct LinkTests {
  @Test("Files and headings that a page links to are there", arguments: Page.all)
  func links(path: String) throws {
    let page = try Page(path)
    for link in page.links {
      let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
      let target = parts[0].isEmpty ? path : Self.resolve(String(parts[0]), from: path)
      let exists = FileManager.default.fileExists(atPath: Page.root.appending(path: target).path)
      #expect(exists, "\(path): \(link)")
      if parts.count > 1, exists {
        let anchors = try Page(target).anchors
        #expect(anchors.contains(String(parts[1])), "\(path): there is no heading \(link)")
      }
    }
  }

  @Test("Each row of a table has as many cells as the others", arguments: Page.all)
  func tables(path: String) throws {
    for table in try Page(path).tables { #expect(Set(table).count == 1, "\(path): \(table)") }
  }

  @Test("The README leads to each page of docs in one step, and each leads back")
  func steps() throws {
    let pages = Page.documentation.dropFirst()
    let links = try Page("README.md").links
    #expect(pages.count >= 6)
    for page in pages {
      #expect(links.contains(page), "the README does not link to \(page)")
      let back = try Page(page).links
      #expect(back.contains("../README.md"), "\(page) does not link back")
    }
  }

  @Test(
    "Each page of docs names all of them below its heading, itself in bold", arguments: Page.documentation.dropFirst())
  func navigation(path: String) throws {
    let lines = try #require(try Page(path).sections.first).prose.drop(while: \.isEmpty).prefix { !$0.isEmpty }
    let line = lines.joined(separator: " ")
    let own = path.split(separator: "/").last.map(String.init)
    let pages = Page.documentation.dropFirst().compactMap { $0.split(separator: "/").last.map(String.init) }
    #expect(line.contains("**"))
    for page in pages { #expect(line.contains("](\(page))") == (page != own), "\(path): \(page)") }
  }

  @Test("A heading's name is found as links write it")
  func anchors() throws {
    let anchors = try Page("QUALITY.md").anchors
    #expect(anchors.contains("half-an-hour-of-digits-fast"))
    #expect(!anchors.contains("half-an-hour-of-`digits-fast`"))
  }

  private static func resolve(_ link: String, from page: String) -> String {
    var parts = page.split(separator: "/").dropLast().map(String.init)
    for step in link.split(separator: "/") {
      if step == ".." { parts = parts.dropLast() } else if step != "." { parts.append(String(step)) }
    }
    return parts.joined(separator: "/")
  }
}
