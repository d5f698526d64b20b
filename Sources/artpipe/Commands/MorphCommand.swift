import ArgumentParser
import ArtPipeline
import ArtSettings

/// `artpipe morph`.
struct MorphCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "morph", abstract: "Makes a video that morphs between pictures of a checkpoint.",
    discussion: "The output's name ends in .mp4, .gif or .webp.")

  @Option(help: "A trained model: a .safetensors file, or the folder of a run, whose best model is taken.")
  var model: String
  @Option(name: .shortAndLong, help: "The video: a .mp4, .gif or .webp file.")
  var output: String
  @Option(help: "The seed of the pictures that the walk passes.")
  var seed: UInt64 = 1
  @Option(help: "How many pictures the walk passes.")
  var keys: Int?
  @Option(help: "Pictures to pass, by their numbers on a sheet of 'artpipe sample' with the same seed: 3,17,4.")
  var tiles: String?
  @Option(
    name: .customLong("class"),
    help: "For a model that knows classes: those that the walk passes, by name or number: 3,7,1; or all.")
  var classes: String?
  @Option(help: "Walks nearer to the middle (below 1: safer, more alike) or further away (above 1: wilder).")
  var truncation: Double?
  @Option(help: "How many seconds.")
  var seconds: Double?
  @Option(help: "How many frames, instead of --seconds.")
  var frames: Int?
  @Option(help: "Frames per second.")
  var fps: Double?
  @Option(help: "linear, spherical or spline.")
  var path: String?
  @Option(help: "linear, ease-in, ease-out, ease-in-out or cosine.")
  var easing: String?
  @Option(help: "How many walks side by side.")
  var walks: Int?
  @Option(help: "Makes the pictures in this size without enlarging any, with a model that can: 1920x1080.")
  var render: String?
  @Option(help: "The video's shorter side in pixels.")
  var size: Int?
  @Option(help: "nearest or smooth.")
  var upscaling: String?
  @Flag(inversion: .prefixedNo, help: "Ends where it began.")
  var loop = true
  @OptionGroup var precision: PrecisionOptions
  @OptionGroup var threads: ThreadOptions

  func run() throws {
    let console = Console()
    try reporting(console) {
      let target = OutputFile(output)
      var stages = [OptionDocument.load(model)]
      var walk = OptionDocument.stage("interpolate")
      if let tiles {
        let numbers = tiles.split(separator: ",").map {
          SettingValue(json: String($0), at: nil) ?? SettingValue(String($0))
        }
        walk.set("tiles", SettingValue(numbers), option: "--tiles \(tiles)")
        var draw = OptionDocument.stage("sample")
        draw["count"] = SettingValue(max(1, numbers.compactMap { $0.number?.integer }.max() ?? 1))
        stages.append(draw)
      }
      if let classes { walk["class"] = OptionDocument.names(classes, option: "--class \(classes)") }
      if let truncation { walk.set("truncation", SettingValue(truncation), option: "--truncation \(truncation)") }
      if let keys { walk.set("keys", SettingValue(keys), option: "--keys \(keys)") }
      if let seconds { walk.set("seconds", SettingValue(seconds), option: "--seconds \(seconds)") }
      if let frames { walk.set("frames", SettingValue(frames), option: "--frames \(frames)") }
      if let fps { walk.set("fps", SettingValue(fps), option: "--fps \(fps)") }
      if let path { walk.set("path", SettingValue(path), option: "--path \(path)") }
      if let easing { walk.set("easing", SettingValue(easing), option: "--easing \(easing)") }
      if let walks { walk.set("walks", SettingValue(walks), option: "--walks \(walks)") }
      if let render { walk["render"] = try OptionDocument.size(render, option: "--render \(render)") }
      walk["loop"] = SettingValue(loop)
      var video = OptionDocument.stage("video")
      video.set("file", SettingValue(target.name), option: "--output \(output)")
      if let size { video.set("size", SettingValue(size), option: "--size \(size)") }
      if let upscaling { video.set("upscaling", SettingValue(upscaling), option: "--upscaling \(upscaling)") }
      stages += [walk, video]
      let run = try OptionDocument.prepare(
        stages, seed: seed, precision: precision, threads: threads, console: console)
      _ = try run.quick.run(in: target.folder, name: target.name)
      console.result(output)
    }
  }
}
