import ArgumentParser
import ArtData
import ArtFiles
import ArtPipeline
import ArtSettings

/// The parts of `artpipe datasets`: kinds, and published sets.
struct DatasetParts: PartSet {
  static let command = "datasets"
  static let noun = "data set"
  static let abstract = "Lists and describes datasets, and fetches published ones."
  static let subcommands: [any ParsableCommand.Type] = [FetchCommand.self, RemoveCommand.self]

  func parts() throws -> [Part] {
    let toolbox = Program.current.toolbox
    return toolbox.datasets.ids.map { kind(of: $0, in: toolbox) }
      + toolbox.publishedSets.all.map { published($0, in: toolbox) }
  }

  private func kind(of kind: String, in toolbox: Toolbox) -> Part {
    let datasets = toolbox.datasets
    let summary = datasets[kind]?.summary ?? ""
    return Part(
      name: kind, summary: summary, description: { ["\(kind): \(summary)", "", "Settings:"] },
      settings: { datasets.describe(kind, in: toolbox.environment) ?? [] })
  }

  private func published(_ set: PublishedSet, in toolbox: Toolbox) -> Part {
    let fetched = toolbox.fetchedSets
    let isThere = fetched.hold(set)
    let size = ByteCount.text(Double(set.size))
    let state = isThere ? "fetched" : "not fetched, \(size)"
    let folder = fetched.folder(of: set)
    return Part(
      name: set.name, summary: "\(set.summary) (\(state))",
      details: {
        [
          "fetched": SettingValue(isThere), "bytes": SettingValue(set.size),
          "folder": folder.map { SettingValue($0) } ?? nil,
        ]
      },
      description: {
        let place = folder.map { " in \($0)" } ?? ""
        return [
          "\(set.name): \(set.summary)",
          isThere ? "\(size)\(place)" : "not fetched yet, \(size); 'artpipe datasets fetch \(set.name)' fetches it",
          "made by: \(set.source)", "licence: \(set.license)", "", "Settings:",
        ]
      },
      settings: { toolbox.datasets.describe(set, in: toolbox.environment) })
  }
}

extension PublishedSetRegistry {
  /// The set of a name that stands on the command line.
  func named(_ name: String) throws -> PublishedSet {
    guard let set = self[name] else { throw Unknown.problem("published data set", name, known: ids) }
    return set
  }
}
