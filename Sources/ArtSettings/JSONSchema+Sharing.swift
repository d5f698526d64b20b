extension JSONSchema {
  /// A schema in which what stands more than once, and is not short, stands once in `$defs`. A part is called after the key
  /// that it is first found at.
  public static func sharing(_ schema: SettingValue) -> SettingValue {
    var parts = SharedParts()
    parts.count(schema)
    return parts.shared(schema)
  }
}

/// The parts of a schema that stand more than once.
private struct SharedParts {
  /// Shorter parts are better read where they stand.
  private static let least = 300
  /// Keywords that hold schemas by keys.
  private static let named: Set = ["properties", "$defs"]
  /// Keywords that hold lists of schemas.
  private static let listed: Set = ["anyOf", "allOf"]
  /// Keywords that hold one schema.
  private static let single: Set = ["items", "additionalProperties", "then"]

  private var counts: [String: Int] = [:]
  /// The names of parts that have got one.
  private var names: [String: String] = [:]
  private var shared: [(name: String, schema: SettingValue)] = []
  private var taken: Set<String> = []

  /// Counts how often each part stands in a schema, the parts of one that is known already left out.
  mutating func count(_ schema: SettingValue) {
    Self.forEachPart(of: schema) { _, part in
      let text = part.canonicalJSON
      guard text.utf8.count >= Self.least else { return }
      counts[text, default: 0] += 1
      if counts[text] == 1 { count(part) }
    }
  }

  /// The schema with references in the place of parts that stand more than once.
  mutating func shared(_ schema: SettingValue) -> SettingValue {
    taken = Set(schema["$defs"]?.members?.map(\.key) ?? [])
    var schema = replaced(schema, key: "")
    guard !shared.isEmpty else { return schema }
    var definitions = schema["$defs"] ?? [:]
    for (name, part) in shared { definitions[name] = part }
    schema["$defs"] = definitions
    return schema
  }

  private mutating func replaced(_ schema: SettingValue, key: String) -> SettingValue {
    guard let members = schema.members else { return schema }
    var result: SettingValue = [:]
    for member in members {
      let value = member.value
      if Self.named.contains(member.key), let parts = value.members {
        var object: SettingValue = [:]
        for part in parts {
          // What is a definition already stays one.
          object[part.key] =
            member.key == "$defs" ? replaced(part.value, key: part.key) : reference(part.value, key: part.key)
        }
        result[member.key] = object
      } else if Self.listed.contains(member.key), let parts = value.array {
        result[member.key] = SettingValue(parts.map { reference($0, key: key) })
      } else if Self.single.contains(member.key) {
        result[member.key] = reference(value, key: key)
      } else {
        result[member.key] = value
      }
    }
    return result
  }

  private mutating func reference(_ part: SettingValue, key: String) -> SettingValue {
    let text = part.canonicalJSON
    guard counts[text, default: 0] > 1 else { return replaced(part, key: key) }
    if let name = names[text] { return Self.reference(to: name) }
    let name = freeName(key.isEmpty ? "part" : key)
    names[text] = name
    // Its own parts come behind it.
    let place = shared.count
    shared.append((name, part))
    shared[place].schema = replaced(part, key: key)
    return Self.reference(to: name)
  }

  private mutating func freeName(_ key: String) -> String {
    var (name, number) = (key, 2)
    while !taken.insert(name).inserted {
      name = "\(key)-\(number)"
      number += 1
    }
    return name
  }

  private static func reference(to name: String) -> SettingValue { ["$ref": SettingValue("#/$defs/\(name)")] }

  private static func forEachPart(of schema: SettingValue, _ body: (String, SettingValue) -> Void) {
    for member in schema.members ?? [] {
      if named.contains(member.key), let parts = member.value.members {
        for part in parts { body(part.key, part.value) }
      } else if listed.contains(member.key), let parts = member.value.array {
        for part in parts { body(member.key, part) }
      } else if single.contains(member.key) {
        body(member.key, member.value)
      }
    }
  }
}
