import ArtGAN
import ArtMedia
import ArtSettings
import ArtSound

/// The settings `sound` and `flashes` of stages that give a walk: a track that the walk is cut to.
struct SoundSettings: Sendable {
  /// The track, heard once: how long and loud it is.
  let survey: SoundSurvey
  /// The place in the track at which the walk begins, in seconds.
  let offset: Double
  /// The share of the way that is covered in pushes, from 0 to 1.
  let reactivity: Double
  /// How far a band at its loudest moves the images: 1 for as far as a direction usually goes.
  let swing: Double
  /// Beats from one change of scene to the next.
  let beats: Int
  /// The direction that each band moves along; one that is drawn where there is none.
  let directions: [SoundAnalysis.Band: LatentDirection]
  /// Whether the video may flash more often than is safe for all who see it.
  var allowsFlashes: Bool

  /// The length of the track, from the place on at which the walk begins.
  var seconds: Double { survey.seconds }

  /// The frames of a walk as long as the track.
  func frames(perSecond: Double) -> Int { Int((survey.seconds * perSecond).rounded(.down)) }

  /// What the walk follows from, besides the content of the track.
  var fingerprint: SettingValue {
    [
      "offset": SettingValue(offset), "reactivity": SettingValue(reactivity), "swing": SettingValue(swing),
      "beats": SettingValue(beats), "flashes": SettingValue(allowsFlashes),
      "directions": SettingValue(
        SoundAnalysis.Band.allCases.map { band in
          directions[band].map { SettingValue($0.vector.map { SettingValue(Double($0)) }) } ?? nil
        }),
    ]
  }

  /// Why a model's images cannot be moved along these directions; nil where they can.
  func problem(with model: ModelDefinition) -> String? {
    for direction in directions.values where direction.vector.count != model.latent.size {
      return "the direction '\(direction.name)' has \(direction.vector.count) numbers, and \(model.id) takes "
        + "\(model.latent.size): it belongs to another model"
    }
    return nil
  }
}

extension SettingsReader {
  /// The track that a walk is cut to; nil where there is none. A track that cannot be read, or cannot be heard, is a
  /// problem.
  func sound() -> SoundSettings? {
    let help =
      "A track that moves the walk, and is heard in the video: a sound file (WAV, FLAC, MP3, Ogg, M4A, …) or a video with "
      + "sound. Where no length is given, the walk is as long."
    let found: SoundSettings?? = optionalNested("sound", shorthand: "file", help) { $0.track() }
    var sound: SoundSettings? = found ?? nil
    let allowsFlashes = bool(
      "flashes", default: false,
      "Whether a video cut to a sound may flash three times a second and more, which is dangerous to some people.")
    sound?.allowsFlashes = allowsFlashes
    return sound
  }

  /// Logs what does not go together with a sound, or with none.
  ///
  /// - Parameter keys: Settings of the speed, which a sound sets.
  func check(_ sound: SoundSettings?, setsSpeedInPlaceOf keys: [String]) {
    for key in keys where sound != nil && has(key) {
      problem(at: key, .conflict, "'sound' sets the speed; leave '\(key)' out")
    }
    if has("flashes"), !has("sound") {
      problem(at: "flashes", .conflict, "'flashes' is for a walk with 'sound'")
    }
  }

  /// The object `sound`; nil where the track is not there or cannot be used, with a problem logged.
  private func track() -> SoundSettings? {
    let file = requiredSoundPath("file", "The track: a file, or the name of one that comes with artpipe (drum-loop).")
    let offset = number(
      "offset", default: 0, in: 0...10_800, "The place in the track at which the walk begins, in seconds.")
    let reactivity = number(
      "reactivity", default: 0.7, in: 0...1,
      "The share of the way that is covered in pushes, where something begins in the track: 0 for an even walk.")
    let swing = number(
      "swing", default: 0.3, in: 0...3,
      "How far loud bass, middle and treble move the images, each along a direction of its own: 1 for as far as a "
        + "direction usually goes, 0 for not at all.")
    let beats = integer(
      "scenes", default: 8, in: 1...1000,
      "Beats from one keyframe to the next, where the number of keyframes is not given.")
    let directions = bandDirections()
    guard !file.isEmpty, let survey = survey(file, from: offset) else { return nil }
    return SoundSettings(
      survey: survey, offset: offset, reactivity: reactivity, swing: swing, beats: beats, directions: directions,
      allowsFlashes: false)
  }

  private func survey(_ file: String, from offset: Double) -> SoundSurvey? {
    do throws(MediaError) {
      return try SoundSurvey(file, from: offset)
    } catch {
      problem(at: error.code == .invalidArgument ? "offset" : "file", .file, "\(error)")
      return nil
    }
  }

  /// The directions that a file names for the bands.
  private func bandDirections() -> [SoundAnalysis.Band: LatentDirection] {
    let file = optionalPath(
      "directions", "A file of named directions (.artpoints.json) that 'bands' takes its names from.")
    let names = nested(
      "bands", "The directions that the bands move the images along, by name; drawn ones where not given."
    ) { settings in
      let titles: [SoundAnalysis.Band: String] = [
        .low: "That of the bass, below 200 Hz.", .middle: "That of 200 to 2,000 Hz.", .high: "That above 2,000 Hz.",
      ]
      return SoundAnalysis.Band.allCases.compactMap { band in
        settings.optionalString(band.rawValue, titles[band] ?? "").map { (band, $0) }
      }
    }
    guard !names.isEmpty else { return [:] }
    guard let file else {
      problem(at: "bands", .missing, "'bands' takes its names from a file: name it with 'directions'")
      return [:]
    }
    do {
      let known = try PointsFile(readingFrom: file).directions
      var found: [SoundAnalysis.Band: LatentDirection] = [:]
      for (band, name) in names {
        found[band] = known.first { $0.name == name }
        guard found[band] == nil else { continue }
        let list = known.isEmpty ? "it has none" : "it has \(LatentChoice.list(known.map(\.name)))"
        problem(at: "bands", .unknownName, "\(file) has no direction '\(name)': \(list)")
      }
      return found
    } catch {
      problem(at: "directions", .file, "\(error)")
      return [:]
    }
  }
}
