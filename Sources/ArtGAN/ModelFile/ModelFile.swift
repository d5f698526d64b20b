import ArtNN
public import ArtSettings
import ArtTensor

/// A model written as data: a file `NAME.artmodel.json` (or `.artmodel.yaml`) with its networks layer by layer.
///
/// A file with mistakes is still a plugin, with the name of the file: it can be listed, and its mistakes are told where
/// the model is used, and only there.
public struct ModelFile: ModelPlugin {
  public let id: String
  public let summary: String
  public let documentation: String
  public let defaultDataset: String
  public let source: String?

  private let definition: ModelDefinition?
  /// What is wrong with the file, if anything.
  public let problems: [Problem]

  /// The endings of model files' names.
  public static let endings = [".artmodel.json", ".artmodel.yaml", ".artmodel.yml"]

  /// - Parameters:
  ///   - file: the path of the file.
  ///   - components: the layers and losses that the file may name.
  public init(file: String, components: ModelComponents = .standard) {
    source = file
    do {
      let content = try ModelFileContent(readingFrom: file, components)
      id = content.definition.id
      summary = content.summary
      documentation = content.documentation
      defaultDataset = content.dataset
      definition = content.definition
      problems = []
    } catch {
      id = Self.writtenName(inFile: file) ?? Self.name(ofFile: file)
      summary = "cannot be used: \(error.problems.first.map(\.description) ?? "")"
      documentation = error.description
      defaultDataset = ModelFileContent.usualDataset
      definition = nil
      problems = error.problems
    }
  }

  /// Stands for several models of one name, none of which it can be.
  ///
  /// - Parameters:
  ///   - id: The name.
  ///   - files: The files that give it to a model, at least one.
  ///   - other: What else has it, in words; nil for nothing.
  init(named id: String, ofFiles files: [String], and other: String?) {
    let all = files + (other.map { [$0] } ?? [])
    let problem = Problem(
      .conflict,
      "two models are named '\(id)': that of this file and \(all.dropFirst().joined(separator: " and ")); give one another "
        + "\"id\", or remove it",
      at: files.first.map { SourceLocation(file: $0) })
    self.id = id
    summary = "cannot be used: \(problem)"
    documentation = problem.description
    defaultDataset = ModelFileContent.usualDataset
    source = files.first
    definition = nil
    problems = [problem]
  }

  public func define(_ settings: SettingsReader) -> ModelDefinition {
    for problem in problems { settings.log.add(problem) }
    guard var definition else {
      return .dcgan(id: id, channels: 1, reading: SettingsReader(nil, log: ProblemLog()))
    }
    guard definition.kind == .noise else { return definition }
    definition.latent = settings.latentSpace(
      size: definition.latent.size, distribution: definition.latent.distribution)
    definition.generator.inputShape = [definition.latent.size]
    return definition
  }

  /// The name that a file with other mistakes gives its model.
  private static func writtenName(inFile file: String) -> String? {
    let id = (try? SettingValue.read(file: file))?["id"]?.string
    return id.flatMap { ModelRegistry.isUsable($0) ? $0 : nil }
  }

  /// A usable name from the name of a file.
  static func name(ofFile file: String) -> String {
    let name = file.split(separator: "/").last?.split(separator: ".").first.map { $0.lowercased() } ?? ""
    let usable = String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
    return usable.first?.isLetter == true ? usable : "model-\(usable)"
  }
}
