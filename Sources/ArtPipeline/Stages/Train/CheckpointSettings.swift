import ArtGAN
import ArtSettings

/// When a training saves checkpoints, and how many of them stay.
struct CheckpointSettings: Sendable {
  /// nil for the usual interval.
  let every: CheckpointInterval?
  /// The newest so many stay; nil for all.
  let kept: Int?

  init(_ settings: SettingsReader) {
    let help = "When checkpoints are saved, and how many stay."
    (every, kept) = settings.nested("checkpoint", help) { settings in
      let every = settings.optionalNested(
        "every",
        "When a checkpoint is due: an object with 'steps' or 'minutes'. "
          + "After an epoch where not given, or after as many as have 50 steps.",
        Self.interval)
      return (every ?? nil, Self.count(settings))
    }
  }

  private static func interval(_ settings: SettingsReader) -> CheckpointInterval? {
    let steps = settings.optionalInteger("steps", in: 1..., "Steps between checkpoints.")
    let minutes = settings.optionalNumber("minutes", in: .above(0), "Minutes between checkpoints.")
    if !settings.isDescribing, (steps == nil) == (minutes == nil) {
      settings.problem(at: nil, .conflict, "give one of 'steps' and 'minutes'")
    }
    return steps.map { .steps($0) } ?? minutes.map { .minutes($0) }
  }

  private static func count(_ settings: SettingsReader) -> Int? {
    let (key, limits) = ("keep", 1...1_000_000)
    let value = settings.value(
      SettingDescription(
        key, .integer, limits: Limits(1...1_000_000), forms: [.form(.text, choices: ["all"])],
        help:
          "How many checkpoints stay, the newest ones: a number, or \"all\"; 1 where not given, which is the newest alone."
      ))
    guard let value, !settings.isDescribing else { return 1 }
    if value.string == "all" { return nil }
    guard let count = value.number?.integer, limits.contains(count) else {
      settings.problem(
        at: key, .outOfRange, "expected a whole number of at least 1, or \"all\", found \(value.summary)")
      return 1
    }
    return count
  }
}
