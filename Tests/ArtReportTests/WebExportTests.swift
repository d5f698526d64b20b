import ArtFiles
import ArtGAN
import ArtGraph
import ArtNN
import ArtPipeline
import ArtSettings
import ArtTensor
import ArtTestSupport
import Foundation
import Testing

@testable import ArtReport

/// The page for somebody's own web site. What a browser makes of it: `make test-browser`.
struct WebExportTests {
  private static func page(
    _ title: String? = nil, _ controls: Set<PageControl> = Set(PageControl.allCases), notes: [String] = [],
    texts: [String: String] = [:]
  ) throws -> String {
    var checkpoint = try PlaygroundTests.checkpoint()
    checkpoint.definition.notes = notes
    return FramedPage(
      model: try PlaygroundModel(checkpoint, name: "small"), definition: checkpoint.definition, title: title,
      controls: controls, imageSize: 500, texts: texts
    ).html
  }

  /// The parts of the markup that stay hidden.
  private static func hidden(_ html: String) -> Set<String> {
    Set(html.matches(of: /data-part="([a-z]+)" hidden/).map { String($0.1) })
  }

  @Test(
    "What was not asked for is hidden",
    arguments: [
      (Set(PageControl.allCases), []),
      ([.morph, .save], ["seed", "choose", "sliders", "favourites", "link"]),
      ([.seed], ["morph", "sliders", "favourites", "save", "link"]),
      ([], ["seed", "choose", "morph", "sliders", "favourites", "save", "link", "controls"]),
    ] as [(Set<PageControl>, Set<String>)])
  func controls(shown: Set<PageControl>, hidden: Set<String>) throws {
    let html = try Self.page(nil, shown)
    #expect(Self.hidden(html) == hidden.union(["header", "program", "speed"]))
    // Hidden parts are there, so that scripts find them.
    for part in Self.hidden(html) { #expect(PageFiles.markup.contains("data-part=\"\(part)\"")) }
  }

  /// A model with classes has them chosen, whatever else is there.
  @Test func classesAreAlwaysChosen() {
    let hidden = PageControl.hiddenParts(showing: [], hasClasses: true)
    #expect(!hidden.contains("choose") && !hidden.contains("controls") && hidden.contains("seed"))
  }

  /// Every mark of the markup is a control, or one that the page decides on by itself.
  @Test func everyPartIsKnown() {
    let marks = Set(PageFiles.markup.matches(of: /data-part="([^"]+)"/).map { String($0.1) })
    let own: Set = ["header", "program", "speed", "choose", "controls"]
    #expect(marks == own.union(PageControl.allCases.map(\.rawValue)))
  }

  @Test func titleAndNotesStayTexts() throws {
    let html = try Self.page("<b>Mine</b>", notes: ["© A. & B., <CC-BY>"], texts: ["artpipe": #"{"a": "b"}"#])
    #expect(html.contains("<title>&lt;b&gt;Mine&lt;/b&gt;</title>"))
    #expect(html.contains("<h1>&lt;b&gt;Mine&lt;/b&gt;</h1>"))
    #expect(html.contains("<p>© A. &amp; B., &lt;CC-BY&gt;</p>"))
    #expect(html.contains(#"<meta name="artpipe" content="{&quot;a&quot;: &quot;b&quot;}">"#))
    #expect(html.contains("--image: 500px"))
    let plain = try Self.page()
    #expect(!plain.contains("<h1>") && !plain.contains("<footer") && plain.contains("<title>small</title>"))
  }

  /// It asks for nothing from elsewhere, and holds the same scripts and weights as the other page.
  @Test func itIsTheSamePlayground() throws {
    let html = try Self.page()
    let model = try PlaygroundModel(PlaygroundTests.checkpoint(), name: "small")
    #expect(html.contains(PageFiles.engine) && html.contains(PageFiles.page) && html.contains(PageFiles.style))
    #expect(html.contains(HTML.bytes("playground-weights", model.weights)))
    #expect(html.contains("default-src 'none'") && !html.contains("https://") && !html.contains("src=\"http"))
  }

  private static func read(_ settings: SettingValue) -> (WebExport, [String]) {
    let log = ProblemLog()
    let reader = SettingsReader(settings, log: log)
    let export = WebExport(reader)
    reader.finish()
    return (export, log.problems.map { "\($0)" })
  }

  @Test(
    "Settings that cannot be are told",
    arguments: [
      (["controls": ["morf"]], "controls: a page has no control 'morf'; known are"),
      (["controls": "nothing"], "controls: a page has no control 'nothing'"),
      (["imageSize": 10], "imageSize: expected a whole number from 64 to 2,048, found 10"),
      (["title": ""], "title: expected a text that is not empty"),
      (["directions": "none.artpoints.json"], "directions: there is no file"),
    ] as [(SettingValue, String)])
  func refused(settings: SettingValue, message: String) {
    let (_, problems) = Self.read(settings)
    #expect(problems.contains { $0.contains(message) }, "\(problems)")
  }

  @Test func controlsAreRead() {
    #expect(Self.read([:]).0.controls == Set(PageControl.allCases))
    #expect(Self.read(["controls": "none"]).0.controls == [])
    #expect(Self.read(["controls": ["save", "link"]]).0.controls == [.save, .link])
    #expect(Self.read(["controls": "morph"]).0.controls == [.morph])
  }

  /// A layer of somebody's own has no counterpart in the page.
  @Test func whatAPageCannotDrawIsTold() throws {
    var definition = try PlaygroundTests.checkpoint().definition
    #expect(Self.read([:]).0.problem(with: definition) == nil)
    definition.generator = Network(
      name: "generator", inputShape: [200], [Foreign(), Dense(units: 4), Reshape(to: [2, 2, 1])])
    let problem = Self.read([:]).0.problem(with: definition)
    #expect(problem?.key == "format")
    #expect(problem?.message.contains("its generator has a layer 'foreign'") == true)
  }

  @Test func onlyPagesOfItsOwnAreReplaced() throws {
    let folder = try TemporaryFolder()
    func isOwn(_ text: String) throws -> Bool {
      let place = FilePlace.typed(folder.path(of: "index.html"))
      try place.write(Array(text.utf8))
      return WebExport.isOwn(try FileReader(place))
    }
    #expect(try isOwn(Self.page("Mine")))
    #expect(try !isOwn("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<title>My own site</title>"))
    #expect(try !isOwn("x"))
  }
}

/// A layer of another package.
private struct Foreign: ElementwiseLayer {
  static let kind = "foreign"

  init() {}
  init(_ settings: SettingsReader) {}

  func callAsFunction(_ x: Value, _ context: LayerContext) -> Value { x }
}
