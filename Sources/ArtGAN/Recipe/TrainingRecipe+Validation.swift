import ArtSettings

extension TrainingRecipe {
  /// Checks that a document could ask for the recipe: the numbers have the same limits.
  ///
  /// - Throws: ``ModelError/value(_:reason:)``, the first setting that is not possible.
  public func validate() throws(ModelError) {
    let log = ProblemLog()
    do {
      var environment = SettingsEnvironment()
      environment[LossRegistry.self] = try LossRegistry([loss])
      let settings = SettingsReader(try document(), environment: environment, log: log)
      _ = TrainingRecipe(reading: settings, defaults: .dcgan)
      settings.finish()
    } catch {
      throw .value("recipe", reason: "cannot be written: \(error)")
    }
    if let problem = log.problems.first { throw .value(problem.path, reason: problem.message) }
  }
}
