import ArtGAN
import ArtSettings

/// How long a scene is held and how it goes over into the next: of one scene, or of all that say nothing.
struct SceneTiming: Sendable {
  /// A length of time.
  enum Length: Hashable, Sendable {
    case seconds(Double)
    case beats(Double)

    var isInBeats: Bool { if case .beats = self { true } else { false } }

    /// - Parameter tempo: Beats a minute.
    func seconds(tempo: Double) -> Double {
      switch self {
      case .seconds(let seconds): seconds
      case .beats(let beats): beats * 60 / tempo
      }
    }
  }

  var hold: Length?
  var transition: Length?
  var easing: Easing?
  var path: LatentWalk.Mode?

  init() {}

  init(_ settings: SettingsReader) {
    hold = Self.length("hold", "How long a scene stands still", settings)
    transition = Self.length("transition", "How long the way to the next scene takes; 0 for a cut", settings)
    easing = settings.optionalChoice(
      "easing", "How the speed changes on the way to the next scene; 'ease-in-out' where not given.")
    path = settings.optionalChoice(
      "path",
      "The way to the next scene: a straight line, an arc around the origin, or a part of one smooth curve through all "
        + "scenes; 'spherical' where not given.")
  }

  private static func length(_ key: String, _ help: String, _ settings: SettingsReader) -> Length? {
    let seconds = settings.optionalNumber(key, in: 0...86_400, "\(help), in seconds.")
    let beats = settings.optionalNumber("\(key)Beats", in: 0...86_400, "\(help), in beats of 'bpm'.")
    if seconds != nil, beats != nil {
      settings.problem(at: "\(key)Beats", .conflict, "give either '\(key)' or '\(key)Beats'")
    }
    return beats.map { .beats($0) } ?? seconds.map { .seconds($0) }
  }

  /// This timing, and what it leaves out from another.
  func completed(by other: SceneTiming) -> SceneTiming {
    var timing = self
    timing.hold = hold ?? other.hold
    timing.transition = transition ?? other.transition
    timing.easing = easing ?? other.easing
    timing.path = path ?? other.path
    return timing
  }

  var isInBeats: Bool { hold?.isInBeats == true || transition?.isInBeats == true }
}
