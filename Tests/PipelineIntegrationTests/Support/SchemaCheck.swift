import ArtSettings

/// Checks values by a JSON schema, as far as the schemas of artpipe go. `Tools/schemas/check.py` does the same by a checker
/// of the package index, and `SchemaTests` compares both.
struct SchemaCheck {
  let root: SettingValue

  /// Keywords that say nothing of what is allowed.
  private static let silent: Set = [
    "$schema", "$defs", "title", "description", "default", "enumDescriptions", "then",
  ]

  /// What is wrong with a value, by its paths; empty where nothing is.
  func problems(_ value: SettingValue) -> [String] { problems(value, root, at: "") }

  private func problems(_ value: SettingValue, _ schema: SettingValue, at path: String) -> [String] {
    (schema.members ?? []).flatMap { rule in
      Self.silent.contains(rule.key) ? [] : problems(value, rule.key, rule.value, in: schema, at: path)
    }
  }

  private func isValid(_ value: SettingValue, _ schema: SettingValue) -> Bool {
    problems(value, schema, at: "").isEmpty
  }

  private func problems(
    _ value: SettingValue, _ keyword: String, _ rule: SettingValue, in schema: SettingValue, at path: String
  ) -> [String] {
    func wrong(_ isWrong: Bool) -> [String] { isWrong ? ["\(path): \(keyword)"] : [] }
    switch keyword {
    case "$ref":
      let name = rule.string?.split(separator: "/").last.map(String.init) ?? ""
      guard let part = root["$defs"]?[name] else { return ["there is no \(name)"] }
      return problems(value, part, at: path)
    case "type": return wrong(rule.string != value.type && !(rule.string == "number" && value.type == "integer"))
    case "enum": return wrong(!(rule.array ?? []).contains { $0.canonicalJSON == value.canonicalJSON })
    case "const": return wrong(rule.canonicalJSON != value.canonicalJSON)
    case "minimum": return wrong(value.isNumber { $0 < rule.double })
    case "maximum": return wrong(value.isNumber { $0 > rule.double })
    case "exclusiveMinimum": return wrong(value.isNumber { $0 <= rule.double })
    case "exclusiveMaximum": return wrong(value.isNumber { $0 >= rule.double })
    case "minItems": return wrong(value.array.map { Double($0.count) < rule.double } ?? false)
    case "maxItems": return wrong(value.array.map { Double($0.count) > rule.double } ?? false)
    case "items":
      return (value.array ?? []).enumerated().flatMap { problems($1, rule, at: "\(path)[\($0)]") }
    case "properties":
      return (value.members ?? []).flatMap { member in
        rule[member.key].map { problems(member.value, $0, at: "\(path).\(member.key)") } ?? []
      }
    case "additionalProperties":
      let known = Set((schema["properties"]?.members ?? []).map(\.key))
      return (value.members ?? []).filter { !known.contains($0.key) }.flatMap { member in
        rule.bool == false ? ["\(path).\(member.key)"] : problems(member.value, rule, at: "\(path).\(member.key)")
      }
    case "required":
      return (rule.array ?? []).compactMap(\.string).filter { value.members != nil && value[$0] == nil }.map {
        "\(path).\($0) is missing"
      }
    case "anyOf": return wrong(!(rule.array ?? []).contains { isValid(value, $0) })
    case "allOf": return (rule.array ?? []).flatMap { problems(value, $0, at: path) }
    case "not": return wrong(isValid(value, rule))
    case "if": return isValid(value, rule) ? schema["then"].map { problems(value, $0, at: path) } ?? [] : []
    default: return ["\(path): the keyword \(keyword) is not known here"]
    }
  }
}

extension SettingValue {
  fileprivate var type: String {
    switch content {
    case .null: "null"
    case .bool: "boolean"
    case .number(let number): number.double.rounded() == number.double ? "integer" : "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }

  fileprivate var double: Double { number?.double ?? .nan }

  fileprivate func isNumber(_ isOutside: (Double) -> Bool) -> Bool { number.map { isOutside($0.double) } ?? false }
}
