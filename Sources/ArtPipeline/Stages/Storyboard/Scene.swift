import ArtGAN
import ArtSettings

/// One scene of a storyboard, as a document has it.
struct Scene: Sendable {
  /// What is seen.
  enum Image: Sendable {
    /// A sample by its number on a sheet, from 1; of the stage's samples or seed where it has no seed of its own.
    case sample(Int, seed: UInt64?)
    /// The first point of a seed.
    case seed(UInt64)
    /// A point of the stage's points file, by its name or number.
    case point(String)
    /// A point of the stage's seed that follows from the scene's place.
    case own
  }

  let image: Image
  /// By name or number.
  let className: String?
  /// nil for the stage's.
  let truncation: Double?
  /// How the scene is timed where it says so itself.
  let timing: SceneTiming

  /// The setting `scenes`: a list, or the number of samples to take; nil where it is not written.
  static func list(_ settings: SettingsReader, hasPoints: Bool) -> [Scene]? {
    let key = "scenes"
    let help =
      "The scenes in their order; a number stands for {\"sample\": …}, a text for {\"point\": …} where there are 'points', "
      + "else for {\"class\": …}. A number alone, such as 8, takes the first samples; 6 where not given."
    let most = 10_000
    let nested = settings.isDescribing ? SettingsReader.describe(in: settings.environment) { Scene($0) } : []
    let description = SettingDescription(
      key, .list, element: .object, nested: nested, forms: [.form(.integer, limits: Limits(2...Double(most)))],
      elementForms: [.form(.integer, limits: .atLeast(1)), .form(.text)], help: help)
    guard let value = settings.value(description) else { return nil }
    func problem(_ code: Problem.Code, _ message: String) { settings.problem(at: key, code, message) }
    if let count = value.number?.integer, (2...most).contains(count) { return (1...count).map { Scene(sample: $0) } }
    guard let elements = value.array else {
      problem(.wrongType, "expected a list of scenes or a number of at least 2, found \(value.summary)")
      return nil
    }
    guard (2...most).contains(elements.count) else {
      problem(
        .outOfRange,
        "a storyboard needs at least 2 scenes and has at most \(Counted.text(most)), found \(Counted.text(elements.count))"
      )
      return nil
    }
    return elements.enumerated().map { number, element in
      var written = element
      if element.number != nil { written = ["sample": element] }
      if element.string != nil { written = [hasPoints ? "point" : "class": element] }
      written.location = element.location
      let reader = SettingsReader(
        written, path: settings.path(of: "\(key)[\(number)]"), environment: settings.environment, log: settings.log)
      return Scene(reader)
    }
  }

  init(sample number: Int) {
    (image, className, truncation, timing) = (.sample(number, seed: nil), nil, nil, SceneTiming())
  }

  private init(_ settings: SettingsReader) {
    let sample = settings.optionalInteger("sample", in: 1...1_000_000, "A sample, by its number on a sheet, from 1.")
    let seed = settings.optionalSeed(
      "seed", "The image of this seed; with 'sample', the seed of the sheet that has the sample.")
    let point = settings.names("point", "A point of the file 'points', by its name or its number from 1.")
    let classes = settings.names("class", "The class of the image, by name or number.")
    truncation = LatentChoice.truncation(settings)
    timing = SceneTiming(settings)
    className = classes?.first
    image =
      point?.first.map { .point($0) } ?? sample.map { .sample($0, seed: seed) } ?? seed.map { .seed($0) } ?? .own
    guard !settings.isDescribing else { return }
    settings.misplaced("image") { value in
      let file = value.string.map { "\"\($0)\"" } ?? "\"FILE\""
      return
        "an image of your own is a scene by its point: put {\"kind\": \"project\", \"images\": \(file)} before the "
        + "storyboard, and give the scene its number there, as 'sample'"
    }
    settings.finish()
    guard settings.log.isEmpty else { return }
    for (key, names) in [("point", point), ("class", classes)] where names.map({ $0.count != 1 }) ?? false {
      settings.problem(at: key, .outOfRange, "a scene shows one image; give one name")
    }
    if point != nil, let other = ["sample", "seed", "class"].first(where: settings.has) {
      settings.problem(at: other, .conflict, "give either 'point' or '\(other)'")
    }
    if sample == nil, seed == nil, point == nil, classes == nil {
      settings.problem(
        at: nil, .missing, "the scene shows nothing: give 'sample', 'seed', 'class' or 'point'")
    }
  }
}
