/// The frame of a page with a playground: all but what it shows.
enum PageFrame {
  /// What each such page begins with, and no page that somebody wrote.
  static let beginning = """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="\(policy)">

    """

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
  ///
  /// - Parameters:
  ///   - title: The title as HTML.
  ///   - head: HTML that follows the style in the head.
  ///   - style: What follows the playground's style.
  ///   - content: What the page shows, as HTML.
  static func html(title: String, head: String = "", style: String = "", content: String) -> String {
    """
    \(beginning)<meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>\(title)</title>
    <style>
    \(paper)
    \(PageFiles.style)\(style)</style>
    \(head)</head>
    <body>
    <main>
    \(content)</main>
    </body>
    </html>

    """
  }
}
