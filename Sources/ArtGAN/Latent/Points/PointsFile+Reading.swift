public import ArtFiles
public import ArtSettings

extension PointsFile {
  /// Reads a file.
  ///
  /// - Throws: `Problems`: what is wrong with it, each with its place.
  public init(readingFrom file: String) throws(Problems) {
    try self.init(reading: try SettingValue.read(file: file))
  }

  /// Reads a file of a run folder, as this program writes them.
  ///
  /// - Throws: `Problems`: what is wrong with it, each with its place.
  public init(readingFrom place: FilePlace) throws(Problems) {
    func failed(_ code: Problem.Code, _ reason: String) -> Problems {
      Problems([Problem(code, reason, at: SourceLocation(file: place.path))])
    }
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try FileReader.contents(of: place, limit: DocumentLimits.jsonBytes)
    } catch {
      throw failed(.file, error.reason)
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw failed(.syntax, "this is no UTF-8 text; use another copy of it")
    }
    try self.init(parsing: text, file: place.path)
  }

  /// Reads a file's text.
  ///
  /// - Parameters:
  ///   - text: JSON.
  ///   - file: The name for messages.
  /// - Throws: `Problems`: what is wrong with it, each with its place.
  public init(parsing text: String, file: String) throws(Problems) {
    try self.init(reading: try SettingValue.parse(text, file: file))
  }

  private init(reading value: SettingValue) throws(Problems) {
    let log = ProblemLog()
    let reader = Reader(log: log)
    self = reader.file(value)
    try log.check()
  }

  private struct Reader {
    let log: ProblemLog

    func file(_ value: SettingValue) -> PointsFile {
      guard let version = value["artpoints"] else {
        add(.missing, "this is not a points file: it has no \"artpoints\"; name one that ends in \(ending)", value, "")
        return PointsFile()
      }
      guard let number = version.number?.integer, number >= 1 else {
        add(.outOfRange, "expected the version of the format, found \(version.summary)", version, "artpoints")
        return PointsFile()
      }
      guard number <= PointsFile.version else {
        add(
          .limit, "was written by a newer artpipe (format 'artpoints \(number)'): update artpipe to read it", version,
          "artpoints")
        return PointsFile()
      }
      let known: Set = ["artpoints", "model", "points", "directions"]
      return PointsFile(
        model: value["model"].map(model),
        points: list(value["points"], "points", point), directions: list(value["directions"], "directions", direction),
        others: (value.members ?? []).filter { !known.contains($0.key) }.map { .init($0.key, $0.value.placed(at: nil)) }
      )
    }

    private func model(_ value: SettingValue) -> Model {
      var model = Model(id: value["id"]?.string, name: value["name"]?.string)
      if let text = value["hash"]?.string, text.hasPrefix(hashMark) {
        model.hash = String(text.dropFirst(hashMark.count))
      }
      if let latent = value["latent"], let size = latent["size"]?.number?.integer, size > 0 {
        model.latent = LatentSpace(
          size: size,
          distribution: latent["distribution"]?.string.flatMap(LatentDistribution.init) ?? .normal)
      }
      model.classes = value["classes"]?.array?.compactMap(\.string) ?? []
      return model
    }

    private func point(_ value: SettingValue, _ path: String) -> NamedPoint {
      var point = NamedPoint(name: value["name"]?.string, latent: numbers(value, "latent", path))
      if let weights = value["classes"]?.members {
        point.classes = weights.compactMap { member in
          number(member.value, "\(path).classes.\(member.key)").map { .init(member.key, $0) }
        }
      } else if let name = value["class"]?.string {
        point.classes = [.init(name)]
      }
      if let truncation = value["truncation"], !truncation.isNull {
        point.truncation = number(truncation, "\(path).truncation").map { _ in truncation.number?.double ?? 1 }
      }
      if let seed = value["seed"].flatMap({ $0.number?.unsigned ?? $0.string.flatMap { UInt64($0) } }) {
        point.sample = (seed, max(1, value["sample"]?.number?.integer ?? 1))
      }
      return point
    }

    private func direction(_ value: SettingValue, _ path: String) -> LatentDirection {
      var direction = LatentDirection(
        name: value["name"]?.string ?? "Direction \(path.filter(\.isNumber))", vector: numbers(value, "vector", path))
      if let range = value["range"], !range.isNull {
        let ends = (range.array ?? []).compactMap(\.number?.double)
        if ends.count == 2, ends[0] < ends[1] {
          direction.range = ends[0]...ends[1]
        } else {
          add(.outOfRange, "expected two rising numbers, found \(range.summary)", range, "\(path).range")
        }
      }
      return direction
    }

    private func list<Element>(
      _ value: SettingValue?, _ path: String, _ read: (SettingValue, String) -> Element
    ) -> [Element] {
      guard let value, !value.isNull else { return [] }
      guard let values = value.array else {
        add(.wrongType, "expected a list, found \(value.summary)", value, path)
        return []
      }
      return values.enumerated().map { read($1, "\(path)[\($0)]") }
    }

    private func numbers(_ value: SettingValue, _ key: String, _ path: String) -> [Float] {
      guard let values = value[key]?.array, !values.isEmpty else {
        add(.missing, "expected a list of numbers '\(key)'", value[key] ?? value, path)
        return []
      }
      return values.enumerated().map { number($1, "\(path).\(key)[\($0)]") ?? 0 }
    }

    /// A number as a float: the nearest one to what is written.
    private func number(_ value: SettingValue, _ path: String) -> Float? {
      guard let number = value.number, let float = Float(number.text), float.isFinite,
        abs(number.double) <= DocumentLimits.number
      else {
        add(.wrongType, "expected a number, found \(value.summary)", value, path)
        return nil
      }
      return float
    }

    private func add(_ code: Problem.Code, _ message: String, _ value: SettingValue, _ path: String) {
      log.add(Problem(code, message, at: value.location, path: path))
    }
  }
}
