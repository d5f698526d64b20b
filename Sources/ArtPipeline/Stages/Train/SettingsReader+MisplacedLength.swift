import ArtSettings

extension SettingsReader {
  /// Says how to write a training's length that stands where none is read.
  ///
  /// - Parameters:
  ///   - key: `budget`, or the length itself.
  ///   - place: where it belongs.
  func misplacedLength(_ key: String, belongs place: String) {
    misplaced(key) { value in
      let length = key == "budget" ? value.members?.first : SettingValue.Member(key, value)
      let words = length.map { "\"\($0.key)\": \($0.value.canonicalJSON)" } ?? "\"minutes\": 10"
      return "write \(words) \(place), or a \"budget\" into the model's recipe (model.recipe.budget)"
    }
  }
}
