/// Reads the settings of one object. One function that uses it reads, validates and documents at once: on a written
/// object it gives the settings and logs every problem; on nothing, through `describe`, it lists what there is.
///
/// Reading never stops at a problem: a default stands in for a wrong value, so that all problems are found together.
/// The caller looks at the ``ProblemLog`` at the end.
public final class SettingsReader {
  /// The object's path in the document, `stages[1]`; empty for the root.
  public let path: String
  /// Where the object begins.
  public let location: SourceLocation?
  /// Where problems go.
  public let log: ProblemLog
  /// The sets of parts that names can stand for.
  public let environment: SettingsEnvironment
  /// Whether this reader only lists the settings.
  public let isDescribing: Bool
  /// The settings read so far, in order.
  public private(set) var descriptions: [SettingDescription] = []

  private let members: [SettingValue.Member]
  /// The places of keys among the members.
  private let places: [String: Int]
  /// Whether something else stands where the object should be; its keys are then not missed one by one.
  private let isMisplaced: Bool
  private var known: Set<String> = []

  /// A reader of a written value.
  ///
  /// - Parameters:
  ///   - value: The written object; null is an object without keys.
  ///   - path: The object's path in the document; empty for the root.
  ///   - shorthand: Where given, a text is taken for an object with this key alone.
  ///   - environment: The sets of parts that names can stand for; readers take the built-in ones where it lacks a set.
  ///   - log: Where problems go.
  public init(
    _ value: SettingValue, path: String = "", shorthand: String? = nil,
    environment: SettingsEnvironment = SettingsEnvironment(), log: ProblemLog
  ) {
    self.path = path
    self.environment = environment
    self.log = log
    location = value.location
    isDescribing = false
    var isMisplaced = false
    switch value.content {
    case .object(let members): self.members = members
    case .null: members = []
    case .string where shorthand != nil:
      members = [SettingValue.Member(shorthand ?? "", at: value.location, value)]
    default:
      members = []
      isMisplaced = true
      let expected = shorthand == nil ? "an object" : "a text or an object"
      log.add(
        Problem(.wrongType, "expected \(expected), found \(value.summary)", at: value.location, path: path))
    }
    self.isMisplaced = isMisplaced
    places = Dictionary(
      self.members.enumerated().map { ($0.element.key, $0.offset) }, uniquingKeysWith: { first, _ in first })
  }

  private init(describing path: String, environment: SettingsEnvironment) {
    self.path = path
    self.environment = environment
    location = nil
    log = ProblemLog()
    isDescribing = true
    members = []
    places = [:]
    isMisplaced = false
  }

  /// Lists the settings that a function reads.
  public static func describe<T>(
    in environment: SettingsEnvironment = SettingsEnvironment(), _ read: (SettingsReader) -> T
  ) -> [SettingDescription] {
    let reader = SettingsReader(describing: "", environment: environment)
    _ = read(reader)
    return reader.descriptions
  }

  /// Whether the key is written, with a value other than null.
  public func has(_ key: String) -> Bool { written(key) != nil }

  /// The value of a key as it is written, for a setting that is read elsewhere; nil where it is not written.
  public func value(_ key: String, _ help: String) -> SettingValue? {
    look(SettingDescription(key, .any, help: help))
  }

  /// The value of a setting as it is written, where it can be written in more than one form; nil where it is not written.
  /// The caller reads the value.
  public func value(_ description: SettingDescription) -> SettingValue? { look(description) }

  /// Takes every key as known: for an object whose kind is not known, where each key would be a problem that is none.
  public func acceptAllKeys() {
    known.formUnion(members.map(\.key))
  }

  /// Logs a key that belongs elsewhere, where it is written: with words on what to write instead, it is no unknown key.
  ///
  /// - Parameters:
  ///   - key: the key.
  ///   - advice: gets the written value; its words stand behind `unknown key 'budget'; `.
  public func misplaced(_ key: String, _ advice: (SettingValue) -> String) {
    if let member = places[key].map({ members[$0] }), known.insert(key).inserted {
      log.add(
        Problem(.unknownKey, "unknown key '\(key)'; \(advice(member.value))", at: member.keyLocation, path: path))
    }
  }

  /// Ends the reading: every key that nothing has asked for is a problem.
  public func finish() {
    let names = descriptions.map(\.key)
    for member in members where !known.contains(member.key) { log.add(unknown(member, names)) }
  }

  private func unknown(_ member: SettingValue.Member, _ names: [String]) -> Problem {
    let suggestion = vocabulary.meaning(of: member.key, in: names)
    var message = "unknown key '\(member.key)'"
    if suggestion == nil {
      if let home = vocabulary.home(of: member.key) {
        message += "; \(home)"
      } else if !names.isEmpty {
        message += "; known here: \(names.joined(separator: ", "))"
      }
    }
    return Problem(.unknownKey, message, at: member.keyLocation, path: path, suggestion: suggestion)
  }

  /// Notes a setting and finds its value.
  func look(_ description: SettingDescription) -> SettingValue? {
    if known.insert(description.key).inserted { descriptions.append(description) }
    let value = written(description.key)
    if value == nil, description.isRequired, !isMisplaced {
      log.add(Problem(.missing, "the key '\(description.key)' is missing", at: location, path: path))
    }
    return value
  }

  /// The path of a key of this object.
  public func path(of key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

  public func written(_ key: String) -> SettingValue? {
    guard let place = places[key], !members[place].value.isNull else { return nil }
    return members[place].value
  }
}
