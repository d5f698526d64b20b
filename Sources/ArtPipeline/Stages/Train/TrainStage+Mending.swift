import ArtFiles
import ArtGAN

/// The logs of a training: each of their lines tells whether it was changed, so all others stay in use.
extension TrainStage {
  public func mends(_ file: String, id: String) -> Bool {
    ["\(id)/metrics.jsonl", "\(id)/evaluations.jsonl"].contains(file)
  }

  public func mend(_ file: String, _ context: StageContext) throws {
    let files = TrainingFiles(context.services)
    let state = try Checkpoint.training(
      inFile: context.folder.file(files.checkpoint), components: files.components
    ).state
    if file == files.metrics {
      _ = try MetricsLog(file, after: state.step, context)
    } else {
      let log = EvaluationFile(context: context, files: files, settings: nil)
      try log.write(try log.readLines(upTo: state.step))
    }
  }
}
