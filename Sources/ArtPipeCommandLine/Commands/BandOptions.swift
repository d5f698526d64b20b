import ArgumentParser
import ArtSettings

/// How a track moves the images of a video that is cut to it.
struct BandOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Moves images along directions of --directions with the loudness of the sound's bands: low=roundness,high=light.",
      valueName: "band=name"))
  var bands: String?
  @Flag(
    help: "Lets a video with --sound flash three times a second and more, which is dangerous to some people.")
  var flashes = false

  /// Whether the directions are for the bands alone.
  func takesDirections(of moves: MoveOptions) -> Bool { bands != nil && moves.moves.isEmpty }

  /// Puts a track and these options into the settings of a walk.
  func set(in walk: inout SettingValue, sound: String?, directions: String?) throws {
    if flashes { walk.set("flashes", true, option: "--flashes") }
    guard let sound else {
      if bands != nil { throw ValidationError("--bands needs a track: give --sound") }
      return
    }
    guard let bands else { return walk.set("sound", file: sound) }
    guard let directions else {
      throw ValidationError("--bands \(bands): name the file of these directions with --directions")
    }
    let place = SourceLocation(option: "--bands \(bands)")
    let names = try bands.split(separator: ",").map { part in
      let sides = part.split(separator: "=", maxSplits: 1)
      guard sides.count == 2 else {
        throw ValidationError("--bands \(bands): expected bands and names such as low=roundness,high=light")
      }
      return SettingValue.Member(String(sides[0]), at: place, SettingValue(String(sides[1])).placed(at: place))
    }
    var track: SettingValue = [:]
    track.set("file", SettingValue(sound), option: "--sound")
    track.set("directions", file: directions)
    track["bands"] = SettingValue(.object(names), at: place)
    walk["sound"] = SettingValue(track.content, at: SourceLocation(option: "--sound"))
  }
}
