public import ArtGAN
import ArtNN
import ArtSettings

/// How long a training was that gave a model: another one of this length, with everything else the same, ends with it.
public struct TrainingLength: Hashable, Sendable {
  public var steps: Int
  /// The lengths that were planned before.
  public var planned: [PlannedLength]

  /// The length of a training that ends where this one stands, be it the best step or one on the way.
  ///
  /// - Parameter schedule: What learning rates follow from.
  init(until state: TrainingState, _ schedule: LearningRateSchedule) {
    (steps, planned) = (max(state.step, 1), state.step > 0 ? state.planned : [])
    let isPlanned = planned.last.map { state.step <= $0.until } ?? false
    guard (1..<max(state.totalSteps, 1)).contains(state.step), !isPlanned, !schedule.isIndependentOfTotal else {
      return
    }
    planned.append(
      PlannedLength(steps: state.totalSteps, until: state.step, rollBacks: state.rollBacks?.count ?? 0))
  }

  /// nil for a value of another form.
  init?(_ value: SettingValue) {
    guard let steps = value["steps"]?.number?.integer else { return nil }
    self.steps = steps
    planned = (value["planned"]?.array ?? []).compactMap { value in
      guard let steps = value["steps"]?.number?.integer, let until = value["until"]?.number?.integer else { return nil }
      return PlannedLength(steps: steps, until: until, rollBacks: value["rollBacks"]?.number?.integer ?? 0)
    }
  }

  var json: SettingValue {
    var value: SettingValue = ["steps": SettingValue(steps)]
    if !planned.isEmpty { value["planned"] = plan }
    return value
  }

  /// A stage 'train' of this length. Its last model is the one that is wanted: none need be evaluated.
  func applied(to stage: SettingValue) -> SettingValue {
    var stage = stage
    for key in ["epochs", "images", "minutes", "planned", "evaluate", "keep"] { stage[key] = nil }
    stage["steps"] = SettingValue(steps)
    if !planned.isEmpty { stage["planned"] = plan }
    return stage
  }

  private var plan: SettingValue {
    SettingValue(
      planned.map { length in
        var value: SettingValue = ["steps": SettingValue(length.steps), "until": SettingValue(length.until)]
        if length.rollBacks > 0 { value["rollBacks"] = SettingValue(length.rollBacks) }
        return value
      })
  }
}
