import ArtGAN
import ArtSettings

/// The scenes of a storyboard over its time, in whole frames.
struct SceneSchedule: Sendable {
  let time: SceneTime
  /// The way of each piece.
  let modes: [LatentWalk.Mode]
  /// Which transitions keep their length under a constant pace: those that a scene itself gives, and those in beats.
  let isFixed: [Bool]

  /// Why scenes make no schedule: which of them, and words.
  struct Failure: Error {
    let scene: Int?
    let message: String
  }

  /// - Parameters:
  ///   - own: What each scene says of its timing.
  ///   - usual: What holds where it says nothing.
  ///   - tempo: Beats a minute.
  ///   - seconds: The length in all; nil for the sum of the parts.
  init(
    _ own: [SceneTiming], usual: SceneTiming, tempo: Double, framesPerSecond: Double, isClosed: Bool, seconds: Double?
  ) throws(Failure) {
    let all = own.map { $0.completed(by: usual) }
    let parts = all.enumerated().map { number, timing in
      let isLast = !isClosed && number == all.count - 1
      return (
        hold: timing.hold?.seconds(tempo: tempo) ?? 0,
        transition: isLast ? 0 : timing.transition?.seconds(tempo: tempo) ?? 0
      )
    }
    let sum = parts.reduce(0) { $0 + $1.hold + $1.transition }
    guard sum > 0 else { throw Failure(scene: nil, message: "all scenes take no time; give 'hold' or 'transition'") }
    // An open walk that does not hold its last scene shows it in one frame more.
    let extra = !isClosed && parts.last?.hold == 0 ? 1.0 : 0
    let scale = seconds.map { (($0 * framesPerSecond).rounded() - extra) / sum } ?? framesPerSecond
    guard sum * scale + extra >= 2, sum * scale + extra <= Double(VideoStage.mostFrames) else {
      let frames = Counted.text((sum * scale + extra).rounded())
      throw Failure(
        scene: nil,
        message: "the scenes take \(frames) frames; expected from 2 to \(Counted.text(VideoStage.mostFrames))")
    }
    // Each moment is rounded, not each length: a beat stays a beat however long the walk.
    var (behind, frame) = (0.0, 0)
    func frames(of length: Double) -> Int {
      behind += length
      let next = Int((behind * scale).rounded())
      defer { frame = next }
      return next - frame
    }
    var scenes: [SceneTime.Scene] = []
    for (number, part) in parts.enumerated() {
      let scene = SceneTime.Scene(
        hold: frames(of: part.hold), transition: frames(of: part.transition), easing: all[number].easing ?? .linear)
      let isLast = !isClosed && number == all.count - 1
      if part.transition > 0, scene.transition == 0 {
        throw Failure(scene: number, message: "its transition is shorter than a frame; 0 is a cut")
      }
      if !isLast, scene.hold == 0, scene.transition == 0 {
        throw Failure(scene: number, message: "it is never seen: hold it, or give its transition a length")
      }
      scenes.append(scene)
    }
    time = SceneTime(scenes, isClosed: isClosed)
    modes = all.map { $0.path ?? .spherical }
    isFixed = zip(own, all).map { $0.transition != nil || $1.transition?.isInBeats == true }
  }
}
