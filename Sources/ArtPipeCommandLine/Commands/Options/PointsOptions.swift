import ArgumentParser
import ArtSettings

/// Points of a file in the place of those of a seed.
struct PointsOptions: ParsableArguments {
  @Option(
    help: "A file of points, NAME.artpoints.json: their images, instead of those of a seed.", completion: .pointsFile)
  var points: String?
  @Option(help: "Points of the file by name, or by number from 1: 3,7; all where not given.")
  var pointNames: String?
  @Option(
    help: ArgumentHelp(
      "A .safetensors file with a tensor 'latents' (images, coordinates), as this program writes beside 'images': their "
        + "images, drawn as they are."),
    completion: .weightsFile)
  var latents: String?

  /// Puts them into the settings of a stage.
  func set(in stage: inout SettingValue) {
    stage.set("points", file: points)
    stage.set("latents", file: latents)
    if let pointNames { stage["pointNames"] = OptionDocument.names(pointNames, option: "--point-names \(pointNames)") }
  }
}
