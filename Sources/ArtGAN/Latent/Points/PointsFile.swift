public import ArtFiles
public import ArtSettings

/// Latent points and directions in a file, `NAME.artpoints.json`: favourites, keyframes, projections, named directions.
/// The playground's page reads and writes the same; `Sources/ArtReport/Page/README.md` has the format.
public struct PointsFile: Hashable, Sendable {
  /// Whose points they are, as far as the file says.
  public struct Model: Hashable, Sendable {
    /// The model's id, such as `art-64`.
    public var id: String?
    /// What a person called it.
    public var name: String?
    /// ``Checkpoint/generatorHash()`` as 64 hexadecimal digits.
    public var hash: String?
    public var latent: LatentSpace?
    /// The names of its classes.
    public var classes: [String]

    public init(
      id: String? = nil, name: String? = nil, hash: String? = nil, latent: LatentSpace? = nil, classes: [String] = []
    ) {
      self.id = id
      self.name = name
      self.hash = hash
      self.latent = latent
      self.classes = classes
    }

    /// - Throws: `LayerError` if the generator cannot be built.
    public init(_ checkpoint: Checkpoint, name: String? = nil) throws {
      let definition = checkpoint.definition
      self.init(
        id: definition.id, name: name, hash: try checkpoint.generatorHash().hex, latent: definition.latent,
        classes: definition.classes.map(\.name))
    }
  }

  /// The version of the format that is written, and the highest that is read.
  public static let version = 1
  /// The ending of names.
  public static let ending = ".artpoints.json"

  public var model: Model?
  public var points: [NamedPoint]
  public var directions: [LatentDirection]
  /// What else stands in the file, by key: it is kept when the file is written again.
  public var others: [SettingValue.Member]

  public init(
    model: Model? = nil, points: [NamedPoint] = [], directions: [LatentDirection] = [],
    others: [SettingValue.Member] = []
  ) {
    self.model = model
    self.points = points
    self.directions = directions
    self.others = others
  }

  /// A point by its name, or by its number from 1.
  public func point(named name: String) -> NamedPoint? {
    if let point = points.first(where: { $0.name == name }) { return point }
    guard let number = Int(name), points.indices.contains(number - 1) else { return nil }
    return points[number - 1]
  }

  /// What may make images other than those that the points were kept for; nil for nothing.
  ///
  /// - Parameter checkpoint: The model that is to draw them.
  /// - Throws: `LayerError` if the generator cannot be built.
  public func warning(for checkpoint: Checkpoint) throws -> String? {
    guard let hash = model?.hash, hash != (try checkpoint.generatorHash().hex) else { return nil }
    return
      "these points were made with other weights than those of \(checkpoint.definition.id): they fit, but the images "
      + "may be other ones"
  }
}

extension PointsFile {
  /// The file's text: JSON for people, UTF-8.
  public var text: String {
    var value: SettingValue = ["artpoints": SettingValue(Self.version)]
    if let model { value["model"] = Self.written(model) }
    value["points"] = SettingValue(points.map(Self.written))
    value["directions"] = SettingValue(directions.map(Self.written))
    for member in others { value[member.key] = member.value }
    return value.prettyJSON
  }

  /// Writes the file.
  ///
  /// - Throws: `FileError` where it cannot be written.
  public func write(to place: FilePlace) throws(FileError) {
    try place.write(Array(text.utf8))
  }

  private static func written(_ model: Model) -> SettingValue {
    var value: SettingValue = [:]
    value["id"] = model.id.map { SettingValue($0) }
    value["name"] = model.name.map { SettingValue($0) }
    value["hash"] = model.hash.map { SettingValue(hashMark + $0) }
    value["latent"] = model.latent.map {
      ["size": SettingValue($0.size), "distribution": SettingValue($0.distribution.rawValue)]
    }
    if !model.classes.isEmpty { value["classes"] = SettingValue(model.classes.map { SettingValue($0) }) }
    return value
  }

  private static func written(_ point: NamedPoint) -> SettingValue {
    var value: SettingValue = [:]
    value["name"] = point.name.map { SettingValue($0) }
    value["latent"] = list(point.latent)
    if let only = point.classes.first, point.classes.count == 1, only.weight == 1 {
      value["class"] = SettingValue(only.name)
    } else if !point.classes.isEmpty {
      var weights: SettingValue = [:]
      for known in point.classes { weights[known.name] = number(known.weight) }
      value["classes"] = weights
    }
    value["truncation"] = point.truncation.map { SettingValue($0) }
    if let sample = point.sample {
      // Other programs read numbers as doubles.
      value["seed"] = sample.seed < 1 << 53 ? SettingValue(sample.seed) : SettingValue(String(sample.seed))
      value["sample"] = SettingValue(sample.number)
    }
    return value
  }

  private static func written(_ direction: LatentDirection) -> SettingValue {
    var value: SettingValue = ["name": SettingValue(direction.name), "vector": list(direction.vector)]
    value["range"] = direction.range.map { [SettingValue($0.lowerBound), SettingValue($0.upperBound)] }
    return value
  }

  private static func list(_ numbers: [Float]) -> SettingValue { SettingValue(numbers.map(number)) }

  /// The shortest decimal number that reads back as the same float.
  private static func number(_ value: Float) -> SettingValue {
    SettingValue(.number(SettingNumber(text: "\(value)") ?? SettingNumber(0)))
  }

  static let hashMark = "sha256:"
}
