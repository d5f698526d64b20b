import ArtFiles
import ArtGAN
import ArtNN
import ArtSettings

/// The checkpoints that a training has kept, in the order of their steps.
struct KeptCheckpoints: Sendable {
  struct Moment: Sendable {
    let step: Int
    let file: FilePlace
  }

  let moments: [Moment]

  /// - Parameter model: The training's model, in the training's folder.
  /// - Throws: ``PipelineError`` where no two were kept.
  init(of model: ModelArtifact) throws {
    let folder = RunFolder(Paths.split(model.file).folder)
    let place = TrainingFiles.copies.folder
    let names = folder.exists(place) ? try folder.names(in: place) : []
    moments = names.compactMap { name in
      TrainingFiles.step(of: name, TrainingFiles.copies).map { Moment(step: $0, file: folder.file("\(place)/\(name)")) }
    }.sorted { $0.step < $1.step }
    guard moments.count >= 2 else {
      let found = moments.isEmpty ? "no checkpoints" : "a single checkpoint"
      throw PipelineError(
        .data,
        "\(folder.path): the training has kept \(found), and growth leads from one to the next; train with "
          + "\"checkpoint\": {\"keep\": \"all\"}")
    }
  }

  private init(_ moments: [Moment]) { self.moments = moments }

  /// So many of them, evenly spread, the first and the last among them.
  func spread(_ wanted: Int) -> KeptCheckpoints {
    guard wanted < moments.count else { return self }
    return KeptCheckpoints((0..<wanted).map { moments[$0 * (moments.count - 1) / (wanted - 1)] })
  }

  /// The model of a moment.
  func checkpoint(_ index: Int, _ components: ModelComponents) throws -> Checkpoint {
    try Checkpoint(readingFrom: moments[index].file, components: components, weightsOnly: true)
  }

  /// What the moments are: their steps, and the hash that each file carries.
  var fingerprint: SettingValue {
    get throws {
      SettingValue(
        try moments.map { moment -> SettingValue in
          let hash = try SafetensorsReader(moment.file).metadata[SafetensorsHash.key]
          return [SettingValue(moment.step), SettingValue(hash ?? "")]
        })
    }
  }
}
