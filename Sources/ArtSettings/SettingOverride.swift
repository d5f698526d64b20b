/// A change to a document from the command line: `--set stages.train.steps=200`.
public struct SettingOverride: Hashable, Sendable {
  /// The path's steps: keys, indices, or the id or kind of a list's entry.
  public let steps: [String]
  public let value: SettingValue
  public let location: SourceLocation

  /// Reads `path=value`. The path's steps are separated by dots, and `[0]` is the same as `.0`. The value is JSON;
  /// what is no JSON is a text, so that texts need no quotes.
  public init(_ text: String) throws(Problem) {
    location = SourceLocation(option: "--set \(text.utf8.count > 200 ? "\(text.prefix(200))…" : text)")
    guard let equals = text.firstIndex(of: "=") else {
      throw Problem(.syntax, "expected path=value, as in stages.train.steps=200", at: location)
    }
    let path = text[..<equals].replacing("[", with: ".").replacing("]", with: "")
    steps = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    if steps.contains("") {
      throw Problem(
        .syntax, "a name in the path is empty: one dot stands between two names, as in stages.train.steps", at: location
      )
    }
    if steps.count > DocumentLimits.depth { throw Problem(.limit, DocumentLimits.tooDeep(), at: location) }
    let written = String(text[text.index(after: equals)...])
    value = try SettingValue.json(written, at: location) ?? SettingValue(.string(written), at: location)
  }
}

extension SettingValue {
  /// The document with overrides applied, in order.
  ///
  /// - Parameters:
  ///   - overrides: The changes; later ones see what earlier ones made.
  ///   - shorthands: For keys whose text stands for an object with one key (`"model": "rgb-art"` for
  ///     `{"plugin": "rgb-art"}`), that key; entries of lists are written short by their `kind`.
  /// - Throws: `Problems` for paths that lead nowhere.
  public func applying(_ overrides: [SettingOverride], shorthands: [String: String]) throws(Problems) -> SettingValue {
    var result = self
    let log = ProblemLog()
    for override in overrides {
      do throws(Problem) {
        try result.set(override, at: 0, path: "", key: "", shorthands: shorthands)
      } catch {
        log.add(error)
      }
    }
    try log.check()
    return result
  }

  private mutating func set(
    _ override: SettingOverride, at depth: Int, path: String, key: String, shorthands: [String: String]
  ) throws(Problem) {
    guard depth < override.steps.count else {
      self = override.value
      return
    }
    let step = override.steps[depth]
    switch content {
    case .array(var elements):
      let index = try Self.index(of: step, in: elements, override: override, path: path)
      try elements[index].set(
        override, at: depth + 1, path: "\(path)[\(index)]", key: "", shorthands: shorthands)
      content = .array(elements)
    case .string(let text):
      // The short form becomes the long one, so that there is an object to set a key of.
      let shorthand = SettingValue(.string(text), at: location)
      self = SettingValue(.object([Member(shorthands[key] ?? "kind", at: location, shorthand)]), at: location)
      fallthrough
    case .object, .null:
      var member = self[step] ?? SettingValue(.null, at: override.location)
      try member.set(
        override, at: depth + 1, path: path.isEmpty ? step : "\(path).\(step)", key: step, shorthands: shorthands)
      self[step] = member
      location = location ?? override.location
    case .bool, .number:
      throw Problem(.wrongType, "has no settings of its own: it is \(summary)", at: override.location, path: path)
    }
  }

  /// The entry that a step names: by index, else by id, else by kind where only one has it.
  private static func index(
    of step: String, in elements: [SettingValue], override: SettingOverride, path: String
  ) throws(Problem) -> Int {
    func problem(_ message: String, suggestion: String? = nil) -> Problem {
      Problem(.unknownName, message, at: override.location, path: path, suggestion: suggestion)
    }
    if let index = Int(step) {
      if elements.indices.contains(index) { return index }
      throw problem("there is no entry \(index); the list has \(elements.count), counted from 0")
    }
    if let index = elements.firstIndex(where: { $0["id"]?.string == step }) { return index }
    let kinds = elements.map { $0.string ?? $0["kind"]?.string }
    let matches = kinds.indices.filter { kinds[$0] == step }
    if matches.count > 1 {
      throw problem("several entries are of kind '\(step)'; name one by its index or give it an id")
    }
    if let index = matches.first { return index }
    let names = elements.compactMap { $0["id"]?.string } + kinds.compactMap(\.self)
    throw problem("there is no entry '\(step)'", suggestion: closest(to: step, in: names))
  }
}
