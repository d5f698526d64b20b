import ArtFiles
import ArtGAN
import ArtSettings

/// Looks for the model that a file was made with: by the hash of its generator, whatever it is called now.
struct ModelSearch {
  let recipe: Recipe
  let document: RerunDocument
  /// The file that is to be made again.
  let file: String
  /// Where the document is taken to lie.
  let folder: String
  let access: ReadAccess
  let components: ModelComponents

  /// What was found.
  enum Found: Hashable {
    /// This file holds the model.
    case file(String)
    /// Weights that come with artpipe have the name; the recipe tells no hash.
    case shipped(String)
    /// None does; these places were looked at.
    case nothing([String])
  }

  /// Looks at the document's own file, if it may be read, and then at what lies beside the image and in its run folder
  /// under the names that the document gives. What the recipe says is no path there, only a name.
  func run() -> Found {
    guard let stage = document.modelStage else { return .nothing([]) }
    guard let wanted = recipe.model else { return shipped(stage.entry).map(Found.shipped) ?? .nothing([]) }
    var places: [String] = []
    for place in candidates(stage) where !places.contains(place) {
      places.append(place)
      if generatorHash(place) == wanted { return .file(place) }
    }
    return .nothing(places)
  }

  /// The weights that come with artpipe whose name a stage gives; nil for a path.
  private func shipped(_ entry: SettingValue) -> String? {
    guard let name = entry["file"]?.string, FileInfo(Paths.resolve(name, from: folder)) == nil else { return nil }
    return ShippedFiles.path(named: name, .weights)
  }

  private func generatorHash(_ path: String) -> ContentHash? {
    try? Checkpoint(readingFrom: path, components: components, weightsOnly: true).generatorHash()
  }

  private func candidates(_ stage: (id: String, entry: SettingValue)) -> [String] {
    let folders = [Paths.split(file).folder, Paths.split(Paths.split(Paths.realPath(ofNew: file)).folder).folder]
    guard !document.isTrained else {
      guard Paths.fault(ofName: stage.id) == nil else { return [] }
      return folders.flatMap { folder in
        [ModelPlace.best, ModelPlace.last].map { Paths.join(Paths.join(folder, stage.id), $0) }
      }
    }
    guard let text = stage.entry["file"]?.string else { return [] }
    let (own, name) = (Paths.resolve(text, from: folder), Paths.split(text).name)
    let shipped = shipped(stage.entry)
    let isAllowed = access.refusal(of: own) == nil
    let beside = Paths.fault(ofName: name) == nil ? folders.map { Paths.join($0, name) } : []
    let files = [shipped, isAllowed ? own : nil].compactMap(\.self) + beside
    return files.map { LoadStage.modelFile(at: $0) ?? $0 }
  }
}
