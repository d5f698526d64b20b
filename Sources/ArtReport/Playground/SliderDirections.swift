import ArtGAN
import ArtPipeline
import ArtSettings

/// The directions that a page's sliders move along, from a file of them.
struct SliderDirections: Sendable {
  private let path: String
  let directions: [LatentDirection]

  /// Reads the setting `directions`; nil where it is not written.
  init?(_ settings: SettingsReader, _ help: String) {
    let path = settings.optionalPath("directions", help)
    let found = path.flatMap { settings.pointsFile($0, at: "directions")?.directions }
    if let path, found?.isEmpty == true {
      settings.problem(
        at: "directions", .outOfRange, "\(path) has no directions; the stage 'directions' writes a file that has")
    }
    guard let path, let found else { return nil }
    (self.path, directions) = (path, found)
  }

  /// Why they are none of a model's, with the setting to blame; nil where they are.
  func problem(with model: ModelDefinition) -> (key: String, message: String)? {
    directions.lazy.compactMap(model.problem(with:)).first.map { ("directions", "\(path): \($0)") }
  }

  /// What a page depends on besides its settings.
  var dependencies: [String: SettingValue] {
    ["directions": SettingValue(PointsFile(directions: directions).text)]
  }
}
