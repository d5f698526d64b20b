public import ArtSettings

/// A model that can be named in a pipeline document.
///
/// A plugin has no state. It reads its settings and answers with a ``ModelDefinition``; the same reading, on an empty
/// document, tells which settings there are and what they default to. `ArtPluginTesting` checks a plugin from outside.
public protocol ModelPlugin: Sendable {
  /// The name in documents: small letters, digits and hyphens.
  var id: String { get }
  /// One line for a list.
  var summary: String { get }
  /// What the model is, where it comes from, what to expect of it. Plain text, some paragraphs.
  var documentation: String { get }
  /// The dataset to learn from where the document names none: a kind such as `strokes`.
  var defaultDataset: String { get }
  /// The file that the model was read from; `nil` for one in code.
  var source: String? { get }
  /// The model under these settings.
  ///
  /// A setting that cannot be is left to the reader, which keeps the problem and goes on with the default: this
  /// function always ends with a definition.
  func define(_ settings: SettingsReader) -> ModelDefinition
}

extension ModelPlugin {
  public var source: String? { nil }
}
