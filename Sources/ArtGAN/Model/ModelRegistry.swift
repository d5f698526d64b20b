import ArtSettings

/// The models that a program knows. A value: made once, of the plugins it is given, and never changed.
public struct ModelRegistry: Sendable {
  private let plugins: [String: any ModelPlugin]
  /// Model files with mistakes whose names others have.
  private let nameless: [ModelFile]

  /// The names of all models, in order.
  public let ids: [String]

  /// - Throws: ``ModelRegistryError`` if two plugins have the same name, or one has a name that cannot be written in
  ///   a document.
  public init(_ plugins: [any ModelPlugin]) throws(ModelRegistryError) {
    var known: [String: any ModelPlugin] = [:]
    for plugin in plugins {
      guard Self.isUsable(plugin.id) else { throw .badName(plugin.id) }
      guard known.updateValue(plugin, forKey: plugin.id) == nil else { throw .duplicate(plugin.id) }
    }
    self.init(known, nameless: [])
  }

  private init(_ plugins: [String: any ModelPlugin], nameless: [ModelFile]) {
    self.plugins = plugins
    self.nameless = nameless
    ids = plugins.keys.sorted()
  }

  /// The same models and more.
  ///
  /// - Throws: ``ModelRegistryError``, as the initializer.
  public func adding(_ more: [any ModelPlugin]) throws(ModelRegistryError) -> ModelRegistry {
    try ModelRegistry(ids.compactMap { plugins[$0] } + more)
  }

  /// The same models and those of files, whatever is wrong with these: a mistake is told where its model is used, and only
  /// there. Where files have the name of another model, the name stands for none of them any more.
  public func adding(files: [ModelFile]) -> ModelRegistry {
    var (known, nameless) = (plugins, nameless)
    let good = Dictionary(grouping: files.filter(\.problems.isEmpty), by: \.id)
    for (id, files) in good {
      let sources = files.compactMap(\.source).sorted()
      let other = known[id]
      known[id] =
        files.count == 1 && other == nil
        ? files[0]
        : ModelFile(named: id, ofFiles: sources, and: other.map { $0.source ?? "one that comes with the program" })
    }
    for file in files where !file.problems.isEmpty {
      if known[file.id] == nil { known[file.id] = file } else { nameless.append(file) }
    }
    return ModelRegistry(known, nameless: nameless)
  }

  /// The model of a name, or `nil` where there is none.
  public subscript(id: String) -> (any ModelPlugin)? {
    plugins[id]
  }

  /// Model files with mistakes, in order of their names; those that could not tell their names are known by their files'.
  public var brokenFiles: [ModelFile] {
    ids.compactMap { plugins[$0] as? ModelFile }.filter { !$0.problems.isEmpty } + nameless
  }

  /// The model of a name.
  ///
  /// - Throws: ``ModelRegistryError/unknown(_:suggestion:known:)``, with the name that was probably meant.
  public func plugin(_ id: String) throws(ModelRegistryError) -> any ModelPlugin {
    guard let plugin = plugins[id] else {
      throw .unknown(id, suggestion: closest(to: id, in: ids), known: ids)
    }
    return plugin
  }

  static func isUsable(_ id: String) -> Bool {
    guard let first = id.first, first.isLetter else { return false }
    return id.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }
  }
}
