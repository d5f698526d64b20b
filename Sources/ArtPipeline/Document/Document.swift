import ArtFiles
public import ArtGraph
public import ArtSettings

/// What a pipeline document says, before anything in it is looked up.
public struct Document: Sendable {
  /// The run's name, also its folder's.
  public let name: String
  /// The seed of everything random in the run that has no seed of its own.
  public let seed: UInt64
  /// Which algorithms may compute its convolutions.
  public let convolutionAlgorithms: ConvolutionAlgorithms
  /// Whether the run ends with a page about it: see ``RunPage``.
  public let hasReport: Bool
  /// Whether images and videos carry the document.
  public let embedsRecipe: Bool
  /// The document as it runs: with all overrides.
  public let value: SettingValue

  /// For keys whose text stands for an object with one key, that key.
  public static let shorthands = ["model": "plugin", "dataset": "kind"]

  init(
    name: String, seed: UInt64, convolutionAlgorithms: ConvolutionAlgorithms, hasReport: Bool, embedsRecipe: Bool,
    value: SettingValue
  ) {
    self.name = name
    self.seed = seed
    self.convolutionAlgorithms = convolutionAlgorithms
    self.hasReport = hasReport
    self.embedsRecipe = embedsRecipe
    self.value = value
  }

  /// A device with the document's choice of algorithms.
  func configured(_ device: any Device) -> any Device {
    var device = device
    device.convolutionAlgorithms = convolutionAlgorithms
    return device
  }

  /// Reads the name: letters, digits and a few signs, since it names a folder.
  static func readName(_ reader: SettingsReader, default: String) -> String {
    let name = reader.string("name", default: `default`, "The run's name; its folder is runs/NAME.")
    let allowed = name.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || $0.properties.numericType != nil || $0.properties.generalCategory == .nonspacingMark
        || "-_. ".unicodeScalars.contains($0)
    }
    if !allowed || Paths.fault(ofName: name) != nil || name.hasSuffix(" ") {
      reader.problem(
        at: "name", .outOfRange,
        "expected a name of letters, digits, '-', '_', '.' and spaces that does not begin with '.', found \"\(name)\"")
      return `default`
    }
    return name
  }

  /// A document's name where it says none: its file's, without the ending.
  static func defaultName(of location: SourceLocation?) -> String {
    let file = location.map { Paths.split($0.origin).name } ?? ""
    let stem = file.lastIndex(of: ".").map { String(file[..<$0]) } ?? file
    return stem.isEmpty || stem.hasPrefix("-") ? "pipeline" : stem
  }
}
