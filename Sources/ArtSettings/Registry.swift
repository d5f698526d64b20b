/// An open set: everything of one sort that a program knows, by id. A value: made once, of the elements it is given, and
/// never changed. Built-in elements are registered like anyone's.
public struct Registry<Element: Sendable>: Sendable {
  /// The ids of all elements, in the order in which they were given.
  public let ids: [String]
  private let elements: [String: Element]
  private let noun: RegistryError.Noun
  private let id: @Sendable (Element) -> String

  /// - Parameters:
  ///   - noun: what messages call one element, and several.
  ///   - elements: all that there are.
  ///   - id: names an element in files and documents.
  /// - Throws: ``RegistryError`` if two elements have the same id.
  public init(
    _ noun: RegistryError.Noun, _ elements: [Element], id: @escaping @Sendable (Element) -> String
  ) throws(RegistryError) {
    self.init(checked: elements, noun, id: id)
    if ids.count > self.elements.count {
      var known: Set<String> = []
      for id in ids where !known.insert(id).inserted { throw .duplicate(noun, id: id) }
    }
  }

  /// A set of elements whose ids are known to differ: the built-in ones.
  package init(checked elements: [Element], _ noun: RegistryError.Noun, id: @escaping @Sendable (Element) -> String) {
    self.noun = noun
    self.id = id
    ids = elements.map(id)
    self.elements = Dictionary(elements.map { (id($0), $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// All elements, in the order in which they were given.
  public var all: [Element] { ids.compactMap { elements[$0] } }

  /// The element of an id; nil where nobody provides it.
  public subscript(id: String) -> Element? { elements[id] }

  /// The id of an element.
  public func id(of element: Element) -> String { id(element) }

  /// The error for an id that nobody provides.
  public func unknown(_ id: String) -> RegistryError {
    .unknown(noun, id: id, suggestion: Vocabulary.common.meaning(of: id, in: ids), known: ids)
  }
}

/// Why an open set cannot be made, or has no answer.
public enum RegistryError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What messages call one element, and several: a layer, layers.
  public struct Noun: Hashable, Sendable {
    let one: String
    let several: String

    public init(_ one: String, _ several: String) {
      self.one = one
      self.several = several
    }
  }

  /// Two elements have this id.
  case duplicate(Noun, id: String)
  /// Nobody provides this id.
  case unknown(Noun, id: String, suggestion: String?, known: [String])

  /// The words without the suggestion, for messages that have a place of their own for it.
  public var message: String {
    switch self {
    case .duplicate(let noun, let id):
      return "two \(noun.several) have the id '\(id)'; each needs one of its own"
    case .unknown(let noun, let id, let suggestion, let known):
      let words = "this program has no \(noun.one) '\(id)'"
      if suggestion != nil { return words }
      return "\(words); known \(noun.several): \(known.joined(separator: ", "))"
    }
  }

  public var suggestion: String? {
    if case .unknown(_, _, let suggestion, _) = self { suggestion } else { nil }
  }

  public var description: String { message + (suggestion.map { "; did you mean '\($0)'?" } ?? "") }
}

extension SettingsReader {
  /// One element of an open set, by its id.
  public func choice<Element>(
    _ key: String, default: Element, from registry: Registry<Element>, _ help: String
  ) -> Element {
    let usual = SettingValue(registry.id(of: `default`))
    return readChoice(SettingDescription(key, .text, choices: registry.ids, default: usual, help: help), registry)
      ?? `default`
  }

  /// One element of an open set, by its id, which may be left out.
  public func optionalChoice<Element>(_ key: String, from registry: Registry<Element>, _ help: String) -> Element? {
    readChoice(SettingDescription(key, .text, choices: registry.ids, help: help), registry)
  }

  private func readChoice<Element>(_ description: SettingDescription, _ registry: Registry<Element>) -> Element? {
    guard let value = look(description) else { return nil }
    guard let id = value.string else {
      mismatch(
        .wrongType, value, path: path(of: description.key), expected: Self.alternatives(registry.ids))
      return nil
    }
    if registry[id] == nil { logUnknown(id, at: description.key, in: registry) }
    return registry[id]
  }

  /// Logs that nobody provides the id that stands at a key.
  public func logUnknown<Element>(_ id: String, at key: String, in registry: Registry<Element>) {
    lazy var error = registry.unknown(id)
    problem(at: key, .unknownName, error.message, suggestion: error.suggestion)
  }
}
