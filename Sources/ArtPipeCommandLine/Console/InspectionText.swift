import ArtData
import ArtFiles
import ArtInspection
import ArtNN
import ArtSettings

/// What was found in a folder of images, and what is advised, in words.
enum InspectionText {
  private static let mostFiles = 20
  private static let mostClasses = 10

  /// - Parameters:
  ///   - advice: nil where nothing can be trained.
  ///   - showsAll: Whether each file is listed that there is something to say about.
  static func lines(
    _ images: Inspection, _ advice: TrainingAdvice?, showsAll: Bool, program: String, folder: String
  ) -> [String] {
    var lines = files(images, side: advice?.model.side, showsAll: showsAll)
    if !lines.isEmpty { lines.append("") }
    lines += TextTable(totals(images, side: advice?.model.side)).lines()
    guard let advice else { return lines }
    lines += ["", "Advice:"] + Self.advice(advice).map { "  \($0)" } + [""]
    return lines + [
      "\(program) init \(folder)  writes this down as a pipeline",
      "\(program) train \(folder)  trains at once",
      "\(program) inspect \(folder) --sheet sheet.png  draws what the model will see",
    ]
  }

  /// For each choice a line, and below it why: `model       art-64, 64×64 in colour`.
  static func advice(_ advice: TrainingAdvice) -> [String] {
    let indent = 2 + (advice.lines.map(\.topic.count).max() ?? 0)
    return advice.lines.flatMap { line in
      let topic = line.topic + String(repeating: " ", count: indent - line.topic.count)
      let reason = WrappedText.lines(line.sentence, width: 78 - indent)
      return ["\(topic)\(line.choice)"] + reason.map { String(repeating: " ", count: indent) + $0 }
    }
  }

  /// A line for each file that there is something to say about. What is said of most of them is left to the totals.
  private static func files(_ images: Inspection, side: Int?, showsAll: Bool) -> [String] {
    let found = images.findings(side: side ?? 0)
    let counts = Self.counts(found)
    let usual = Set(counts.filter { !showsAll && 2 * $0.count > images.images.count }.map(\.id))
    let rows = found.compactMap { name, findings -> [String]? in
      let told = findings.filter { !usual.contains($0.id) }
      return told.isEmpty ? nil : [name, told.map(\.description).joined(separator: "; ")]
    }
    let most = showsAll ? rows.count : mostFiles
    var lines = TextTable(rows.prefix(most).map { [Paths.printable($0[0]), $0[1]] }).lines()
    if rows.count > most { lines.append("and \(Counted.text(rows.count - most, "more file")); --all lists them") }
    return lines
  }

  private static func counts(
    _ found: [(name: String, findings: [ImageFinding])]
  ) -> [(id: String, title: String, count: Int)] {
    var counts: [(id: String, title: String, count: Int)] = []
    for finding in found.flatMap(\.findings) {
      if let place = counts.firstIndex(where: { $0.id == finding.id }) {
        counts[place].count += 1
      } else {
        counts.append((finding.id, finding.title, 1))
      }
    }
    return counts.sorted { $0.count > $1.count }
  }

  private static func totals(_ images: Inspection, side: Int?) -> [[String]] {
    let kind = images.isGrey ? "grey" : "colour"
    let form = images.kind == FolderSource.kind ? "" : " (\(images.kind.uppercased()) files)"
    var rows = [["images", "\(Counted.text(images.images.count, "\(kind) image"))\(form)"]]
    if images.copies.count > 0 { rows[0][1] += ", \(Counted.text(images.distinctCount)) of them different" }
    if let (smallest, largest) = images.extremes {
      func size(_ image: InspectedImage) -> String { "\(image.width)×\(image.height)" }
      let one = size(smallest) == size(largest)
      rows.append(["size", one ? "all \(size(smallest))" : "\(size(smallest)) to \(size(largest))"])
    }
    let counts = counts(images.findings(side: side ?? 0))
    rows += counts.map { [$0.title, Counted.text($0.count)] }
    if !images.others.isEmpty { rows.append(["not images", images.others.description]) }
    if !images.classes.isEmpty { rows.append(["classes", classes(images.classes)]) }
    return rows
  }

  private static func classes(_ classes: [Inspection.ClassCount]) -> String {
    var names = classes.prefix(mostClasses).map { "\(Paths.printable($0.name)) \(Counted.text($0.count))" }
    if classes.count > mostClasses { names.append("\(Counted.text(classes.count - mostClasses)) more") }
    return "\(Counted.text(classes.count)): \(names.joined(separator: ", "))"
  }
}

extension InspectionText {
  /// All of it, for other programs.
  static func json(_ images: Inspection, _ advice: TrainingAdvice?) -> SettingValue {
    let found = images.findings(side: advice?.model.side ?? 0)
    var value: SettingValue = [
      "path": SettingValue(images.path), "kind": SettingValue(images.kind),
      "images": SettingValue(images.images.count), "different": SettingValue(images.distinctCount),
      "grey": SettingValue(images.isGrey),
    ]
    if let (smallest, largest) = images.extremes {
      value["smallest"] = SettingValue([SettingValue(smallest.width), SettingValue(smallest.height)])
      value["largest"] = SettingValue([SettingValue(largest.width), SettingValue(largest.height)])
    }
    if let test = images.mirrorTest {
      value["mirrored"] = [
        "images": SettingValue(test.count), "share": SettingValue(test.share), "fits": SettingValue(test.allowsFlips),
      ]
    }
    value["classes"] = SettingValue(
      images.classes.map { ["name": SettingValue($0.name), "images": SettingValue($0.count)] as SettingValue })
    value["counts"] = SettingValue(
      counts(found).map { ["finding": SettingValue($0.id), "files": SettingValue($0.count)] as SettingValue })
    value["files"] = SettingValue(
      found.map { name, findings in
        [
          "file": SettingValue(name),
          "findings": SettingValue(
            findings.map { ["finding": SettingValue($0.id), "text": SettingValue($0.description)] as SettingValue }),
        ] as SettingValue
      })
    value["others"] = SettingValue(
      images.others.kinds.map { ["ending": SettingValue($0.ending), "files": SettingValue($0.count)] as SettingValue })
    value["advice"] = SettingValue(
      (advice?.lines ?? []).map { line in
        [
          "topic": SettingValue(line.topic), "choice": SettingValue(line.choice), "reason": SettingValue(line.reason),
          "source": line.source.map { SettingValue($0) } ?? nil,
        ] as SettingValue
      })
    return value
  }
}
