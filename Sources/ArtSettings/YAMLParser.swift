import Yams

/// Reads one YAML document into setting values with their places. Plain words follow YAML 1.2's JSON-like rules, so
/// that `no`, `1e-4` and `012` mean what they mean in JSON: a text, a number, a text.
///
/// Anchors and aliases stand for whole values. Tags, merge keys and keys that are no texts are refused.
struct YAMLParser {
  let file: String
  let log: ProblemLog
  /// The whole file; places in it share its name.
  private let whole: SourceLocation
  private var count = 0
  private var limit = Int.max
  /// Bytes of texts and keys, those that aliases repeat counted again.
  private var bytes = 0

  init(file: String, log: ProblemLog) {
    self.file = file
    self.log = log
    whole = SourceLocation(file: file)
  }

  mutating func parse(_ text: String) throws(Problem) -> SettingValue {
    // Yams replaces aliases while it reads, and compares the keys of each object: a key of nested aliases would take
    // for ever. A first reading with words in their place finds such keys, and counts the values that are written.
    let mayHaveAliases = text.utf8.contains(UInt8(ascii: "*"))
    let value = try read(mayHaveAliases ? text.replacing("*", with: Self.alias) : text)
    guard mayHaveAliases, log.isEmpty else { return value }
    limit = count + DocumentLimits.aliasedValues
    return try read(text)
  }

  /// Stands for `*` in the first reading.
  private static let alias = "⁎"

  private mutating func read(_ text: String) throws(Problem) -> SettingValue {
    let root: Node?
    do {
      root = try Yams.compose(yaml: text, .basic)
    } catch let error as YamlError {
      throw problem(error, in: text)
    } catch {
      throw Problem(.syntax, "cannot be read as YAML: \(error)", at: SourceLocation(file: file))
    }
    guard let root else {
      throw Problem(.syntax, "the file is empty; expected settings", at: SourceLocation(file: file, line: 1, column: 1))
    }
    (count, bytes) = (0, 0)
    return try value(root, path: "", depth: 0)
  }

  private mutating func value(_ node: Node, path: String, depth: Int) throws(Problem) -> SettingValue {
    let place = location(node.mark)
    if depth > DocumentLimits.depth { throw tooDeep(at: place) }
    count += 1
    if count > DocumentLimits.values { throw Problem(.limit, DocumentLimits.tooMany(), at: place, path: path) }
    if count > limit {
      throw Problem(
        .limit, "aliases repeat more than \(Counted.text(DocumentLimits.aliasedValues)) values; write fewer", at: place,
        path: path)
    }
    switch node {
    case .scalar(let scalar):
      try take(scalar.string, at: place, path: path)
      if scalar.style == .plain {
        checkTag(scalar.tag, at: place, path: path)
        return SettingValue(plain(scalar.string, at: place, path: path), at: place)
      }
      return SettingValue(.string(scalar.string), at: place)
    case .sequence(let sequence):
      checkTag(sequence.tag, at: place, path: path)
      var elements: [SettingValue] = []
      for node in sequence { elements.append(try value(node, path: "\(path)[\(elements.count)]", depth: depth + 1)) }
      return SettingValue(.array(elements), at: place)
    case .mapping(let mapping):
      checkTag(mapping.tag, at: place, path: path)
      var members: [SettingValue.Member] = []
      var lines: [String: Int?] = [:]
      for (key, node) in mapping {
        guard let name = name(of: key, path: path) else { continue }
        try take(name, at: place, path: path)
        // Yams takes `1` and `'1'` for two keys.
        if let first = lines.updateValue(key.mark?.line, forKey: name) {
          let line = first.map { "; first on line \($0)" } ?? ""
          log.add(
            Problem(.syntax, "the key '\(name)' is written twice\(line)", at: location(key.mark), path: path))
          continue
        }
        let value = try value(node, path: path.isEmpty ? name : "\(path).\(name)", depth: depth + 1)
        members.append(SettingValue.Member(name, at: location(key.mark), value))
      }
      return SettingValue(.object(members), at: place)
    case .alias:
      throw Problem(.syntax, "an alias cannot be used here", at: place, path: path)
    }
  }

  /// Counts a text's bytes.
  private mutating func take(_ text: String, at place: SourceLocation, path: String) throws(Problem) {
    bytes += text.utf8.count
    guard bytes > DocumentLimits.jsonBytes else { return }
    throw Problem(
      .limit, "aliases repeat more than \(Counted.text(DocumentLimits.jsonBytes)) bytes of texts; write fewer",
      at: place, path: path)
  }

  /// The name of a key; nil, with a problem logged, for one that is no text.
  private func name(of key: Node, path: String) -> String? {
    let message: String
    switch key {
    case .scalar(let scalar) where scalar.string.utf8.count > DocumentLimits.keyBytes:
      message = DocumentLimits.tooLong("the key", DocumentLimits.keyBytes)
    case .scalar(let scalar) where scalar.style != .plain: return scalar.string
    case .scalar(let scalar) where scalar.string == "<<":
      message = "'<<' is not in YAML 1.2; write the settings here, or use an alias as the value of a key"
    case .scalar(let scalar) where scalar.string.hasPrefix(Self.alias):
      message = "an alias cannot be a key; write the key"
    case .scalar(let scalar): return scalar.string
    default: message = "expected a text as key"
    }
    log.add(Problem(.syntax, message, at: location(key.mark), path: path))
    return nil
  }

  private func checkTag(_ tag: Tag, at place: SourceLocation, path: String) {
    if tag.rawValue.isEmpty { return }
    let name = tag.rawValue.replacing("tag:yaml.org,2002:", with: "!!")
    log.add(
      Problem(
        .syntax, "tags such as '\(name)' are not supported; quotes make a text of a word", at: place, path: path))
  }

  private func plain(_ text: String, at place: SourceLocation, path: String) -> SettingValue.Content {
    switch text {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE": return .bool(true)
    case "false", "False", "FALSE": return .bool(false)
    default:
      guard JSONParser.isJSONNumber(Array(text.utf8)[...]) else { return .string(text) }
      if text.utf8.count <= DocumentLimits.numberCharacters, let number = SettingNumber(text: text) {
        return .number(number)
      }
      log.add(Problem(.limit, SettingNumber.tooLarge(text), at: place, path: path))
      return .null
    }
  }

  func location(_ mark: Mark?) -> SourceLocation {
    guard let mark else { return whole }
    return whole.at(line: mark.line, column: mark.column)
  }

  private func problem(_ error: YamlError, in text: String) -> Problem {
    switch error {
    case .parser(_, let problem, let mark, _) where problem.hasPrefix("Maximum nesting level"):
      return tooDeep(at: location(mark))
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let words = [context?.text, problem].compactMap(\.self).joined(separator: ": ")
      return Problem(.syntax, words + hint(at: mark, in: text), at: location(mark))
    case .reader(let problem, let offset, _, _):
      let lines = text.prefix(offset ?? 0).split(separator: "\n", omittingEmptySubsequences: false)
      let column = (lines.last?.unicodeScalars.count ?? 0) + 1
      let place = SourceLocation(file: file, line: lines.count, column: column)
      return Problem(.syntax, "cannot be read as YAML: \(problem)", at: place)
    case .duplicatedKeysInMapping(let duplicates, let context):
      return duplicate(duplicates, first: context.mark, in: text)
    default:
      return Problem(.syntax, "cannot be read as YAML: \(error)", at: SourceLocation(file: file))
    }
  }

  private func tooDeep(at place: SourceLocation) -> Problem {
    Problem(.limit, DocumentLimits.tooDeep(), at: place)
  }

  /// What to do about a character that nothing begins with.
  private func hint(at mark: Mark, in text: String) -> String {
    let lines = text.split(separator: "\n", maxSplits: mark.line, omittingEmptySubsequences: false)
    guard lines.indices.contains(mark.line - 1) else { return "" }
    switch lines[mark.line - 1].unicodeScalars.dropFirst(mark.column - 1).first {
    case "\t": return "; indent with spaces, not tabs"
    case "@", "`", "%": return "; put the text in quotes"
    default: return ""
    }
  }
}
