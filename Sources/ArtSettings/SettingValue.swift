/// A JSON value that knows where it was written.
public struct SettingValue: Hashable, Sendable {
  /// One key of an object with its value.
  public struct Member: Hashable, Sendable {
    public var key: String
    public var keyLocation: SourceLocation?
    public var value: SettingValue

    public init(_ key: String, at keyLocation: SourceLocation? = nil, _ value: SettingValue) {
      self.key = key
      self.keyLocation = keyLocation
      self.value = value
    }
  }

  public enum Content: Hashable, Sendable {
    case null
    case bool(Bool)
    case number(SettingNumber)
    case string(String)
    case array([SettingValue])
    /// Members in the order in which they were written; keys are unique.
    case object([Member])
  }

  public var content: Content
  public var location: SourceLocation?

  public init(_ content: Content, at location: SourceLocation? = nil) {
    self.content = content
    self.location = location
  }
}

extension SettingValue {
  public var isNull: Bool { content == .null }

  public var string: String? {
    guard case .string(let text) = content else { return nil }
    return text
  }

  public var number: SettingNumber? {
    guard case .number(let number) = content else { return nil }
    return number
  }

  public var bool: Bool? {
    guard case .bool(let flag) = content else { return nil }
    return flag
  }

  public var array: [SettingValue]? {
    guard case .array(let values) = content else { return nil }
    return values
  }

  public var members: [Member]? {
    guard case .object(let members) = content else { return nil }
    return members
  }

  /// The value of a key; nil where this is no object or has no such key. Setting nil takes the key away; setting a
  /// key of anything but an object replaces it by an object.
  public subscript(key: String) -> SettingValue? {
    get { members?.first { $0.key == key }?.value }
    set {
      var members = members ?? []
      let index = members.firstIndex { $0.key == key }
      switch (index, newValue) {
      case (let index?, let value?): members[index].value = value
      case (let index?, nil): members.remove(at: index)
      case (nil, let value?): members.append(Member(key, at: value.location, value))
      case (nil, nil): break
      }
      content = .object(members)
    }
  }

  /// The value in words for "found …" in a message: numbers and short texts as they are, the rest by their type.
  public var summary: String {
    switch content {
    case .null: "null"
    case .bool(let flag): flag ? "true" : "false"
    case .number(let number): number.text
    case .string(let text): text.count <= 60 ? "\"\(text)\"" : "\"\(text.prefix(57))…\""
    case .array: "a list"
    case .object: "an object"
    }
  }
}
