extension SettingValue {
  /// The value as JSON in one spelling: keys sorted, no spaces, numbers in their shortest form. Equal values give equal
  /// text wherever they were written, so it can be hashed.
  public var canonicalJSON: String {
    var out = ""
    write(to: &out, indent: nil, sorted: true)
    return out
  }

  /// The value as JSON for people: two spaces of indent, keys in the order in which they were written, and a line
  /// feed at the end.
  public var prettyJSON: String {
    var out = ""
    write(to: &out, indent: 0, sorted: false)
    return out + "\n"
  }

  private func write(to out: inout String, indent: Int?, sorted: Bool) {
    switch content {
    case .null: out += "null"
    case .bool(let flag): out += flag ? "true" : "false"
    case .number(let number): out += number.canonicalText
    case .string(let text): Self.writeQuoted(text, to: &out)
    case .array(let values):
      Self.writeList(values, in: ("[", "]"), to: &out, indent: indent, isShort: values.allSatisfy(\.isScalar)) {
        $0.write(to: &$1, indent: indent.map { $0 + 1 }, sorted: sorted)
      }
    case .object(let members):
      let members =
        sorted ? members.sorted { Array($0.key.utf8).lexicographicallyPrecedes(Array($1.key.utf8)) } : members
      Self.writeList(members, in: ("{", "}"), to: &out, indent: indent, isShort: false) {
        Self.writeQuoted($0.key, to: &$1)
        $1 += indent == nil ? ":" : ": "
        $0.value.write(to: &$1, indent: indent.map { $0 + 1 }, sorted: sorted)
      }
    }
  }

  private var isScalar: Bool { array == nil && members == nil }

  private static func writeList<Element>(
    _ elements: [Element], in brackets: (String, String), to out: inout String, indent: Int?, isShort: Bool,
    _ write: (Element, inout String) -> Void
  ) {
    out += brackets.0
    let lines = indent.flatMap { isShort || elements.isEmpty ? nil : $0 }
    for (index, element) in elements.enumerated() {
      if index > 0 { out += indent != nil && lines == nil ? ", " : "," }
      if let lines { out += "\n" + String(repeating: "  ", count: lines + 1) }
      write(element, &out)
    }
    if let lines { out += "\n" + String(repeating: "  ", count: lines) }
    out += brackets.1
  }

  private static func writeQuoted(_ text: String, to out: inout String) {
    out += "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: out.unicodeScalars.append(scalar)
      }
    }
    out += "\""
  }
}
