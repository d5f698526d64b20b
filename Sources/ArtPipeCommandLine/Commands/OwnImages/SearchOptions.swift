import ArgumentParser
import ArtSettings

/// A person's images, and how what a model makes of them is looked for.
struct SearchOptions: ParsableArguments {
  @Argument(help: "Your images, or a folder of them.", completion: .file())
  var images: [String]
  @Option(name: .customLong("class"), help: "For class-conditional models: the images' class; each is tried otherwise.")
  var className: String?
  @Option(help: "The steps of each search.")
  var steps: Int?
  @Option(help: "How many points are tried.")
  var starts: Int?
  @Option(
    help: "What happens when proportions differ: crop, pad or stretch.", completion: .list(["crop", "pad", "stretch"]))
  var fit: String?
  @Option(help: "Seeds the points that are tried.")
  var seed: UInt64 = 1

  /// Puts them into the settings of a stage.
  func set(in stage: inout SettingValue) {
    stage.set("images", SettingValue(images.map { SettingValue($0) }), option: "IMAGES")
    stage.set("class", className)
    stage.set("steps", steps)
    stage.set("starts", starts)
    stage.set("fit", fit)
  }
}
