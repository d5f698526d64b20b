import ArtFiles
import ArtGAN

/// The last training of a run, as its folder tells it.
public struct KeptTraining: Sendable {
  /// The stage's id, which its folder has too.
  public let id: String
  /// The steps done, by the record of the stage or by its checkpoint; nil where neither tells.
  public let steps: Int?
  /// The steps that were planned; nil where nothing tells.
  public let total: Int?
  /// How long it took, in seconds.
  public let seconds: Double?
  public let isDone: Bool
  /// The model's id, where only the checkpoint tells.
  let model: String?
  let problems: [String]

  /// - Parameter isWritten: Whether a process is writing the run: its checkpoint is left alone.
  init?(in folder: RunFolder, _ manifest: Manifest?, components: ModelComponents, isWritten: Bool) {
    let record = manifest?.stages.last { $0.kind == TrainStage.kind }
    guard record != nil || manifest == nil else { return nil }
    id = record?.id ?? TrainStage.kind
    isDone = record?.status == .done
    if isDone || isWritten {
      (steps, total, seconds) = (record?.training?.steps, nil, record?.training?.seconds ?? record?.seconds)
      (model, problems) = (nil, [])
      return
    }
    // A checkpoint is whole or it is told: all of it is read.
    let place = folder.file("\(id)/\(ModelPlace.last)")
    var (found, problems): (Checkpoint.Training?, [String]) = (nil, [])
    if folder.exists("\(id)/\(ModelPlace.last)") {
      do {
        found = try Checkpoint.training(inFile: place, components: components)
      } catch {
        problems.append("\(error)")
      }
    }
    let state = found?.state
    (steps, total, seconds) = (state?.step ?? 0, state?.totalSteps, state?.secondsSpent)
    (model, self.problems) = (found?.definition.id, problems)
  }
}
