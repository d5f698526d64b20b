extension SettingOverride {
  /// A change that an option of its own makes, such as `--seed 7`.
  public init(_ steps: [String], _ value: SettingValue, option: String) {
    self.steps = steps
    location = SourceLocation(option: option)
    self.value = value.placed(at: location)
  }
}
