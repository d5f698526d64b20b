import ArtFiles

extension SettingValue {
  /// Reads a settings file: YAML where its name ends in `.yaml` or `.yml`, else JSON.
  ///
  /// - Throws: `Problems` for a file that cannot be read, that is no text, or that holds a syntax error, each with its
  ///   place.
  public static func read(file: String) throws(Problems) -> SettingValue {
    let place = SourceLocation(file: file)
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try FileReader.contents(of: file, limit: limit(of: file))
    } catch {
      throw Problems([Problem(.file, error.code == .missing ? "there is no such file" : error.reason, at: place)])
    }
    let text: String
    do throws(Problem) {
      text = try SettingsText.decode(bytes, file: file)
    } catch {
      throw Problems([error])
    }
    return try parse(text, file: file)
  }

  private static func isYAML(_ file: String) -> Bool { [".yaml", ".yml"].contains(where: file.lowercased().hasSuffix) }

  private static func limit(of file: String) -> Int {
    isYAML(file) ? DocumentLimits.yamlBytes : DocumentLimits.jsonBytes
  }

  /// Parses the text of a settings file.
  ///
  /// - Parameters:
  ///   - text: The whole content of the file.
  ///   - file: The name for places in messages; its ending tells YAML from JSON.
  /// - Throws: `Problems` for syntax errors and for keys written twice.
  public static func parse(_ text: String, file: String) throws(Problems) -> SettingValue {
    let log = ProblemLog()
    var value: SettingValue = nil
    do throws(Problem) {
      if text.utf8.count > limit(of: file) {
        throw Problem(.limit, DocumentLimits.tooLong("the file", limit(of: file)), at: SourceLocation(file: file))
      }
      if isYAML(file) {
        var parser = YAMLParser(file: file, log: log)
        value = try parser.parse(text)
      } else {
        var parser = JSONParser(text, file: file)
        value = try parser.document(log)
      }
    } catch {
      log.add(error)
    }
    try log.check()
    return value
  }

  /// Parses JSON that stands in no file, such as the value of an option.
  ///
  /// - Returns: nil where the text is no JSON.
  public init?(json text: String, at location: SourceLocation?) {
    guard let value = try? SettingValue.json(text, at: location) else { return nil }
    self = value
  }

  /// Parses JSON that stands in no file.
  ///
  /// - Returns: nil where the text is no JSON.
  /// - Throws: `Problem` where it is JSON, but larger than allowed, or with keys written twice.
  static func json(_ text: String, at location: SourceLocation?) throws(Problem) -> SettingValue? {
    let log = ProblemLog()
    var parser = JSONParser(text, file: "")
    do throws(Problem) {
      let value = try parser.document(log)
      if let problem = log.problems.first { throw problem }
      return value.placed(at: location)
    } catch {
      if error.code == .syntax, log.isEmpty { return nil }
      throw Problem(error.code, error.message, at: location, path: error.path)
    }
  }

  /// The same value with one place for all of its parts.
  public func placed(at location: SourceLocation?) -> SettingValue {
    let content: Content =
      switch content {
      case .array(let values): .array(values.map { $0.placed(at: location) })
      case .object(let members):
        .object(members.map { Member($0.key, at: location, $0.value.placed(at: location)) })
      default: content
      }
    return SettingValue(content, at: location)
  }
}
