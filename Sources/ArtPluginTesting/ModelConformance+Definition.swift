import ArtGAN
import ArtNN
import ArtSettings
import Foundation

extension ModelConformance {
  func checkIdentity(_ log: inout ConformanceLog) {
    _ = log.attempt("name") { try ModelRegistry([plugin]) }
    log.expect("summary", !plugin.summary.isEmpty, "there is none")
    log.expect("summary", !plugin.summary.contains("\n"), "it has more than one line")
    log.expect("documentation", plugin.documentation.count > plugin.summary.count, "there is none worth reading")
    log.expect("default dataset", !plugin.defaultDataset.isEmpty, "there is none")
  }

  /// Settings are listed, each once and each with help.
  func checkSettings(_ log: inout ConformanceLog) {
    let descriptions = SettingsReader.describe(plugin.define)
    log.expect("settings", !descriptions.isEmpty, "none are listed; the definition should be read from the reader")
    for (key, group) in Dictionary(grouping: descriptions, by: \.key).sorted(by: { $0.key < $1.key })
    where group.count > 1 {
      log.fail("settings", "'\(key)' is listed \(group.count) times")
    }
    checkHelp(descriptions, path: "", &log)
  }

  private func checkHelp(_ descriptions: [SettingDescription], path: String, _ log: inout ConformanceLog) {
    for description in descriptions {
      log.expect("settings", !description.help.isEmpty, "'\(path)\(description.key)' has no help")
      checkHelp(description.nested, path: "\(path)\(description.key).", &log)
    }
  }

  /// The plugin gives a sound definition, the same each time.
  func checkDefinition(_ log: inout ConformanceLog) -> ModelDefinition? {
    let problems = ProblemLog()
    let reader = SettingsReader(settings, log: problems)
    let definition = plugin.define(reader)
    reader.finish()
    for problem in problems.problems { log.fail("definition", problem.description) }
    log.expect("definition", definition.id == plugin.id, "its name is '\(definition.id)', the plugin's '\(plugin.id)'")
    let again = plugin.define(SettingsReader(settings, log: ProblemLog()))
    log.expect("definition", definition == again, "the same settings gave two different definitions")
    for words in [definition.outputProblem, definition.logitProblem].compactMap(\.self) {
      log.fail("definition", words)
    }
    guard log.attempt("definition", { try definition.validate() }) != nil, problems.isEmpty else { return nil }
    return definition
  }

  /// A checkpoint carries the definition as JSON.
  func checkEncoding(_ definition: ModelDefinition, _ log: inout ConformanceLog) {
    let copy = log.attempt("encoding") {
      try JSONDecoder().decode(
        ModelDefinition.self, from: JSONEncoder().encode(definition), configuration: components(of: definition))
    }
    log.expect("encoding", copy == nil || copy == definition, "the definition read back from JSON is another")
  }

  func checkParameters(_ definition: ModelDefinition, _ log: inout ConformanceLog) {
    let expected = [
      (definition.generator, parameterCounts?.generator), (definition.discriminator, parameterCounts?.discriminator),
    ]
    for (network, count) in expected {
      guard let found = log.attempt("parameters", { try network.parameterCount().total }) else { continue }
      log.expect("parameters", found > 0, "the \(network.name) has none, so that it cannot learn")
      if let count {
        log.expect("parameters", found == count, "the \(network.name) has \(found), expected \(count)")
      }
    }
  }
}
