public import ArtSettings
import ArtTensor

/// Flowers, painted: no download needed.
public struct BlossomsSource: DatasetSource {
  public static let kind = "blossoms"
  public static let summary = "Flowers of ten species before meadows, skies and dusk, painted in any size, labelled"

  /// The number of images.
  public var count: Int
  /// The species to paint, some of ``speciesNames``.
  public var species: [String]
  /// The backgrounds to choose from, some of ``backgroundNames``.
  public var backgrounds: [String]
  /// nil takes the run's seed.
  public var seed: UInt64?

  /// All species, in the order of their class numbers.
  public static var speciesNames: [String] { BloomSpecies.garden.map(\.name) }

  /// All kinds of background.
  public static var backgroundNames: [String] { Scenery.Mood.allCases.map(\.rawValue) }

  public init(
    count: Int = 6_000, species: [String] = speciesNames, backgrounds: [String] = backgroundNames, seed: UInt64? = nil
  ) {
    self.count = count
    self.species = species
    self.backgrounds = backgrounds
    self.seed = seed
  }

  public init(_ reader: SettingsReader) {
    count = reader.integer("count", default: 6_000, in: 1...10_000_000, "How many images to paint.")
    species = Self.names(
      reader, "species", among: Self.speciesNames,
      "The species to paint, all where not given: \(Self.speciesNames.joined(separator: ", ")).")
    backgrounds = Self.names(
      reader, "backgrounds", among: Self.backgroundNames,
      "The backgrounds to choose from, all where not given: \(Self.backgroundNames.joined(separator: ", ")).")
    seed = reader.optionalSeed("seed", "Paints other images; the run's seed where not given.")
  }

  /// A list of known names; all of them where it is not written.
  private static func names(
    _ reader: SettingsReader, _ key: String, among known: [String], _ help: String
  ) -> [String] {
    guard let names = reader.strings(key, help) else { return known }
    for name in names where !known.contains(name) {
      reader.problem(
        at: key, .unknownName, "there is no '\(name)'; known are \(known.joined(separator: ", "))",
        suggestion: closest(to: name, in: known))
    }
    if reader.value(key, help)?.array?.isEmpty == true {
      reader.problem(at: key, .outOfRange, "expected at least one of \(known.joined(separator: ", "))")
    }
    return known.filter(names.contains)
  }

  public func imageCount() -> Int? { count }

  public func fingerprint(_ request: DatasetRequest) -> SettingValue? {
    [
      "count": SettingValue(count), "species": SettingValue(species.map { SettingValue($0) }),
      "backgrounds": SettingValue(backgrounds.map { SettingValue($0) }), "seed": SettingValue(seed ?? request.seed),
    ]
  }

  public func load(_ request: DatasetRequest) throws(DatasetError) -> Dataset {
    let (height, width, channels) = try DrawnSet.size(request, name: Self.kind, side: 28, channels: 3)
    let garden = BloomSpecies.garden.filter { species.contains($0.name) }
    let moods = Scenery.Mood.allCases.filter { backgrounds.contains($0.rawValue) }
    guard count > 0, !garden.isEmpty, !moods.isEmpty else {
      throw DatasetError(
        .invalidArgument, file: Self.kind,
        "\(Counted.text(count)) images of the species \(species) before the backgrounds \(backgrounds) cannot be painted"
      )
    }
    let key = SeedPurpose.blossoms.key(of: seed ?? request.seed)
    let labels = DrawnSet.labels(count: count, classes: garden.count, key: key.folded(.drawnLabels))
    let pixels = try DrawnSet.pixels(
      name: Self.kind, count: count, imageSize: height * width * channels, key: key.folded(.drawnImages),
      request
    ) { index, key, bytes in
      var canvas = PaintCanvas(width: width, height: height)
      BlossomDrawing(species: garden[labels[index]], moods: moods).draw(on: &canvas, key: key)
      canvas.write(to: bytes, channels: channels)
    }
    return try Dataset(
      name: Self.kind, height: height, width: width, channels: channels, pixels: pixels, labels: labels,
      classNames: garden.map(\.name))
  }
}
