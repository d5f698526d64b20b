import ArtMedia
import ArtSettings

/// A walk that was cut to a track keeps its speed, and a video of it has the track.
extension VideoStage {
  /// Frames a second. Samples have no speed of their own: two a second can be looked at.
  func rate(of stream: ImageStream) -> Double { framesPerSecond ?? stream.framesPerSecond ?? 2 }

  public func problem(takingFrom stage: any PipelineStage) -> (key: String, message: String)? {
    let sounding: Double? =
      switch stage {
      case let walk as InterpolateStage: walk.sound.map { _ in walk.framesPerSecond }
      case let story as StoryboardStage: story.sound.map { _ in story.framesPerSecond }
      default: nil
      }
    if let rate = sounding, format.format.keepsSound, let framesPerSecond, framesPerSecond != rate {
      return ("fps", Self.otherRate(than: rate))
    }
    guard let walk = stage as? InterpolateStage else { return nil }
    let frames = walk.frames * repeats
    guard frames > Self.mostFrames else { return nil }
    return (
      "repeats",
      "\(Counted.text(walk.frames, "frame")) shown \(Counted.text(repeats, "time")) are \(Counted.text(frames)); "
        + "a video has at most \(Counted.text(Self.mostFrames))"
    )
  }

  /// The sound of the video; nil where there is none, or the format has none, which is told.
  func soundtrack(of stream: ImageStream, _ context: StageContext) throws -> Soundtrack? {
    guard let sound = stream.sound else { return nil }
    guard format.format.keepsSound else {
      context.observer(.note("a \(format.format.title) has no sound: the track is left out"))
      return nil
    }
    if let own = stream.framesPerSecond, own != rate(of: stream) {
      throw PipelineError(.data, Self.otherRate(than: own))
    }
    var track = sound.track
    if repeats > 1 { track.period = stream.count }
    return track
  }

  /// Why a video of a walk with sound cannot have another rate.
  private static func otherRate(than rate: Double) -> String {
    "the walk is cut to its sound at \(Counted.text(rate, "frame")) a second; leave 'fps' out"
  }
}
