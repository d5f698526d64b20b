import ArgumentParser
import ArtPipeline
import ArtSettings

/// `artpipe morph`.
struct MorphCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "morph", abstract: "Makes a video that morphs between images of a trained model.",
    discussion: "The output's name ends in .mp4, .gif, .webp, .mov or .webm.")

  @OptionGroup var model: ModelOption
  @Option(name: .shortAndLong, help: "The video: a .mp4, .gif, .webp, .mov or .webm file.", completion: .file())
  var output: String
  @Option(help: "Seeds the keyframes.")
  var seed: UInt64 = 1
  @Option(help: "The number of keyframes: images that the walk passes through.")
  var keyframes: Int?
  @Option(
    help: "Samples to use as keyframes, by their numbers on a sheet of 'artpipe sample' with the same seed: 3,17,20-23."
  )
  var sampleNumbers: String?
  @OptionGroup var points: PointsOptions
  @OptionGroup var moves: MoveOptions
  @Option(
    name: .customLong("class"),
    help: "For class-conditional models: the keyframes' classes by name or number (3,7,1), or all.")
  var classes: String?
  @Option(
    help: "The truncation: below 1 images are more typical, above 1 more varied; the model's own where not given.")
  var truncation: Double?
  @Option(
    help: "A track that the video is cut to, and has for its sound; without a length it is as long.", completion: .track
  )
  var sound: String?
  @OptionGroup var bands: BandOptions
  @Option(help: "The length in seconds.")
  var seconds: Double?
  @Option(help: "The length in frames, instead of --seconds.")
  var frames: Int?
  @Option(help: "Frames per second.")
  var fps: Double?
  @Option(
    help: "The interpolation: linear, spherical or spline.", completion: .list(["linear", "spherical", "spline"]))
  var path: String?
  @Option(
    help: "The speed between keyframes: linear, ease-in, ease-out, ease-in-out or cosine.",
    completion: .list(["linear", "ease-in", "ease-out", "ease-in-out", "cosine"]))
  var easing: String?
  @Option(
    help: "How fast images change: timed, or constant, so that nothing jumps and nothing stalls.",
    completion: .list(["timed", "constant"]))
  var pace: String?
  @Option(help: "The number of walks side by side.")
  var walks: Int?
  @OptionGroup var render: RenderOption
  @Option(help: "The video's shorter side in pixels.")
  var size: Int?
  @Option(help: "How the images are enlarged: nearest or smooth.", completion: .list(["nearest", "smooth"]))
  var upscaling: String?
  @Flag(inversion: .prefixedNo, help: "Returns to the first keyframe, so that the video can loop.")
  var loop = true
  @OptionGroup var making: MakingOptions

  func validate() throws {
    guard sound != nil, let file = moves.directions, moves.moves.isEmpty, bands.bands == nil else { return }
    throw ValidationError(
      "--directions \(file): say how far along them, with --move NAME=1.5, or which band of the sound moves along them, "
        + "with --bands low=NAME")
  }

  func run() throws {
    let console = Console()
    try reporting(console) {
      let target = OutputFile(output)
      var stages = [model.load]
      var walk = OptionDocument.stage("interpolate")
      if let sampleNumbers {
        let numbers = OptionDocument.numbers(sampleNumbers, option: "--sample-numbers \(sampleNumbers)")
        walk["sampleNumbers"] = numbers
        var sampling = OptionDocument.stage("sample")
        sampling["count"] = SettingValue(max(1, numbers.array?.compactMap { $0.number?.integer }.max() ?? 1))
        if !bands.takesDirections(of: moves) { try moves.set(in: &sampling) }
        stages.append(sampling)
      }
      points.set(in: &walk)
      if sampleNumbers == nil, !bands.takesDirections(of: moves) { try moves.set(in: &walk) }
      if let classes { walk["class"] = OptionDocument.names(classes, option: "--class \(classes)") }
      walk.set("truncation", truncation)
      walk.set("keyframes", keyframes)
      try bands.set(in: &walk, sound: sound, directions: moves.directions)
      walk.set("seconds", seconds)
      walk.set("frames", frames)
      walk.set("fps", fps)
      walk.set("path", path)
      walk.set("easing", easing)
      walk.set("pace", pace)
      walk.set("walks", walks)
      try render.set(in: &walk)
      walk["loop"] = SettingValue(loop)
      var video = OptionDocument.stage("video")
      video.set("file", target)
      video.set("size", size)
      video.set("upscaling", upscaling)
      stages += [walk, video]
      try making.prepare(Self.self, stages, seed: seed, console: console).run(to: target)
      console.result(output)
    }
  }
}
