import ArtGAN
import ArtSettings

extension InterpolateStage {
  /// The length of a walk with a sound: that of the track, where none is given.
  static func frames(of sound: SoundSettings, perSecond: Double, _ settings: SettingsReader) -> Int {
    let frames = sound.frames(perSecond: perSecond)
    guard frames < 2 else { return frames }
    settings.problem(
      at: "sound", .outOfRange,
      "at \(Counted.text(perSecond, "frame")) a second, the track is shorter than two frames")
    return 2
  }

  /// Logs what does not go together with a sound.
  static func checkSound(_ sound: SoundSettings?, _ settings: SettingsReader) {
    for key in ["easing", "pace"] where sound != nil && settings.has(key) {
      settings.problem(at: key, .conflict, "'sound' sets the speed; leave '\(key)' out")
    }
    if settings.has("flashes"), !settings.has("sound") {
      settings.problem(at: "flashes", .conflict, "'flashes' is for a walk with 'sound'")
    }
  }
}
