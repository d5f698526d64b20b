public import ArtSettings

// A session in a points file: `points` are the images that were kept, and the member `choices` holds what the sheets
// follow from. `Sources/ArtReport/Page/README.md` has the format.

extension ChoiceSession {
  private static let key = "choices"

  /// Reads the session of a points file.
  ///
  /// - Throws: `Problems`: that there is none, or what is wrong with it.
  public init(in file: PointsFile, at path: String) throws(Problems) {
    guard let member = file.others.first(where: { $0.key == Self.key }) else {
      throw Problems([
        Problem(
          .missing, "holds no choices: it was not written by 'artpipe choose'; name another file",
          at: SourceLocation(file: path))
      ])
    }
    let log = ProblemLog()
    let reader = SettingsReader(member.value, path: Self.key, log: log)
    self.init(
      seed: reader.seed("seed", default: 1, "The seed of the session."),
      count: reader.integer("count", default: Self.usualCount, in: Self.counts, "Images of a sheet."),
      classes: reader.names("class", "The classes of newcomers.") ?? [],
      truncation: reader.optionalNumber("truncation", in: 0...2, "The truncation."), directions: file.directions)
    for (index, round) in (reader.value("rounds", "The numbers that were kept, of each sheet.")?.array ?? [])
      .enumerated()
    {
      let numbers = (round.array ?? []).map { $0.number?.integer ?? 0 }
      do throws(ChoiceError) {
        try keep(numbers)
      } catch {
        log.add(Problem(.outOfRange, "\(error)", at: round.location, path: "\(Self.key).rounds[\(index)]"))
      }
    }
    // Members of a newer program's are passed over.
    reader.acceptAllKeys()
    try log.check()
  }

  /// The session as a points file.
  ///
  /// - Parameters:
  ///   - checkpoint: the model that is chosen from.
  ///   - earlier: the file as it was, whose other members stay.
  /// - Throws: ``LatentError/otherModel(_:)``, or `LayerError` if the generator cannot be built.
  public func file(for checkpoint: Checkpoint, replacing earlier: PointsFile? = nil) throws -> PointsFile {
    let definition = checkpoint.definition
    let kept = try newestSheet(of: definition).kept
    var value: SettingValue = ["seed": SettingValue(seed), "count": SettingValue(count)]
    if !classes.isEmpty { value["class"] = SettingValue(classes.map { SettingValue($0) }) }
    if let truncation { value["truncation"] = SettingValue(truncation) }
    value["rounds"] = SettingValue(rounds.map { SettingValue($0.map { SettingValue($0) }) })
    let others = (earlier?.others ?? []).filter { $0.key != Self.key }
    return PointsFile(
      model: try PointsFile.Model(checkpoint),
      points: kept.map { place in
        definition.namedPoint(
          place.point, name: "Sheet \(place.firstSeen.sheet), image \(place.firstSeen.number)", truncation: truncation,
          sample: place.sample.map { (seed, $0) })
      },
      directions: directions, others: others + [SettingValue.Member(Self.key, value)])
  }
}
