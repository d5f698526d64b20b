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
      bytes = try FileReader.contents(of: file, limit: 1 << 26)
    } catch {
      throw Problems([Problem(.file, error.code == .missing ? "there is no such file" : error.reason, at: place)])
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Problems([Problem(.syntax, "the file is no UTF-8 text", at: place)])
    }
    return try parse(text, file: file)
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
      if [".yaml", ".yml"].contains(where: file.lowercased().hasSuffix) {
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
    let log = ProblemLog()
    var parser = JSONParser(text, file: "")
    guard let value = try? parser.document(log), log.isEmpty else { return nil }
    self = value.placed(at: location)
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
