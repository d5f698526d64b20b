import Yams

/// Reads one YAML document into setting values with their places. Plain words follow YAML 1.2's JSON-like rules, so
/// that `no`, `1e-4` and `012` mean what they mean in JSON: a text, a number, a text.
struct YAMLParser {
  let file: String
  let log: ProblemLog

  func parse(_ text: String) throws(Problem) -> SettingValue {
    let root: Node?
    do {
      root = try Yams.compose(yaml: text, .basic)
    } catch let error as YamlError {
      throw problem(error)
    } catch {
      throw Problem(.syntax, "cannot be read as YAML: \(error)", at: SourceLocation(file: file))
    }
    guard let root else {
      throw Problem(.syntax, "the file is empty; expected settings", at: SourceLocation(file: file, line: 1, column: 1))
    }
    return value(root, path: "")
  }

  private func value(_ node: Node, path: String) -> SettingValue {
    let location = location(node.mark)
    switch node {
    case .scalar(let scalar):
      return SettingValue(scalar.style == .plain ? Self.plain(scalar.string) : .string(scalar.string), at: location)
    case .sequence(let sequence):
      let elements = sequence.enumerated().map { value($0.element, path: "\(path)[\($0.offset)]") }
      return SettingValue(.array(elements), at: location)
    case .mapping(let mapping):
      let members = mapping.compactMap { key, member -> SettingValue.Member? in
        guard case .scalar(let name) = key else {
          log.add(Problem(.syntax, "expected a text as key", at: self.location(key.mark), path: path))
          return nil
        }
        let path = path.isEmpty ? name.string : "\(path).\(name.string)"
        return SettingValue.Member(name.string, at: self.location(key.mark), value(member, path: path))
      }
      return SettingValue(.object(members), at: location)
    case .alias:
      log.add(Problem(.syntax, "aliases are not supported here", at: location, path: path))
      return SettingValue(.null, at: location)
    }
  }

  private static func plain(_ text: String) -> SettingValue.Content {
    switch text {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE": return .bool(true)
    case "false", "False", "FALSE": return .bool(false)
    default:
      guard JSONParser.isJSONNumber(Array(text.utf8)[...]), let number = SettingNumber(text: text) else {
        return .string(text)
      }
      return .number(number)
    }
  }

  private func location(_ mark: Mark?) -> SourceLocation {
    guard let mark else { return SourceLocation(file: file) }
    return SourceLocation(file: file, line: mark.line, column: mark.column)
  }

  private func problem(_ error: YamlError) -> Problem {
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      return Problem(.syntax, [context?.text, problem].compactMap(\.self).joined(separator: ": "), at: location(mark))
    case .duplicatedKeysInMapping(let duplicates, let context):
      let names = duplicates.map { "'\($0)'" }.joined(separator: ", ")
      return Problem(.syntax, "the same key is written twice: \(names)", at: location(context.mark))
    default:
      return Problem(.syntax, "cannot be read as YAML: \(error)", at: SourceLocation(file: file))
    }
  }
}
