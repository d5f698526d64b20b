import ArtGAN

/// The playground alone, for a frame in a page of somebody's own: without the words that are about artpipe, in the colours
/// that the page around it asks for, and with the notes of the model, which are its licence and whom to credit.
struct FramedPage: Sendable {
  let model: PlaygroundModel
  let definition: ModelDefinition
  /// The heading; nil for a page that begins with the image.
  let title: String?
  let controls: Set<PageControl>
  /// The largest width of the image, in CSS pixels.
  let imageSize: Int
  /// What else the page tells of itself, by keyword, such as its recipe.
  let texts: [String: String]

  /// The whole page.
  var html: String {
    PageFrame.html(
      title: HTML.text(title ?? definition.id),
      head: metadata + HTML.script("text/javascript", "playground-frame", PageFiles.frame),
      style: PageFiles.frameStyle + ":root { --image: \(imageSize)px; --controls: \(controlsWidth)rem; }\n",
      content: heading + PageFiles.markup(hiding: hiddenParts) + credit + model.scripts)
  }

  private var hiddenParts: Set<String> {
    PageControl.hiddenParts(showing: controls, hasClasses: !definition.classes.isEmpty)
  }

  /// With the gap between them and the image.
  private var controlsWidth: Double { hiddenParts.contains("controls") ? 0 : 48.5 }

  private var metadata: String {
    texts.sorted { $0.key < $1.key }.map {
      "<meta name=\"\(HTML.text($0.key))\" content=\"\(HTML.text($0.value))\">\n"
    }.joined()
  }

  private var heading: String { title.map { "<h1>\(HTML.text($0))</h1>\n" } ?? "" }

  private var credit: String {
    guard !definition.notes.isEmpty else { return "" }
    let lines = definition.notes.map { "<p>\(HTML.text($0))</p>\n" }.joined()
    return "<footer class=\"playground-credit\">\n\(lines)</footer>\n"
  }
}
