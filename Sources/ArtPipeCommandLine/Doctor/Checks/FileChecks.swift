import ArtData
import ArtFiles
import ArtGAN
import ArtPipeline
import ArtSettings

/// What comes with the program.
struct WeightsCheck: DoctorCheck {
  let id = "shippedFiles"
  let title = "Weights"

  func look(_ place: DoctorPlace) -> DoctorFinding {
    let (weights, pipelines) = (ShippedFiles.names(.weights), ShippedFiles.names(.pipeline))
    let own = ModelFolders.user(environment: place.environment).flatMap { ModelFolders.models(at: $0) }?.map(\.id) ?? []
    guard let first = weights.first, let path = ShippedFiles.path(named: first, .weights) else {
      return DoctorFinding(
        lines: ["not found"], facts: ["weights": []],
        lacks: [
          .init(
            what: "The weights and pipelines that come with artpipe are not found: names such as art-64 mean nothing.",
            remedy: "set \(ShippedFiles.variable) to the folder Assets of artpipe, or run 'make install' again",
            isNeeded: true)
        ])
    }
    let folder = place.shown(Paths.split(path).folder)
    var lines = ["\(weights.joined(separator: ", ")) (\(folder))"]
    if !own.isEmpty { lines.append("models of your own: \(own.joined(separator: ", "))") }
    return DoctorFinding(
      lines: lines,
      facts: [
        "weights": SettingValue(weights.map { SettingValue($0) }), "folder": SettingValue(folder),
        "pipelines": SettingValue(pipelines.count), "ownModels": SettingValue(own.map { SettingValue($0) }),
      ])
  }
}

/// A folder that files are written to.
struct FolderCheck: DoctorCheck {
  let id: String
  let title: String
  /// What is written there.
  let content: String
  /// The folder as it is found, and what names another one.
  let folder: @Sendable (DoctorPlace) -> String?
  let remedy: String
  let isNeeded: Bool
  /// Finds out whether files can be written there; what is thrown says why not.
  var tryWriting: @Sendable (_ path: String) throws -> Void = { try RunFolder($0).checkWritable() }

  static let all = [
    FolderCheck(
      id: "runs", title: "Runs", content: "runs of this folder", folder: { _ in "./runs" },
      remedy: "go to a folder of your own, or name one with --output", isNeeded: true),
    FolderCheck(
      id: "dataSets", title: "Data sets", content: "fetched data sets", folder: { $0.toolbox.fetchedSets.folder },
      remedy: "set ARTPIPE_CACHE to a folder that can be written to", isNeeded: false),
    FolderCheck(
      id: "temporary", title: "Temporary", content: "temporary files",
      folder: { $0.environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp" },
      remedy: "set TMPDIR to a folder that can be written to", isNeeded: true,
      tryWriting: { _ in _ = try ScratchFolder() }),
  ]

  /// A short training with a video takes about as much.
  private static let least = 500_000_000

  func look(_ place: DoctorPlace) -> DoctorFinding {
    guard let path = folder(place) else {
      return DoctorFinding(
        lines: ["no place"],
        lacks: [.init(what: "There is no place for \(content).", remedy: remedy, isNeeded: isNeeded)])
    }
    let (shown, free) = (place.shown(path), SystemResources.freeDisk(at: path))
    let space = free.map { "\(ByteCount.text(Double($0))) free" }
    var finding = DoctorFinding(lines: [], facts: ["folder": SettingValue(shown)])
    if let free { finding.facts["freeBytes"] = SettingValue(free) }
    do {
      try tryWriting(path)
      finding.facts["isWritable"] = true
      finding.lines = [(["\(shown) can be written to"] + [space].compactMap(\.self)).joined(separator: "; ")]
      if let free, free < Self.least {
        finding.lacks.append(
          .init(
            what: "There is little room in \(shown): \(ByteCount.text(Double(free))).",
            remedy: "make room, or \(remedy)", isNeeded: false))
      }
    } catch {
      finding.facts["isWritable"] = false
      finding.lines = ["\(shown) cannot be written to"]
      finding.lacks.append(
        .init(what: "\(shown), for \(content), cannot be written to.", remedy: remedy, isNeeded: isNeeded))
    }
    return finding
  }
}

/// What the system lets the process take.
struct LimitsCheck: DoctorCheck {
  let id = "limits"
  let title = "Limits"

  func look(_ place: DoctorPlace) -> DoctorFinding {
    var (lines, facts): ([String], SettingValue) = ([], [:])
    for limit in ProcessLimits.current {
      facts[limit.what] = limit.amount.map { SettingValue($0) } ?? nil
      guard let amount = limit.amount else { continue }
      lines.append("\(limit.what) \(limit.isBytes ? ByteCount.text(Double(amount)) : Counted.text(amount))")
    }
    return DoctorFinding(lines: [lines.isEmpty ? "none" : lines.joined(separator: ", ")], facts: facts)
  }
}
