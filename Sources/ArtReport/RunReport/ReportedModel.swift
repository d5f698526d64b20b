import ArtFiles
import ArtGAN
import ArtNN
import ArtPipeline
import ArtSettings

/// The model that a run stands for, with its weights.
struct ReportedModel {
  let checkpoint: Checkpoint
  /// Where its training stands; nil for weights alone.
  let state: TrainingState?

  var definition: ModelDefinition { checkpoint.definition }

  /// Finds the model of a run: that of its last training, or the one that it loaded. A damaged file is told.
  ///
  /// - Returns: nil where there is none that can be read.
  static func find(in run: ReportedRun) -> ReportedModel? {
    run.training == nil ? loaded(by: run) : trained(by: run)
  }

  private init(_ place: FilePlace, _ tools: Toolbox) throws {
    checkpoint = try Checkpoint(readingFrom: place, components: tools.components, weightsOnly: true)
    state = try Checkpoint.state(inFile: place)
  }

  /// The model that later stages took, else the best, else the last.
  private static func trained(by run: ReportedRun) -> ReportedModel? {
    guard let id = run.training?.id else { return nil }
    let taken = run.trainingRecord.flatMap { $0.status == .done ? $0.outputs.first?.file : nil }
    var files = ["\(id)/best.safetensors", "\(id)/checkpoint.safetensors"].filter { run.folder.exists($0) }
    if let taken, let place = files.firstIndex(of: taken) { files.swapAt(0, place) }
    for (index, file) in files.enumerated() {
      do {
        return try ReportedModel(run.folder.file(file), run.tools)
      } catch {
        let rest =
          index + 1 < files.count
          ? "the training's other model is shown" : "the playground and the networks are left out"
        run.tell(file, "\(Checkpoint.isDamage(error) ? "is damaged" : "cannot be read"); \(rest)")
      }
    }
    return nil
  }

  /// The model that the stage `load` took. The manifest may have only the end of its path; the file is known by its hash.
  private static func loaded(by run: ReportedRun) -> ReportedModel? {
    let stages = run.manifest?.document["stages"]?.array ?? []
    guard let written = stages.last(where: { $0["kind"]?.string == LoadStage.kind })?["file"]?.string else {
      return nil
    }
    let hashes = Set((run.manifest?.loaded ?? [:]).values)
    let paths = [
      ShippedFiles.path(named: written, .weights), written, run.folder.path(of: Paths.split(written).name),
    ].compactMap(\.self)
    for path in paths.compactMap({ LoadStage.modelFile(at: $0) }) {
      guard let hash = try? SHA256.hash(file: path).hash, hashes.contains(hash),
        let model = try? ReportedModel(.typed(path), run.tools)
      else { continue }
      return model
    }
    run.tell(
      "\(run.isShared ? "The model that was loaded" : "\(written), the model that was loaded,") is not where it was, or "
        + "was changed since; the playground and the networks are left out")
    return nil
  }
}
