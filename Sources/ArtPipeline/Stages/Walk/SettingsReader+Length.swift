import ArtSettings

extension SettingsReader {
  /// The frames of a length in seconds, the setting `seconds`; logs one that no video can have.
  func frames(seconds: Double, perSecond: Double) -> Int {
    let count = (seconds * perSecond).rounded()
    guard (2...Double(VideoStage.mostFrames)).contains(count) else {
      problem(
        at: "seconds", .outOfRange,
        "at \(Counted.text(perSecond)) frames a second, \(Counted.text(seconds, "second")) are "
          + "\(Counted.text(count, "frame")); expected from 2 to \(Counted.text(VideoStage.mostFrames))")
      return 2
    }
    return Int(count)
  }

  /// The frames of a walk that is as long as its track.
  func frames(of sound: SoundSettings, perSecond: Double) -> Int {
    let frames = sound.frames(perSecond: perSecond)
    guard frames < 2 else { return frames }
    problem(
      at: "sound", .outOfRange,
      "at \(Counted.text(perSecond, "frame")) a second, the track is shorter than two frames")
    return 2
  }
}
