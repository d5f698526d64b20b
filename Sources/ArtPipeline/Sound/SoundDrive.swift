import ArtFiles
import ArtGAN
import ArtMedia
import ArtSettings
import ArtSound

/// A track that a walk is cut to, heard: it says when the walk is where, what its loudness does to the images, and what is
/// heard in the video.
struct SoundDrive: Sendable {
  let settings: SoundSettings
  let analysis: SoundAnalysis
  let framesPerSecond: Double
  private let seed: UInt64
  private let hash: ContentHash

  /// Hears the track, and tells what was heard.
  ///
  /// - Throws: `MediaError` or `FileError` where the file cannot be read any more.
  init(_ settings: SoundSettings, framesPerSecond: Double, _ context: StageContext) throws {
    self.settings = settings
    self.framesPerSecond = framesPerSecond
    seed = context.seed
    (hash, analysis) = try context.stop.waiting {
      (try SHA256.hash(file: settings.survey.file).hash, try SoundAnalysis(settings.survey))
    }
    if let warning = settings.survey.warning { context.warn(warning, about: settings.survey.file) }
    context.observer(.note("\(settings.survey.file): \(words)"))
  }

  /// What was heard: `12.5 seconds, 24 onsets, 120 beats a minute`.
  var words: String {
    let tenths = { (value: Double) in Counted.text((value * 10).rounded() / 10) }
    let tempo = analysis.tempo.map { "\(tenths($0)) beats a minute" } ?? "no steady beat"
    return "\(tenths(analysis.seconds)) seconds, \(Counted.text(analysis.onsets.count, "onset")), \(tempo)"
  }

  /// How many keyframes a walk has that changes its scene with the beats of the track, two at least, and its time. Where the
  /// track has no steady beat, scenes take four seconds.
  func cut(frames: Int, isClosed: Bool) -> (keyframes: Int, time: SoundTime) {
    let isSteady = analysis.tempo != nil
    let changes = isSteady ? analysis.beats : Array(stride(from: 0, to: analysis.seconds, by: 4))
    let starts = SoundTime.starts(
      beats: changes, each: isSteady ? settings.beats : 1, frames: frames, framesPerSecond: framesPerSecond)
    let keyframes = max(2, isClosed ? starts.count : starts.count + 1)
    let pieces = isClosed ? keyframes : keyframes - 1
    let time =
      pieces == starts.count
      ? time(spans: SoundTime.spans(starts: starts, frames: frames, isClosed: isClosed), frames: frames)
      : time(pieces: pieces, frames: frames, isClosed: isClosed)
    return (keyframes, time)
  }

  /// The time of a walk whose pieces take some frames: from the last one at a keyframe to the one that reaches the next.
  func time(spans: [Range<Int>], frames: Int) -> SoundTime {
    SoundTime(
      onsets: analysis.onsets.map { ($0.time, $0.strength) }, spans: spans, frames: frames,
      framesPerSecond: framesPerSecond, reactivity: settings.reactivity)
  }

  /// The time of a walk of so many pieces: they begin at beats, about evenly.
  func time(pieces: Int, frames: Int, isClosed: Bool) -> SoundTime {
    let starts = SoundTime.starts(
      pieces: pieces, beats: analysis.beats, frames: frames, framesPerSecond: framesPerSecond, isClosed: isClosed)
    return time(spans: SoundTime.spans(starts: starts, frames: frames, isClosed: isClosed), frames: frames)
  }

  /// The spans of a storyboard's transitions. A scene is reached on the nearest beat, where one is within half of the
  /// transition that leads to it; how long it is held stays.
  func spans(of time: SceneTime) -> [Range<Int>] {
    let beats = analysis.beats.map { Int(($0 * framesPerSecond).rounded()) }
    let pieces = time.isClosed ? time.scenes.count : time.scenes.count - 1
    var start = 0
    return (0..<max(pieces, 0)).map { piece in
      let scene = time.scenes[piece]
      var end = time.starts[piece + 1]
      let lower = min(start + scene.hold, end)
      let near = beats.min { abs($0 - end) < abs($1 - end) } ?? end
      // The end of all stays.
      if near > lower, near < time.count, 2 * abs(near - end) <= scene.transition, piece < pieces - 1 || !time.isClosed
      {
        end = near
      }
      start = end
      return lower..<end
    }
  }

  /// What the loudness does to a model's points.
  func moves(in model: ModelDefinition) -> SoundMoves {
    SoundMoves(settings, analysis, latent: model.latent, seed: seed, framesPerSecond: framesPerSecond)
  }

  /// What is heard with the images.
  var streamSound: StreamSound {
    StreamSound(
      track: Soundtrack(file: settings.survey.file, start: settings.offset), allowsFlashes: settings.allowsFlashes)
  }

  /// What a walk cut to this track follows from.
  var fingerprint: SettingValue {
    var value = settings.fingerprint
    value["track"] = SettingValue(hash.hex)
    return value
  }
}
