import ArtSettings

extension ReportPage {
  /// Room for so many sheets is kept, or a quarter of the page.
  private static let leastSheets = 12

  /// Chooses what goes into the page: all but sheets first, the largest file left out first; the rest is for sheets.
  mutating func fit() {
    let first = images.first.map { HTML.size(ofBytes: $0.bytes.count) } ?? 0
    let scripts = playground.map { $0.scripts.utf8.count + PageFiles.markup.utf8.count } ?? 0
    let fixed = first + scripts + 2 * Self.json(report).utf8.count + 400_000
    let sizes = images.sheets.map { HTML.size(ofBytes: $0.bytes) }
    let least = min(Self.evenly(sizes, Self.leastSheets).reduce(0, +), Self.limit / 4)
    while fixed + images.size + least > Self.limit, images.leaveOutLargest() {}
    let chosen = Self.within(sizes, room: Self.limit - fixed - images.size).map { images.sheets[$0] }
    var damaged = 0
    for sheet in chosen {
      guard let (media, bytes) = images.read(sheet.file), let width = media.width, let height = media.height else {
        damaged += 1
        continue
      }
      let id = "sheet-\(sheet.step)"
      images.add(.init(id: id, type: media.type, bytes: bytes))
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
}
