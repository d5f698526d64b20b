import ArtFiles
import ArtSettings
import Foundation
import Synchronization

extension Plan {
  /// What is written into the files of a stage: the document, unless it says otherwise, which of its stages made the file,
  /// and what it was made from.
  ///
  /// - Parameters:
  ///   - inputs: What the stage takes; nil leaves out what is known of it.
  ///   - model: The model that its images come from, where there is one.
  func recipe(of stage: PlannedStage, _ inputs: StageInputs? = nil, model: ModelArtifact? = nil) -> [String: String] {
    guard document.embedsRecipe else { return [Recipe.softwareKey: Recipe.software + ArtPipeVersion.current] }
    return Recipe(
      document: remade?.document ?? document.value.withoutAbsolutePaths, stage: stage.id,
      model: model?.generatorHash, data: (inputs.flatMap { data(of: stage, $0) }) ?? remade?.data
    ).texts
  }

  /// The hash of what the images follow from that the stage or one before it learns from; nil where none does.
  private func data(of stage: PlannedStage, _ inputs: StageInputs) -> ContentHash? {
    var next = Optional(stage)
    while let stage = next {
      if type(of: stage.stage).usesModelAndDataset {
        // Where the images cannot be told, the stage that uses them has said so.
        return (try? inputs.images?.fingerprint()).map { SHA256.hash($0.canonicalJSON) }
      }
      next = stage.input.map { stages[$0] }
    }
    return nil
  }
}

/// A recipe that is put together when a stage first writes a file: a stage that is not run again needs none.
final class LazyRecipe: Sendable {
  private let make: @Sendable () -> [String: String]
  private let made = Mutex<[String: String]?>(nil)

  init(_ make: @escaping @Sendable () -> [String: String]) {
    self.make = make
  }

  var texts: [String: String] {
    made.withLock { made in
      let texts = made ?? make()
      made = texts
      return texts
    }
  }
}

extension SettingValue {
  /// The value for files that others may get. An absolute path becomes relative to the folder that its document lies in
  /// (or, of an option, to the current folder) where it lies below it; elsewhere only its last name stays.
  var withoutAbsolutePaths: SettingValue {
    switch content {
    case .string(let text) where text.hasPrefix("/") || text.hasPrefix("~/"):
      let folder = URL(fileURLWithPath: location?.folder ?? ".").standardized.path
      return SettingValue(.string(Paths.resolve(text).shortened(from: folder)), at: location)
    case .array(let values):
      return SettingValue(.array(values.map(\.withoutAbsolutePaths)), at: location)
    case .object(let members):
      return SettingValue(
        .object(members.map { Member($0.key, at: $0.keyLocation, $0.value.withoutAbsolutePaths) }),
        at: location)
    default: return self
    }
  }
}

extension String {
  /// A path as it is from a folder that it lies in; its last name elsewhere.
  func shortened(from folder: String) -> String {
    let below = folder.hasSuffix("/") ? folder : folder + "/"
    return hasPrefix(below) ? String(dropFirst(below.count)) : Paths.split(self).name
  }
}
