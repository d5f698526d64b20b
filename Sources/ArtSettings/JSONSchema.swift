/// JSON schemas of settings, made from the same reading that checks them: see `SettingsReader.describe`.
public enum JSONSchema {
  /// An object with these settings and no others.
  public static func object(_ settings: [SettingDescription]) -> SettingValue {
    var properties: SettingValue = [:]
    for setting in settings { properties[setting.key] = setting.schema }
    var schema: SettingValue = ["type": "object", "properties": properties]
    let required = settings.filter(\.isRequired).map { SettingValue($0.key) }
    if !required.isEmpty { schema["required"] = SettingValue(required) }
    schema["additionalProperties"] = false
    return schema
  }

  /// One of some texts.
  public static func texts(_ choices: [String]) -> SettingValue {
    ["enum": SettingValue(choices.map { SettingValue($0) })]
  }
}

extension SettingDescription {
  /// The schema of the setting's value.
  var schema: SettingValue {
    var schema = form
    if !help.isEmpty { schema["description"] = SettingValue(help) }
    schema["default"] = defaultValue.flatMap { SettingValue(json: $0, at: nil) }
    return schema
  }

  /// All forms in which the value can be written.
  private var form: SettingValue { Self.any(of: forms.map(\.ownForm) + [ownForm]) }

  private static func any(of forms: [SettingValue]) -> SettingValue {
    forms.count == 1 ? forms[0] : ["anyOf": SettingValue(forms)]
  }

  private var ownForm: SettingValue {
    if !choices.isEmpty { return JSONSchema.texts(choices) }
    switch kind {
    case .any where reference != nil: return object
    case .integer, .number, .text, .flag, .path, .color, .any: return single(kind)
    case .pair:
      let number = single(.integer)
      return ["anyOf": [number, ["type": "array", "items": number, "minItems": 2, "maxItems": 2]]]
    case .list:
      let elements = elementForms.map(\.ownForm) + [element == .object ? object : single(element ?? .any)]
      return ["type": "array", "items": Self.any(of: elements)]
    case .object: return object
    }
  }

  /// The object, or each object of the list, in all forms in which it can be written.
  private var object: SettingValue {
    if let element, kind == .object { return ["type": "object", "additionalProperties": single(element)] }
    if let reference { return ["$ref": SettingValue("#/$defs/\(reference)")] }
    var forms = [JSONSchema.object(nested)]
    if let shorthand, let text = nested.first(where: { $0.key == shorthand }) { forms.insert(text.form, at: 0) }
    if isSwitch { forms.insert(["type": "boolean"], at: 0) }
    return Self.any(of: forms)
  }

  private func single(_ kind: Kind) -> SettingValue {
    switch kind {
    case .integer: limited(["type": "integer"])
    case .number: limited(["type": "number"])
    case .flag: ["type": "boolean"]
    case .text, .color, .path: ["type": "string"]
    case .any, .object, .list, .pair: [:]
    }
  }

  private func limited(_ type: SettingValue) -> SettingValue {
    var schema = type
    if let minimum { schema[excludesMinimum ? "exclusiveMinimum" : "minimum"] = SettingValue(minimum) }
    if let maximum { schema[excludesMaximum ? "exclusiveMaximum" : "maximum"] = SettingValue(maximum) }
    return schema
  }
}
