import ArtGAN
import Synchronization

/// How long a run will take from now on: the stage that runs tells what is left of it, and each later stage takes what it
/// took the last time, what another stage of its kind took in this run, or the minutes that it is to train. Where one of them
/// has none of these, nothing is told.
final class RunForecast: Sendable {
  fileprivate struct Stage {
    let id: String
    let kind: String
    /// nil where nothing tells.
    var seconds: Double?
  }

  fileprivate struct Known {
    var stages: [Stage]
    var place = 0
  }

  private let known: Mutex<Known>

  init(_ plan: Plan, _ earlier: EarlierRun) {
    known = Mutex(
      Known(
        stages: plan.stages.map { stage in
          Stage(id: stage.id, kind: stage.kind, seconds: Self.seconds(stage, plan, earlier))
        }))
  }

  private static func seconds(_ stage: PlannedStage, _ plan: Plan, _ earlier: EarlierRun) -> Double? {
    // What writes nothing only says what is to be made.
    guard stage.stage.isCached else { return 0 }
    let record = earlier.record(of: stage)
    if let train = stage.stage as? TrainStage {
      let budget = train.budget ?? plan.model?.recipe.budget
      // Another length takes another time.
      return budget?.minutes.map { $0 * 60 }
    }
    return record?.status == .done ? record?.seconds : nil
  }

  /// An observer that tells of the run what another one is told of its stages.
  func adding(to observer: @escaping PipelineObserver) -> PipelineObserver {
    { event in
      switch event {
      case .began(let stage, _, _, _): self.known.withLock { $0.begin(stage) }
      case .ended(let stage, let seconds, _): self.known.withLock { $0.end(stage, seconds) }
      case .progress(var progress):
        progress.runSecondsLeft = progress.secondsLeft.flatMap { left in
          self.known.withLock { $0.later.map { left + $0 } }
        }
        return observer(.progress(progress))
      case .samples, .unchanged, .note, .warning: break
      }
      observer(event)
    }
  }
}

extension RunForecast.Known {
  fileprivate mutating func begin(_ id: String) { place = stages.firstIndex { $0.id == id } ?? place }

  /// Other stages of the kind will take as long, where nothing else tells.
  fileprivate mutating func end(_ id: String, _ seconds: Double) {
    guard let kind = stages.first(where: { $0.id == id })?.kind else { return }
    for index in stages.indices where stages[index].kind == kind && stages[index].seconds == nil {
      stages[index].seconds = seconds
    }
  }

  /// What the stages behind the present one take; nil where one of them cannot tell.
  fileprivate var later: Double? {
    stages.dropFirst(place + 1).reduce(0) { sum, stage in sum.flatMap { sum in stage.seconds.map { sum + $0 } } }
  }
}
