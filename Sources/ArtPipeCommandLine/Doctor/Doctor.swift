import ArtPipeline
import ArtSettings

/// Looks whether all is here that artpipe needs.
struct Doctor: Sendable {
  /// What is looked at, in order.
  static let checks: [any DoctorCheck] =
    [SystemCheck(), ProcessorCheck(), KernelsCheck(), MemoryCheck()] + LibraryCheck.all
    + [ImagesCheck(), VideosCheck(), WeightsCheck()] + FolderCheck.all + [LimitsCheck()]

  let findings: [(check: any DoctorCheck, finding: DoctorFinding)]

  init(_ place: DoctorPlace, checks: [any DoctorCheck] = Self.checks) {
    findings = checks.map { ($0, $0.look(place)) }
  }

  var lacks: [DoctorFinding.Lack] { findings.flatMap(\.finding.lacks) }
  /// Whether all is here that is needed.
  var isWell: Bool { !lacks.contains(where: \.isNeeded) }

  /// For people: a title and lines for each check, then what is missing.
  var lines: [String] {
    let width = (findings.map(\.check.title.count).max() ?? 0) + 2
    var lines = ["artpipe \(ArtPipeVersion.current)", ""]
    for (check, finding) in findings {
      for (number, line) in finding.lines.enumerated() {
        lines.append((number == 0 ? check.title : "").padding(to: width) + line)
      }
    }
    lines.append("")
    if isWell { lines.append("All that is needed is here.") }
    for (title, lacks) in [
      ("Missing:", lacks.filter(\.isNeeded)), ("Not here, and not needed for most:", lacks.filter { !$0.isNeeded }),
    ] where !lacks.isEmpty {
      lines.append(title)
      for lack in lacks { lines += ["  \(lack.what)", "    \(lack.remedy)"] }
    }
    return lines
  }

  /// For programs.
  var json: SettingValue {
    var value: SettingValue = ["artpipe": SettingValue(ArtPipeVersion.current), "isWell": SettingValue(isWell)]
    for (check, finding) in findings { value[check.id] = finding.facts }
    value["missing"] = SettingValue(
      lacks.map {
        ["what": SettingValue($0.what), "remedy": SettingValue($0.remedy), "isNeeded": SettingValue($0.isNeeded)]
      })
    return value
  }
}

extension String {
  fileprivate func padding(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
