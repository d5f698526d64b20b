/// What one setting is: enough for help on the command line and for a JSON schema.
public struct SettingDescription: Hashable, Codable, Sendable {
  public enum Kind: String, Hashable, Codable, Sendable {
    case integer = "whole number"
    case number
    case text
    case flag = "true or false"
    case color = "colour"
    case path
    case object
    case list
    /// One number that stands for both, or a list of two: 5 or [5, 3].
    case pair = "whole number or pair of them"
    case any
  }

  public var key: String
  public var kind: Kind
  /// What a list holds; of an object whose keys are free, what stands at each.
  public var element: Kind?
  /// What the object, or each object of the list, is, where that is described on its own: `layer`.
  public var reference: String?
  public var minimum: Double?
  public var maximum: Double?
  /// Whether the minimum itself is excluded; likewise the maximum.
  public var excludesMinimum: Bool
  public var excludesMaximum: Bool
  /// The limits in words, `of at least 1`.
  public var limits: String?
  /// The only texts allowed; empty where any text is.
  public var choices: [String]
  /// The default as JSON; nil where there is none.
  public var defaultValue: String?
  public var isRequired: Bool
  /// One sentence: what the setting does.
  public var help: String
  /// A text in place of the object stands for an object with this key alone.
  public var shorthand: String?
  /// Whether `true` stands for the object without keys, and `false` for none.
  public var isSwitch: Bool
  /// The settings of an object, or of each object of a list.
  public var nested: [SettingDescription]
  /// Other ways in which the value can be written: a number in the place of a list. Their keys and help texts are empty.
  public var forms: [SettingDescription]
  /// Other ways in which each element of a list can be written, likewise.
  public var elementForms: [SettingDescription]

  public init(
    _ key: String, _ kind: Kind, element: Kind? = nil, reference: String? = nil, limits: Limits<Double> = .any,
    choices: [String] = [], default defaultValue: SettingValue? = nil, isRequired: Bool = false,
    shorthand: String? = nil, isSwitch: Bool = false, nested: [SettingDescription] = [],
    forms: [SettingDescription] = [], elementForms: [SettingDescription] = [], help: String
  ) {
    self.key = key
    self.kind = kind
    self.element = element
    self.reference = reference
    minimum = limits.lower
    maximum = limits.upper
    excludesMinimum = limits.excludesLower
    excludesMaximum = limits.excludesUpper
    self.limits = limits.words
    self.choices = choices
    self.defaultValue = defaultValue?.canonicalJSON
    self.isRequired = isRequired
    self.help = help
    self.shorthand = shorthand
    self.isSwitch = isSwitch
    self.nested = nested
    self.forms = forms
    self.elementForms = elementForms
  }

  /// A way in which a value can be written.
  public static func form(
    _ kind: Kind, element: Kind? = nil, limits: Limits<Double> = .any, choices: [String] = []
  ) -> SettingDescription {
    SettingDescription("", kind, element: element, limits: limits, choices: choices, help: "")
  }

  /// The type in words: `whole number of at least 1`, `"a" | "b"`, `text or list of texts`.
  public var type: String { (forms.map(\.type) + [ownType]).joined(separator: " or ") }

  private var ownType: String {
    if !choices.isEmpty { return choices.map { "\"\($0)\"" }.joined(separator: " | ") }
    var words = kind.rawValue
    if let element { words += " of \(reference ?? element.rawValue)s" }
    if let shorthand { words = "text (\(shorthand)) or " + words }
    if let limits { words += " \(limits)" }
    return words
  }
}
