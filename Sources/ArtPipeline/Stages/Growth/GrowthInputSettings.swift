import ArtEvaluation
import ArtGAN
import ArtMedia
import ArtNN
import ArtSettings

/// Which inputs of a model that translates images are shown while it learns.
struct GrowthInputSettings: Sendable {
  /// nil for those that the training's progress sheets show.
  let own: OwnImages?
  /// Height and width of the first of one's own.
  let size: Size2D?
  /// Whether each input stands beside what becomes of it, with its target where there is one.
  let isCompared: Bool
  /// What is given of these settings, and what is given of those that choose points.
  let (written, writtenOfPoints): ([String], [String])

  /// The most images side by side.
  static let most = 256
  private static let ofPoints = [
    "seed", "seeds", "points", "pointNames", "latents", "class", "truncation", "move", "directions", "keyframes",
    "path",
  ]

  init(_ settings: SettingsReader) {
    let images = OwnImages(
      settings, key: "input",
      help:
        "For models that translate: an image, a list of images, or a folder of them. Where not given, those that the "
        + "training's progress sheets show.", isRequired: false, fittedTo: "those of the first")
    isCompared = settings.bool(
      "compare", default: false,
      "For models that translate: puts each input to the left of what becomes of it, and its target, where there is one, "
        + "to the right.")
    if images.files.count > Self.most, settings.log.isEmpty {
      settings.problem(
        at: "input", .outOfRange, "expected at most \(Self.most) images, found \(Counted.text(images.files.count))")
    }
    var first: Size2D?
    images.check(settings) { image, _ in first = first ?? Size2D(image.height, image.width) }
    (own, size) = (images.files.isEmpty ? nil : images, first)
    written = ["input", "compare", "fit", "background"].filter(settings.has)
    writtenOfPoints = Self.ofPoints.filter(settings.has)
  }

  /// Why these settings are none for a kind of model, with the setting to blame; nil where they are.
  func problem(with kind: ModelKind, size: Size2D?) -> (key: String, message: String)? {
    switch kind {
    case .noise:
      return written.first.map { key in
        (key, "'\(key)' is for models that translate images, and this one makes them from noise; leave it out")
      }
    case .image:
      if let key = writtenOfPoints.first {
        return (key, "'\(key)' is for models that make images from noise, and this one translates images; leave it out")
      }
      guard size != nil, own == nil else { return nil }
      return ("render", "'render' is the size that the images of 'input' get; name some, or leave 'render' out")
    }
  }

  /// How many images a frame of each input has side by side.
  func columns(isPaired: Bool) -> Int { isCompared ? TranslationSheet.columns(isPaired: isPaired && own == nil) : 1 }

  /// What the inputs follow from.
  ///
  /// - Parameter most: The most inputs.
  func fingerprint(most: Int, _ model: ModelDefinition, _ context: StageContext) throws -> SettingValue {
    var value: SettingValue = ["compare": SettingValue(isCompared)]
    if let own {
      value["files"] = try own.fingerprint()
      value["fit"] = SettingValue(own.fit.rawValue)
      value["background"] = SettingValue("\(own.background)")
    } else {
      for (key, images) in try EvaluationImages.fingerprint(context.inputs, model) { value[key] = images }
      value["seed"] = SettingValue(context.seed)
      value["most"] = SettingValue(most)
    }
    return value
  }
}
