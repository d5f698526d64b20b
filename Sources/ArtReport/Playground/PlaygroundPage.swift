import Foundation

/// A page in which a model's generator runs, without a network and without anything beside it.
public struct PlaygroundPage: Sendable {
  private let model: PlaygroundModel
  private let title: String

  /// - Parameter title: The page's heading.
  public init(_ model: PlaygroundModel, title: String) {
    self.model = model
    self.title = title
  }

  /// What the page may do: run its own scripts, also in a worker, and nothing from elsewhere.
  private static let policy =
    "default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval' blob:; worker-src blob:; "
    + "style-src 'unsafe-inline'; img-src data: blob:"

  /// The page's paper, around the playground too.
  private static let paper = """
    body { margin: 0; background: #ffffff; color: #1d2126; }
    h1 { max-width: 72rem; margin: 0 auto; padding: 1.25rem clamp(0.75rem, 3vw, 2rem) 0; box-sizing: border-box; }
    h1 { font: 700 1.75rem/1.2 system-ui, sans-serif; overflow-wrap: anywhere; }
    @media (prefers-color-scheme: dark) { body { background: #16191d; color: #e8eaed; } }
    """

  /// The whole page.
  public var html: String {
    let title = HTML.text(title)
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(Self.policy)">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>\(title) · artpipe</title>
      <style>
      \(Self.paper)
      \(PageFiles.style)</style>
      </head>
      <body>
      <main>
      <h1>\(title)</h1>
      \(playground)</main>
      </body>
      </html>

      """
  }

  /// The playground alone: markup, data, scripts.
  private var playground: String { PageFiles.markup + model.scripts }
}
