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
  /// The files that the stages read, but for the images of a training; nil in recipes of `Form.first`, which tell of none.
  public var files: [RecipeFile]?
  /// How long trainings were whose length the document does not tell, by their stages' ids.
  public var trainings: [String: TrainingLength] = [:]

  /// The versions of a recipe's form.
  enum Form {
    /// Without a number.
    static let first = 1
    /// Tells of files and of trainings' lengths.
    static let current = 2
  }

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
    addReadings(to: &value)
    return [Self.softwareKey: Self.software + (version ?? ArtPipeVersion.current), Self.key: value.canonicalJSON]
  }

  /// Adds what recipes of the current form tell besides.
  private func addReadings(to value: inout SettingValue) {
    guard let files else { return }
    value["format"] = SettingValue(Form.current)
    if !files.isEmpty { value["files"] = SettingValue(files.map(\.json)) }
    guard !trainings.isEmpty else { return }
    var lengths: SettingValue = [:]
    for (id, length) in trainings { lengths[id] = length.json }
    value["trainings"] = lengths
  }

  /// A recipe's texts with the name of one of several files.
  static func naming(_ file: String, in texts: [String: String]) -> [String: String] {
    changing(texts) { $0["file"] = SettingValue(file) }
  }

  /// A recipe's texts with the name of one of several files, and the hash of the file that it alone was made from.
  static func naming(_ file: String, madeFrom input: ContentHash, in texts: [String: String]) -> [String: String] {
    changing(texts) { value in
      value["file"] = SettingValue(file)
      value["input"] = SettingValue(input.hex)
    }
  }

  /// What one of several files was made from and how: equal where making it again would give the same. The other files that
  /// its stage read do not count. Nil for texts without a recipe.
  static func made(_ texts: [String: String]) -> SettingValue? {
    guard let text = texts[key], var value = SettingValue(json: text, at: nil), value["input"] != nil else {
      return nil
    }
    value["files"] = nil
    value[softwareKey] = texts[softwareKey].map { SettingValue($0) }
    return value
  }

  /// A recipe's texts for a file of a training on its way: its name, and the length of the training until then.
  static func naming(
    _ file: String, ofTraining id: String, _ length: TrainingLength, in texts: [String: String]
  ) -> [String: String] {
    changing(texts) { value in
      // A file of the first form is made again as it was.
      guard value["format"] != nil else { return }
      value["file"] = SettingValue(file)
      var lengths = value["trainings"] ?? [:]
      lengths[id] = length.json
      value["trainings"] = lengths
    }
  }

  private static func changing(
    _ texts: [String: String], _ change: (inout SettingValue) -> Void
  ) -> [String: String] {
    guard let text = texts[key], var value = SettingValue(json: text, at: nil) else { return texts }
    change(&value)
    return texts.merging([key: value.canonicalJSON]) { $1 }
  }

  /// All of it for other programs.
  public var json: SettingValue {
    var value: SettingValue = ["stage": SettingValue(stage), "seed": SettingValue(seed)]
    value["artpipe"] = version.map { SettingValue($0) }
    value["file"] = file.map { SettingValue($0) }
    value["model"] = model.map { SettingValue($0.hex) }
    value["data"] = data.map { SettingValue($0.hex) }
    addReadings(to: &value)
    value["document"] = document
    return value
  }
}
