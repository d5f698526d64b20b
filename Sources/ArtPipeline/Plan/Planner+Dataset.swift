import ArtData
import ArtSettings

extension Planner {
  /// The pictures that a document names, or those that its model is usually trained on.
  func readDataset(
    _ value: SettingValue?, default name: String?, path: String = "dataset", _ log: ProblemLog
  ) -> DatasetSpecification? {
    guard let value = value ?? name.map({ SettingValue($0) }) else { return nil }
    return tools.datasets.read(value, path: path, log: log)
  }
}
