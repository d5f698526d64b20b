import ArtFiles
import ArtSettings
import Synchronization

/// The files that a recipe's document names: where they are found, and whether they are as they were.
final class RecipeFiles: Sendable {
  private let recipe: Recipe
  /// The folders and files that the user names.
  private let roots: [String]
  private let access: ReadAccess
  /// Where a path was looked for in vain, and the files that were found elsewhere.
  private let log = Mutex<(missing: [NamedPath], moved: [(path: String, place: String)])>(([], []))

  init(_ recipe: Recipe, below roots: [String], _ access: ReadAccess) {
    (self.recipe, self.roots, self.access) = (recipe, roots, access)
  }

  /// Looks below what the user names for what is not at its place.
  var lookup: PathLookup { PathLookup { [self] in place($0) } }

  private func place(_ path: NamedPath) -> String {
    func isThere(_ place: String) -> Bool { FileInfo(place) != nil && access.refusal(of: place) == nil }
    guard path.location?.isOption != true, !isThere(path.place) else { return path.place }
    let places = candidates(path).filter(isThere)
    let told = told(path.text.withoutPlace(from: path.location))
    let same = places.first { place in
      (try? StageFile(path, at: place).recorded()).map { told.contains($0.sha256) } ?? false
    }
    guard let found = same ?? places.first else {
      log.withLock { if !$0.missing.contains(path) { $0.missing.append(path) } }
      return path.place
    }
    log.withLock { log in
      if !log.moved.contains(where: { $0.path == path.text }) { log.moved.append((path.text, found)) }
    }
    return found
  }

  /// What the path may be below the roots: at the same place in one, of the same name in one, or deeper.
  private func candidates(_ path: NamedPath) -> [String] {
    let name = Paths.split(path.text).name
    guard Paths.fault(ofName: name) == nil else { return [] }
    return roots.flatMap { root -> [String] in
      if Paths.split(root).name == name { return [root] }
      guard FileInfo.isFolder(root) else { return [] }
      let direct = [Paths.isAbsolute(path.text) ? name : path.text, name].map { Paths.join(root, $0) }
      let deeper = ((try? Listing.files(in: root)) ?? []).filter { Paths.split($0).name == name }
      return direct + deeper.map { Paths.join(root, $0) }
    }
  }

  private func told(_ path: String) -> Set<ContentHash> {
    Set((recipe.files ?? []).filter { $0.path == path }.map(\.sha256))
  }

  /// Which files lie elsewhere.
  var notes: [String] {
    log.withLock { $0.moved }.map { "\($0.path) of the recipe is \($0.place)" }
  }

  /// The files whose content is not what it was, or may be another, each as a sentence.
  ///
  /// - Parameter plan: The part of the document that is run.
  /// - Throws: an error for a file that cannot be read.
  func changes(in plan: Plan) throws -> [String] {
    var sentences: [String] = []
    // A model is known by its generator.
    for file in plan.stages.filter({ !($0.stage is LoadStage) }).flatMap(\.files) {
      guard let now = try file.recorded() else { continue }
      let told = told(file.path)
      let isFolder = FileInfo.isFolder(file.place)
      let sentence: String
      if recipe.files == nil {
        sentence = "the recipe does not tell what \(file.path) held, so that may be another"
      } else if !told.isEmpty, !told.contains(now.sha256) {
        sentence =
          isFolder ? "the files in \(file.path) are others" : "\(file.path) has changed (this one: \(file.place))"
      } else {
        continue
      }
      if !sentences.contains(sentence) { sentences.append(sentence) }
    }
    return sentences
  }

  /// Where files that are missing were looked for, and what helps.
  ///
  /// - Parameter settings: The beginnings of the paths of settings that matter.
  func missing(_ settings: [String]) -> [Problem] {
    log.withLock { $0.missing }.filter { path in settings.contains { path.setting.hasPrefix($0) } }.map { path in
      let below = roots.isEmpty ? "" : ", and below \(roots.joined(separator: ", "))"
      return Problem(
        .file,
        "'\(path.text)' was looked for at \(path.place)\(below); --folder names the folder that the document lay in, and "
          + "--allow-read a file, or a folder to look in")
    }
  }
}
