public import ArtFiles
public import ArtSettings

/// What an output was made from, as it travels in the file: enough to make it again.
public struct Recipe: Hashable, Sendable {
  /// The document, without paths that lead out of its folder.
  public var document: SettingValue
  /// The id of the stage that made the file.
  public var stage: String
  /// The file's name, where the stage makes several; nil for the only one, and in files of versions that did not tell.
  public var file: String?
  /// The hash of the generator that made the images (`Checkpoint.generatorHash()`); nil where none did, or where it is not
  /// told.
  public var model: ContentHash?
  /// The hash of what the training's images follow from: equal hashes mean equal images; nil where the model was loaded,
  /// or where it is not told.
  public var data: ContentHash?
  /// The version of artpipe; nil where it is not told.
  public var version: String?

  /// The seed as the document gives it.
  public var seed: UInt64 { document["seed"]?.number?.unsigned ?? 1 }

  static let softwareKey = "Software"
  static let key = "artpipe"
  static let software = "artpipe "

  /// The recipe as texts by keyword.
  var texts: [String: String] {
    var value: SettingValue = ["document": document, "stage": SettingValue(stage)]
    value["file"] = file.map { SettingValue($0) }
    value["model"] = model.map { SettingValue($0.hex) }
    value["data"] = data.map { SettingValue($0.hex) }
    return [Self.softwareKey: Self.software + (version ?? ArtPipeVersion.current), Self.key: value.canonicalJSON]
  }

  /// A recipe's texts with the name of one of several files.
  static func naming(_ file: String, in texts: [String: String]) -> [String: String] {
    guard let text = texts[key], var value = SettingValue(json: text, at: nil) else { return texts }
    value["file"] = SettingValue(file)
    return texts.merging([key: value.canonicalJSON]) { $1 }
  }

  /// All of it for other programs.
  public var json: SettingValue {
    var value: SettingValue = ["stage": SettingValue(stage), "seed": SettingValue(seed)]
    value["artpipe"] = version.map { SettingValue($0) }
    value["file"] = file.map { SettingValue($0) }
    value["model"] = model.map { SettingValue($0.hex) }
    value["data"] = data.map { SettingValue($0.hex) }
    value["document"] = document
    return value
  }
}
