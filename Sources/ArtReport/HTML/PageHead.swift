/// The top of a page about runs, down to its main part.
struct PageHead {
  let program: String
  /// The page's title, as HTML.
  let title: String
  let style: String
  /// What the page may load and run: a content security policy.
  let policy: String
  /// The id of the main part, and what it is called.
  let main: String
  /// What the links at the top lead through: the parts of the `page`.
  let whole: String
  /// The links at the top, each in a `<li>`.
  let contents: String

  /// - Parameter present: The parts of the page that are there: with a `glossary` its terms can be turned on.
  func html(present: Set<String>) -> String {
    Template(ReportFiles.head).filled(
      [
        "program": program, "title": title, "style": style, "policy": policy, "main": main, "whole": whole,
        "contents": contents, "theme": ReportFiles.theme,
      ], present: present)
  }
}
