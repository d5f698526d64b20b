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
  /// The run's or training's folder that they lie in.
  private let folder: RunFolder

  /// - Parameter model: The file of the training's model, in the training's folder.
  /// - Throws: ``PipelineError`` where no two were kept.
  init(of model: String) throws {
    let folder = RunFolder(Paths.split(model).folder)
    let place = TrainingFiles.copies.folder
    let names = folder.exists(place) ? try folder.names(in: place) : []
    try self.init(
      names.compactMap { name in
        TrainingFiles.step(of: name, TrainingFiles.copies).map {
          Moment(step: $0, file: folder.file("\(place)/\(name)"))
        }
      }.sorted { $0.step < $1.step }, in: folder)
  }

  private init(_ moments: [Moment], in folder: RunFolder) throws {
    self.moments = moments
    self.folder = folder
    guard moments.count >= 2 else {
      let found = moments.isEmpty ? "no checkpoints" : "a single checkpoint"
      throw PipelineError(
        .data,
        "\(folder.path): the training has kept \(found), and growth leads from one to the next; train with "
          + "\"checkpoint\": {\"keep\": \"all\"}. Where it did and its files were lost, only training anew makes them "
          + "again: --force does")
    }
  }

  /// Those that are whole. The others are told of.
  ///
  /// - Throws: ``PipelineError`` where no two are left, and where the user wants to stop.
  func whole(_ context: StageContext) throws -> KeptCheckpoints {
    // Those of the run itself were looked at before.
    if folder.path.utf8.starts(with: (context.folder.path + "/").utf8) { return self }
    let components = context.execution.components
    return try KeptCheckpoints(
      moments.filter { moment in
        do {
          _ = try context.stop.waiting { try Checkpoint.training(inFile: moment.file, components: components) }
          return true
        } catch  where Checkpoint.isDamage(error) {
          context.observer(.warning("\(error); growth goes on with the others"))
          return false
        }
      }, in: folder)
  }

  /// So many of them, evenly spread, the first and the last among them.
  func spread(_ wanted: Int) throws -> KeptCheckpoints {
    guard wanted < moments.count else { return self }
    return try KeptCheckpoints((0..<wanted).map { moments[$0 * (moments.count - 1) / (wanted - 1)] }, in: folder)
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
