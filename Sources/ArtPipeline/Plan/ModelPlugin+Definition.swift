public import ArtGAN
public import ArtSettings

extension ModelPlugin {
  /// The model under settings as documents give them, those of its recipe included:
  /// `["width": 64, "recipe": ["batchSize": 32]]`.
  ///
  /// - Parameters:
  ///   - settings: The model's settings, without its name; what is left out has its default.
  ///   - environment: The sets of parts that settings can name: ``Toolbox/environment``, or artpipe's own.
  /// - Throws: `Problems`, all that there are: unknown settings, wrong values, settings that make no working model.
  public func definition(
    _ settings: SettingValue = [:], in environment: SettingsEnvironment = SettingsEnvironment()
  ) throws(Problems) -> ModelDefinition {
    let log = ProblemLog()
    let reader = SettingsReader(settings, environment: environment, log: log)
    let definition = Planner.define(self, reader)
    reader.finish()
    try log.check()
    return definition
  }
}
