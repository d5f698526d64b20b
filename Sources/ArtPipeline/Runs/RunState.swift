import ArtSettings

/// How far a run has come.
public enum RunState: Hashable, Sendable {
  case done
  /// Another process is writing it.
  case running(Place?)
  /// It was stopped or killed, and goes on where its document is run again.
  case stopped(Place?)
  /// An error ended it.
  case failed(Place?)
  /// Its manifest or its files are not as they were written.
  case damaged

  /// Where in a run something happened.
  public struct Place: Hashable, Sendable {
    /// The id of the stage; nil before the first.
    public var stage: String?
    /// The steps done and planned, of a training that goes on from there.
    public var step: Int?
    public var total: Int?

    /// `train, step 40 of 200`.
    fileprivate var words: String? {
      let steps = step.map { "step \(Counted.text($0))" + (total.map { " of \(Counted.text($0))" } ?? "") }
      let parts = [stage, steps].compactMap(\.self)
      return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
  }

  init(_ manifest: Manifest?, _ training: KeptTraining?, isWritten: Bool, isDamaged: Bool) {
    let unfinished = manifest?.stages.first { $0.status != .done }
    let stage = manifest?.failure?.stage ?? unfinished?.id
    var place = stage.map { Place(stage: $0) }
    if let training, !training.isDone, stage == training.id || stage == nil {
      place = Place(stage: training.id, step: training.steps, total: training.total)
    }
    if isWritten {
      self = .running(place)
    } else if isDamaged {
      self = .damaged
    } else if manifest?.failure != nil {
      self = .failed(place)
    } else {
      self = manifest?.seconds == nil || unfinished != nil ? .stopped(place) : .done
    }
  }

  /// `done`, `running`, `stopped`, `failed` or `damaged`.
  public var name: String {
    switch self {
    case .done: "done"
    case .running: "running"
    case .stopped: "stopped"
    case .failed: "failed"
    case .damaged: "damaged"
    }
  }

  public var place: Place? {
    switch self {
    case .running(let place), .stopped(let place), .failed(let place): place
    case .done, .damaged: nil
    }
  }

  /// `stopped in train, step 40 of 200`.
  public var words: String { place?.words.map { "\(name) in \($0)" } ?? name }
}
