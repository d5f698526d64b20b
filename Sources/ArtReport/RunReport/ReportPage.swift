import ArtFiles
import ArtGAN
import ArtPipeline
import ArtSettings
import Foundation

/// Puts a report's page together, within its most bytes.
struct ReportPage {
  /// The most bytes of a page.
  static let limit = 25_000_000

  var report: ReportData
  var images: ReportImages
  let playground: PlaygroundModel?
  let run: ReportedRun

  init(_ run: ReportedRun) {
    let builder = ReportBuilder(run)
    self.run = run
    images = ReportImages(run, areTranslations: builder.model?.definition.translation != nil)
    report = builder.data(images)
    playground = Self.playground(builder)
    report.playground = playground != nil
    fit()
    report.images = images.all
    report.nearest = images.nearest
    report.gaps = run.gaps
  }

  /// The run's model as the playground draws with it.
  private static func playground(_ builder: ReportBuilder) -> PlaygroundModel? {
    // The playground draws from latent points.
    guard var checkpoint = builder.model?.checkpoint, checkpoint.definition.kind == .noise else { return nil }
    let run = builder.run
    if run.isShared {
      checkpoint.definition.notes = []
      let classes = checkpoint.definition.conditioning?.classes ?? []
      for (index, each) in classes.enumerated() {
        checkpoint.definition.conditioning?.classes[index].name = builder.className(each.name, index)
      }
    }
    let model: PlaygroundModel
    do {
      model = try PlaygroundModel(checkpoint, name: builder.name)
    } catch {
      run.tell("There is no playground: \((error as? PipelineError)?.message ?? "\(error)")")
      return nil
    }
    guard HTML.size(ofBytes: model.weights.count) <= limit / 2 else {
      run.tell("The generator is too large for a page, so there is no playground")
      return nil
    }
    return model
  }

  /// The data as the page holds it.
  static func json(_ report: ReportData) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // All numbers in it are finite.
    return (try? encoder.encode(report)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }

  /// The page in pieces, each a part of its text.
  func forEachPiece(_ body: (String) throws -> Void) rethrows {
    let present = present
    var parts = parts
    let data = HTML.data("report-data", json: Self.json(report))
    let scripts = HTML.script("report-script", files: ReportFiles.scripts) + (playground?.scripts ?? "")
    // What comes at the places of the data is large: it is not copied once more.
    let mark = "\u{0}data\u{0}"
    parts["data"] = mark
    let blobs = images.blobs.reduce(0) { $0 + HTML.size(ofBytes: $1.bytes.count) + 120 }
    let total =
      Template(ReportFiles.template).filled(parts, present: present).utf8.count + data.utf8.count
      + scripts.utf8.count + blobs
    parts["holds"] = HTML.text(holds(total + 300))
    let page = Template(ReportFiles.template).filled(parts, present: present).components(separatedBy: mark)
    try body(page[0])
    try body(data)
    for blob in images.blobs {
      try body(HTML.bytes("blob-\(blob.id)", blob.bytes, attributes: " data-type=\"\(blob.type)\""))
    }
    try body(scripts)
    for rest in page.dropFirst() { try body(rest) }
  }

  private var present: Set<String> {
    let parts: [(String, Bool)] = [
      ("warnings", !report.warnings.isEmpty), ("gaps", !report.gaps.isEmpty), ("images", !report.images.isEmpty),
      ("sheets", !report.sheets.shown.isEmpty), ("charts", !report.charts.isEmpty),
      ("charts-evaluation", report.charts.contains { $0.group == .evaluation }),
      ("charts-training", report.charts.contains { $0.group == .training }),
      ("evaluation", report.evaluation != nil), ("memorization", report.evaluation?.copies != nil),
      ("networks", !report.networks.isEmpty), ("settings", !report.settings.isEmpty), ("recipe", report.recipe != nil),
      ("stages", !report.stages.isEmpty), ("glossary", !report.glossary.isEmpty), ("playground", report.playground),
    ]
    return Set(parts.filter(\.1).map(\.0))
  }

  private var parts: [String: String] {
    let html = ReportParts(report: report)
    let first = images.first.map { image, bytes in
      ReportParts.figure(image, source: "data:\(image.type);base64,\(Data(bytes).base64EncodedString())")
    }
    return [
      "program": HTML.text(report.program), "name": HTML.text(report.name), "head": head.html(present: present),
      "summary": html.summary, "facts": html.facts, "first": first ?? "", "warnings": html.warnings, "gaps": html.gaps,
      "sheets-words": html.sheets,
      "images": html.images, "playground": playground == nil ? "" : PageFiles.markup, "evaluation": html.evaluation,
      "memorization": HTML.text(report.evaluation?.copies ?? ""),
      "nearest": report.nearest.map { ReportParts.figure($0) } ?? "",
      "curves": curves(html), "networks": html.networks, "settings": html.settings,
      "recipe": html.recipe,
      "stages": html.stages, "glossary": html.glossary,
    ]
  }

  private func curves(_ html: ReportParts) -> String {
    let bands =
      "The band is the 95 % confidence interval; the dashed line is the baseline, the same metric of real images, or of the "
      + "inputs themselves where the model translates images."
    return Template(ReportFiles.curves).filled(["means": " \(html.charts)", "bands": bands], present: present)
  }

  private var head: PageHead {
    PageHead(
      program: HTML.text(report.program), title: "\(HTML.text(report.name)) · artpipe",
      style: PageFiles.style + ReportFiles.style,
      policy: "default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval' blob:; "
        + "worker-src blob:; style-src 'unsafe-inline'; img-src data: blob:; media-src data: blob:",
      main: "report", whole: "report", contents: contents)
  }

  /// The links at the top.
  private var contents: String {
    let all = [
      ("sheets", "sheets", "Learning"), ("images", "images", "Images"), ("playground", "playground", "Playground"),
      ("evaluation", "quality", "Quality"), ("charts", "curves", "Curves"), ("networks", "networks", "Networks"),
      ("settings", "settings", "Settings"), ("recipe", "recipe", "Recipe"), ("stages", "stages", "Stages"),
      ("glossary", "glossary", "Words"),
    ]
    let present = present
    return all.filter { present.contains($0.0) }.map { "      <li><a href=\"#\($0.1)\">\($0.2)</a></li>\n" }.joined()
  }

  /// What is in the page: whoever gets it should know.
  private func holds(_ bytes: Int) -> String {
    var parts = report.sheets.shown.isEmpty ? [] : ["sheets of the training"]
    if !report.images.isEmpty {
      parts.append("images and videos that the model made")
    } else if images.first != nil {
      parts.append("images that the model made")
    }
    if report.playground { parts.append("the weights of the generator") }
    if report.recipe != nil { parts.append("the recipe") }
    let listed = parts.isEmpty ? "no images" : Self.listed(parts)
    let size = "It has \(ByteCount.text(Double(bytes))) and needs no network."
    if report.share {
      return
        "This page holds \(listed), and numbers about the training. It holds no training images, no names of files and "
        + "no paths. \(size)"
    }
    let showsTraining = report.nearest != nil || report.images.contains(where: \.training)
    return
      "This page holds \(listed). It also holds \(showsTraining ? "training images and " : "")names of files; “artpipe "
      + "report --share” makes a page without them. \(size)"
  }

  private static func listed(_ parts: [String]) -> String {
    parts.count < 2 ? parts.joined() : "\(parts.dropLast().joined(separator: ", ")) and \(parts[parts.count - 1])"
  }
}
