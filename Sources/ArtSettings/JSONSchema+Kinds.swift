/// One of several kinds of a thing that each have settings of their own, such as the kinds of stages.
public struct KindDescription: Sendable {
  /// Its name in documents.
  public let id: String
  /// One line: what it is.
  public let summary: String
  /// Its settings, that which names the kind left out or not.
  public let settings: [SettingDescription]

  public init(_ id: String, summary: String, settings: [SettingDescription]) {
    self.id = id
    self.summary = summary
    self.settings = settings
  }
}

extension JSONSchema {
  /// A thing whose kind is named at a key, and whose other keys are the settings of that kind: the names of kinds alone,
  /// where these need no settings, or an object. The rules of each kind stand apart, so that an editor completes the keys of
  /// the kind that is written, and a checker names the wrong key and not all kinds there are.
  ///
  /// - Parameters:
  ///   - name: What the thing is called in `$defs`: `stage`. The kinds are called after it: `stage-train`.
  ///   - key: The key that names the kind.
  ///   - help: What that key is, in a line.
  ///   - kinds: All that there are.
  ///   - texts: Whether any other text can stand for the thing too, such as a path.
  ///   - unnamed: A key that tells the kind as well, where the kind is not named, such as `path`, and the kinds that it can
  ///     tell. nil where it must be named.
  /// - Returns: The parts of `$defs`, the thing itself first.
  public static func kinds(
    _ name: String, at key: String, _ help: String, _ kinds: [KindDescription], texts: Bool = false,
    orBy unnamed: (key: String, kinds: [String])? = nil
  ) -> [(name: String, schema: SettingValue)] {
    func reference(_ id: String) -> SettingValue { ["$ref": SettingValue("#/$defs/\(name)-\(id)")] }
    func named(_ kinds: [KindDescription]) -> SettingValue {
      var schema = JSONSchema.texts(kinds.map(\.id))
      // Editors show these beside the names; checkers pass over them.
      if kinds.contains(where: { !$0.summary.isEmpty }) {
        schema["enumDescriptions"] = SettingValue(kinds.map { SettingValue($0.summary) })
      }
      return schema
    }
    var rules: [SettingValue] = kinds.map { kind in
      ["if": condition(key, kind.id), "then": reference(kind.id)]
    }
    if let unnamed {
      rules.append([
        "if": ["not": ["required": [SettingValue(key)]]],
        "then": [
          "required": [SettingValue(unnamed.key)], "anyOf": SettingValue(unnamed.kinds.map(reference)),
        ],
      ])
    }
    var choice = named(kinds)
    choice["description"] = SettingValue(help)
    var object: SettingValue = ["type": "object", "properties": [key: choice]]
    if unnamed == nil { object["required"] = [SettingValue(key)] }
    object["allOf"] = SettingValue(rules)
    let short = kinds.filter { !$0.settings.contains { $0.isRequired && $0.key != key } }
    let forms: [SettingValue] = [named(short)] + (texts ? [["type": "string"]] : []) + [object]
    let thing: SettingValue = ["anyOf": SettingValue(forms)]
    return [(name, thing)]
      + kinds.map { ("\(name)-\($0.id)", Self.kind($0, at: key, isNamed: unnamed == nil)) }
  }

  private static func condition(_ key: String, _ id: String) -> SettingValue {
    ["properties": [key: ["const": SettingValue(id)]], "required": [SettingValue(key)]]
  }

  /// The object of one kind.
  private static func kind(_ kind: KindDescription, at key: String, isNamed: Bool) -> SettingValue {
    let settings = kind.settings.filter { $0.key != key }
    let description = SettingDescription(
      key, .text, choices: [kind.id], isRequired: isNamed, help: kind.summary)
    return object([description] + settings)
  }
}
