import ArtFiles
import ArtGAN
import ArtPipeline
import ArtSettings
import Foundation

/// Puts a report's page together, within its most bytes.
struct ReportPage {
  /// The most bytes of a page.
  static let limit = 25_000_000
  /// Room for so many sheets is kept, or a quarter of the page.
  private static let leastSheets = 12

  private(set) var report: ReportData
  private var pictures: ReportPictures
  private let playground: PlaygroundModel?
  private let run: ReportedRun

  init(_ run: ReportedRun) {
    let builder = ReportBuilder(run)
    self.run = run
    pictures = ReportPictures(run)
    report = builder.data(pictures)
    playground = Self.playground(builder)
    report.playground = playground != nil
    fit()
    report.pictures = pictures.pictures
    report.nearest = pictures.nearest
    report.gaps = run.gaps
  }

  /// The run's model as the playground draws with it.
  private static func playground(_ builder: ReportBuilder) -> PlaygroundModel? {
    guard var checkpoint = builder.model?.checkpoint else { return nil }
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

  // MARK: Room

  /// Chooses what goes into the page: all but sheets first, the largest file left out first; the rest is for sheets.
  private mutating func fit() {
    let first = pictures.first.map { HTML.size(ofBytes: $0.bytes.count) } ?? 0
    let scripts = playground.map { $0.scripts.utf8.count + PageFiles.markup.utf8.count } ?? 0
    let fixed = first + scripts + 2 * Self.json(report).utf8.count + 400_000
    let sizes = pictures.sheets.map { HTML.size(ofBytes: $0.bytes) }
    let least = min(Self.evenly(sizes, Self.leastSheets).reduce(0, +), Self.limit / 4)
    while fixed + pictures.size + least > Self.limit, pictures.leaveOutLargest() {}
    let chosen = Self.within(sizes, room: Self.limit - fixed - pictures.size).map { pictures.sheets[$0] }
    var damaged = 0
    for sheet in chosen {
      guard let (media, bytes) = pictures.read(sheet.file), let width = media.width, let height = media.height else {
        damaged += 1
        continue
      }
      let id = "sheet-\(sheet.step)"
      pictures.add(.init(id: id, type: media.type, bytes: bytes))
      report.sheets.shown.append(.init(step: sheet.step, blob: id, width: width, height: height))
    }
    report.sheets.all = sizes.count - damaged
    let shown = report.sheets.shown.count
    if chosen.count < sizes.count {
      run.tell(
        "\(Counted.text(sizes.count)) sheets of the training would be more than 25 MB; \(Counted.text(shown)) of them are "
          + "here, evenly, the first and the last among them")
    }
  }

  /// So many elements, evenly, the first and the last among them.
  static func evenly<Element>(_ elements: [Element], _ count: Int) -> [Element] {
    if count >= elements.count { return elements }
    if count <= 1 { return Array(elements.suffix(1)) }
    return (0..<count).map { elements[($0 * (elements.count - 1) + (count - 1) / 2) / (count - 1)] }
  }

  /// The places of as many sizes as fit into the room, evenly.
  static func within(_ sizes: [Int], room: Int) -> [Int] {
    var count = sizes.count
    while count > 0 {
      let chosen = evenly(Array(sizes.indices), count)
      let total = chosen.reduce(0) { $0 + sizes[$1] }
      if total <= room { return chosen }
      count = min(count - 1, count * max(room, 0) / max(total, 1))
    }
    return []
  }

  // MARK: Page

  private static func json(_ report: ReportData) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // All numbers in it are finite.
    return (try? encoder.encode(report)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }

  /// The page in pieces, each a part of its text.
  func forEachPiece(_ body: (String) throws -> Void) rethrows {
    let present = present
    var parts = parts
    parts["title"] = "\(HTML.text(report.name)) · artpipe"
    let data = HTML.data("report-data", json: Self.json(report))
    let scripts = HTML.script("report-script", files: ReportFiles.scripts) + (playground?.scripts ?? "")
    // What comes at the places of the data is large: it is not copied once more.
    let mark = "\u{0}data\u{0}"
    parts["data"] = mark
    let blobs = pictures.blobs.reduce(0) { $0 + HTML.size(ofBytes: $1.bytes.count) + 120 }
    let total =
      Template(ReportFiles.template).filled(parts, present: present).utf8.count + data.utf8.count
      + scripts.utf8.count + blobs
    parts["holds"] = HTML.text(holds(total + 300))
    let page = Template(ReportFiles.template).filled(parts, present: present).components(separatedBy: mark)
    try body(page[0])
    try body(data)
    for blob in pictures.blobs {
      try body(HTML.bytes("blob-\(blob.id)", blob.bytes, attributes: " data-type=\"\(blob.type)\""))
    }
    try body(scripts)
    for rest in page.dropFirst() { try body(rest) }
  }

  private var present: Set<String> {
    let parts: [(String, Bool)] = [
      ("warnings", !report.warnings.isEmpty), ("gaps", !report.gaps.isEmpty), ("pictures", !report.pictures.isEmpty),
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
    let first = pictures.first.map { picture, bytes in
      ReportParts.figure(picture, source: "data:\(picture.type);base64,\(Data(bytes).base64EncodedString())")
    }
    return [
      "program": HTML.text(report.program), "name": HTML.text(report.name), "theme": ReportFiles.theme,
      "style": PageFiles.style + ReportFiles.style, "contents": contents, "summary": html.summary, "facts": html.facts,
      "first": first ?? "", "warnings": html.warnings, "gaps": html.gaps, "sheets-words": html.sheets,
      "pictures": html.pictures, "playground": playground == nil ? "" : PageFiles.markup, "evaluation": html.evaluation,
      "memorization": HTML.text(report.evaluation?.copies ?? ""),
      "nearest": report.nearest.map { ReportParts.figure($0) } ?? "", "charts": html.charts, "networks": html.networks,
      "settings": html.settings, "recipe": html.recipe, "stages": html.stages, "glossary": html.glossary,
    ]
  }

  /// The links at the top.
  private var contents: String {
    let all = [
      ("sheets", "sheets", "Learning"), ("pictures", "pictures", "Images"), ("playground", "playground", "Playground"),
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
    if !report.pictures.isEmpty {
      parts.append("images and videos that the model made")
    } else if pictures.first != nil {
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
    let showsTraining = report.nearest != nil || report.pictures.contains(where: \.training)
    return
      "This page holds \(listed). It also holds \(showsTraining ? "training images and " : "")names of files; “artpipe "
      + "report --share” makes a page without them. \(size)"
  }

  private static func listed(_ parts: [String]) -> String {
    parts.count < 2 ? parts.joined() : "\(parts.dropLast().joined(separator: ", ")) and \(parts[parts.count - 1])"
  }
}
