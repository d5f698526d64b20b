import ArgumentParser
import ArtPipeline
import ArtSettings

/// `artpipe morph`.
struct MorphCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "morph", abstract: "Makes a video that morphs between images of a trained model.",
    discussion: "The output's name ends in .mp4, .gif, .webp or .mov.")

  @Option(help: "The model: a .safetensors file, or a run folder, whose best model is used.")
  var model: String
  @Option(name: .shortAndLong, help: "The video: a .mp4, .gif, .webp or .mov file.")
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
  @Option(help: "A track that the video is cut to, and has for its sound; without a length it is as long.")
  var sound: String?
  @Option(help: "The length in seconds.")
  var seconds: Double?
  @Option(help: "The length in frames, instead of --seconds.")
  var frames: Int?
  @Option(help: "Frames per second.")
  var fps: Double?
  @Option(help: "The interpolation: linear, spherical or spline.")
  var path: String?
  @Option(help: "The speed between keyframes: linear, ease-in, ease-out, ease-in-out or cosine.")
  var easing: String?
  @Option(help: "How fast images change: timed, or constant, so that nothing jumps and nothing stalls.")
  var pace: String?
  @Option(help: "The number of walks side by side.")
  var walks: Int?
  @Option(help: "Renders at this size, for models without a fixed size: 1920x1080.")
  var render: String?
  @Option(help: "The video's shorter side in pixels.")
  var size: Int?
  @Option(help: "How the images are enlarged: nearest or smooth.")
  var upscaling: String?
  @Flag(inversion: .prefixedNo, help: "Returns to the first keyframe, so that the video can loop.")
  var loop = true
  @OptionGroup var recipe: RecipeOptions
  @OptionGroup var convolutions: ConvolutionOptions
  @OptionGroup var threads: ThreadOptions

  func run() throws {
    let console = Console()
    try reporting(console) {
      let target = OutputFile(output)
      var stages = [OptionDocument.load(model)]
      var walk = OptionDocument.stage("interpolate")
      if let sampleNumbers {
        let numbers = OptionDocument.numbers(sampleNumbers, option: "--sample-numbers \(sampleNumbers)")
        walk["sampleNumbers"] = numbers
        var sampling = OptionDocument.stage("sample")
        sampling["count"] = SettingValue(max(1, numbers.array?.compactMap { $0.number?.integer }.max() ?? 1))
        try moves.set(in: &sampling)
        stages.append(sampling)
      }
      points.set(in: &walk)
      if sampleNumbers == nil { try moves.set(in: &walk) }
      if let classes { walk["class"] = OptionDocument.names(classes, option: "--class \(classes)") }
      if let truncation { walk.set("truncation", SettingValue(truncation), option: "--truncation \(truncation)") }
      if let keyframes { walk.set("keyframes", SettingValue(keyframes), option: "--keyframes \(keyframes)") }
      if let sound { walk.set("sound", SettingValue(sound), option: "--sound \(sound)") }
      if let seconds { walk.set("seconds", SettingValue(seconds), option: "--seconds \(seconds)") }
      if let frames { walk.set("frames", SettingValue(frames), option: "--frames \(frames)") }
      if let fps { walk.set("fps", SettingValue(fps), option: "--fps \(fps)") }
      if let path { walk.set("path", SettingValue(path), option: "--path \(path)") }
      if let easing { walk.set("easing", SettingValue(easing), option: "--easing \(easing)") }
      if let pace { walk.set("pace", SettingValue(pace), option: "--pace \(pace)") }
      if let walks { walk.set("walks", SettingValue(walks), option: "--walks \(walks)") }
      if let render { walk["render"] = try OptionDocument.size(render, option: "--render \(render)") }
      walk["loop"] = SettingValue(loop)
      var video = OptionDocument.stage("video")
      video.set("file", SettingValue(target.name), option: "--output \(output)")
      if let size { video.set("size", SettingValue(size), option: "--size \(size)") }
      if let upscaling { video.set("upscaling", SettingValue(upscaling), option: "--upscaling \(upscaling)") }
      stages += [walk, video]
      let run = try OptionDocument.prepare(
        stages, more: recipe.document, seed: seed, convolutions: convolutions, threads: threads, console: console)
      _ = try run.quick.run(in: target.folder, name: target.name)
      console.result(output)
    }
  }
}
