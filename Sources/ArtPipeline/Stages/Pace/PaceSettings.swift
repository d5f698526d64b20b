import ArtGAN
import ArtSettings

/// How a walk's frames are spread over the time: by the clock, or by what they change.
struct PaceSettings: Sendable {
  enum Kind: String, CaseIterable {
    /// Each transition takes its time, with its easing.
    case timed
    /// Every frame changes as much as the next.
    case constant
  }

  let isConstant: Bool
  /// nil for features where the model's discriminator has some, else pixels.
  let distance: VisualDistance?

  init(_ settings: SettingsReader) {
    let kind = settings.choice(
      "pace", default: Kind.timed,
      "How fast images change: as the transitions' times and easing have it ('timed'), or equally from frame to frame, so "
        + "that nothing jumps and nothing stalls ('constant').")
    distance = settings.optionalChoice(
      "paceDistance", of: VisualDistance.self,
      "What a constant pace is measured by: 'features' of the model's own discriminator, or 'pixels'. Features where the "
        + "discriminator has inner layers.")
    isConstant = kind == .constant
    guard !settings.isDescribing else { return }
    if distance != nil, !isConstant {
      settings.problem(at: "paceDistance", .conflict, "it goes with \"pace\": \"constant\"")
    }
    if isConstant, settings.has("easing") {
      settings.problem(at: "easing", .conflict, "with a constant pace the speed does not change; leave 'easing' out")
    }
  }

  func distance(in model: ModelDefinition) -> VisualDistance { distance ?? (model.hasFeatures ? .features : .pixels) }

  func problem(with model: ModelDefinition) -> (key: String, message: String)? {
    guard isConstant, distance == .features, !model.hasFeatures else { return nil }
    return (
      "paceDistance",
      "the discriminator of \(model.id) has no inner layer whose features could be compared; take \"pixels\""
    )
  }
}
