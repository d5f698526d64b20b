import ArtGAN
import ArtSettings

extension SettingsReader {
  /// The settings of a search for images in a model.
  ///
  /// - Parameters:
  ///   - usual: What is taken where nothing is written.
  ///   - kept: The key of the number of searches that are followed to the end, and what it means.
  ///   - hasFeatures: Whether images can be compared by features.
  func search(usual: ProjectionSettings, kept: (key: String, help: String), hasFeatures: Bool) -> ProjectionSettings {
    var settings = usual
    settings.starts = integer("starts", default: usual.starts, in: 1...1024, "How many points are tried.")
    settings.kept = integer(kept.key, default: usual.kept, in: 1...256, kept.help)
    settings.steps = integer("steps", default: usual.steps, in: 5...100_000, "The steps of each search.")
    settings.rate = number("rate", default: usual.rate, in: .above(0, to: 10), "The learning rate at its highest.")
    let limits = Limits<Double>(0...1000)
    if hasFeatures {
      settings.loss.features = number(
        "features", default: usual.loss.features, in: limits,
        "What the difference of the discriminator's features counts; that of pixels counts 1.")
    }
    settings.loss.realism = number(
      "realism", default: usual.loss.realism, in: limits,
      "What the discriminator's doubt that the image is real counts; the difference of pixels counts 1.")
    settings.truncation = number(
      "truncation", default: usual.truncation, in: .above(0, to: 2),
      "The truncation of the images that are looked for: below 1 more typical ones, above 1 more varied ones.")
    if settings.kept > settings.starts, log.isEmpty {
      problem(
        at: has("starts") ? "starts" : kept.key, .conflict,
        "\(Counted.text(settings.kept, "search", "searches")) cannot be followed from \(Counted.text(settings.starts, "start"))"
      )
    }
    return settings
  }
}

extension ModelDefinition {
  /// Why the model has no such class, and the setting that names it; nil where it has, or where its classes are known only
  /// after its training.
  func problem(ofClass name: String?) -> (key: String, message: String)? {
    guard let name, conditioning == nil || !classes.isEmpty else { return nil }
    do throws(PipelineError) {
      _ = try label(named: name)
      return nil
    } catch {
      return ("class", error.message)
    }
  }
}
