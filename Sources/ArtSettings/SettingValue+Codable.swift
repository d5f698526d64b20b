import Foundation

extension SettingValue: Codable {
  private struct MemberKey: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// Reads any JSON value; it has no place.
  public init(from decoder: any Decoder) throws {
    if let object = try? decoder.container(keyedBy: MemberKey.self) {
      let members = try object.allKeys.sorted { $0.stringValue < $1.stringValue }.map { key in
        Member(key.stringValue, try object.decode(SettingValue.self, forKey: key))
      }
      self.init(.object(members))
      return
    }
    if var list = try? decoder.unkeyedContainer() {
      var values: [SettingValue] = []
      while !list.isAtEnd { values.append(try list.decode(SettingValue.self)) }
      self.init(.array(values))
      return
    }
    let single = try decoder.singleValueContainer()
    if single.decodeNil() {
      self.init(.null)
    } else if let flag = try? single.decode(Bool.self) {
      self.init(flag)
    } else if let number = try? single.decode(Int.self) {
      self.init(number)
    } else if let number = try? single.decode(UInt64.self) {
      self.init(number)
    } else if let number = try? single.decode(Double.self) {
      self.init(number)
    } else {
      self.init(try single.decode(String.self))
    }
  }

  /// Writes the value; places are left out.
  public func encode(to encoder: any Encoder) throws {
    switch content {
    case .object(let members):
      var object = encoder.container(keyedBy: MemberKey.self)
      for member in members { try object.encode(member.value, forKey: MemberKey(stringValue: member.key)) }
    case .array(let values):
      var list = encoder.unkeyedContainer()
      for value in values { try list.encode(value) }
    case .null:
      var single = encoder.singleValueContainer()
      try single.encodeNil()
    case .bool(let flag):
      var single = encoder.singleValueContainer()
      try single.encode(flag)
    case .string(let text):
      var single = encoder.singleValueContainer()
      try single.encode(text)
    case .number(let number):
      var single = encoder.singleValueContainer()
      if let whole = number.integer {
        try single.encode(whole)
      } else if let whole = number.unsigned {
        try single.encode(whole)
      } else {
        try single.encode(number.double)
      }
    }
  }
}

extension SettingValue {
  /// A value as its type encodes it.
  ///
  /// A number that is not finite, which JSON has no word for, becomes a text: whoever reads a number there refuses it.
  ///
  /// - Throws: `EncodingError` where the type refuses.
  public init(encoding value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "infinity", negativeInfinity: "-infinity", nan: "NaN")
    self = try JSONDecoder().decode(SettingValue.self, from: encoder.encode(value))
  }
}
