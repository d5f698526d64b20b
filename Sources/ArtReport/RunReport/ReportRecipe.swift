import ArtData
import ArtPipeline
import ArtSettings

/// The document of a run, for whoever wants to make the same.
struct ReportRecipe {
  let manifest: Manifest
  let tools: Toolbox
  /// The names of classes that were folders, which nobody else gets to see; empty where there are none.
  let hiddenClasses: [String]

  func data(isShared: Bool) -> ReportData.Recipe? {
    guard manifest.document.members?.isEmpty == false else { return nil }
    let document = Self.ordered(manifest.document)
    let name = String(manifest.name.map { $0.isLetter || $0.isNumber || "-_.".contains($0) ? $0 : "-" })
    var recipe = ReportData.Recipe(
      document: document, file: "\(name).json", command: "artpipe run \(name).json")
    if isShared {
      recipe.document = shared(document, key: nil)
      if recipe.document.canonicalJSON.contains("\"your-") {
        recipe.note = "Names that begin with “your-” stand where paths were. Put in yours."
      }
    } else if let images = document["dataset"],
      images.string.map({ tools.datasets[$0] == nil }) ?? (images["path"] != nil)
    {
      recipe.check = "Check the path of the images first: of a folder elsewhere only the last name is kept."
    }
    return recipe
  }

  // MARK: Sharing

  private static let texts: Set = ["description", "notes", "title", "labels", "order"]

  /// A value without paths, names of files and texts. Classes that were folders have numbers, which artpipe takes too.
  private func shared(_ value: SettingValue, key: String?) -> SettingValue {
    switch value.content {
    case .object(let members):
      let isLoad = value["kind"]?.string == LoadStage.kind
      return SettingValue(
        .object(
          members.filter { !Self.texts.contains($0.key) && ($0.key != "file" || isLoad) }
            .map { .init($0.key, shared($0.value, key: $0.key)) }))
    case .array(let values): return SettingValue(.array(values.map { shared($0, key: key) }))
    case .string(let text): return shared(text, key: key)
    default: return value
    }
  }

  private func shared(_ text: String, key: String?) -> SettingValue {
    switch key {
    case "dataset", "reference": return tools.datasets[text] == nil ? "your-images" : SettingValue(text)
    // The name of shipped weights says nothing of anybody.
    case "file" where ShippedFiles.path(named: text, .weights) == nil: return "your-model.safetensors"
    case "features" where !["auto", "thumbnails"].contains(text): return "your-network.safetensors"
    case "class":
      return hiddenClasses.firstIndex(of: text).map { SettingValue($0) } ?? SettingValue(text)
    case "name", "kind", "plugin", "id", "from": return SettingValue(text)
    default: break
    }
    guard Self.isPath(text) || key == "path" && !Self.walks.contains(text) else { return SettingValue(text) }
    return key == "path" ? "your-images" : "your-file"
  }

  /// `path` is a kind of walk too.
  private static let walks: Set = ["linear", "spherical", "spline"]

  /// Whether a text may be a path: settings of stages that are not known here may be some.
  private static func isPath(_ text: String) -> Bool {
    if text.contains("/") || text.contains("\\") { return true }
    guard let dot = text.lastIndex(of: "."), dot != text.startIndex else { return false }
    let ending = text[text.index(after: dot)...]
    return (1...11).contains(ending.count) && ending.allSatisfy { $0.isLetter || $0.isNumber }
      && ending.contains { $0.isLetter }
  }

  // MARK: Order

  private static let first = ["name", "description", "seed", "kind", "plugin", "id", "from", "path"]
  private static let last = ["model", "dataset", "reference", "stages", "recipe"]

  /// A document as a person would write it: names and kinds first, stages last.
  static func ordered(_ value: SettingValue) -> SettingValue {
    if let values = value.array { return SettingValue(values.map(ordered)) }
    guard let members = value.members else { return value }
    func place(_ key: String) -> Int {
      first.firstIndex(of: key) ?? last.firstIndex(of: key).map { 200 + $0 } ?? 100
    }
    return SettingValue(
      .object(
        members.sorted { (place($0.key), $0.key) < (place($1.key), $1.key) }
          .map { .init($0.key, ordered($0.value)) }))
  }
}

extension SettingValue {
  /// JSON for people: what fits into a line stays in a line, as in the project's own documents.
  func shownJSON(indent: Int = 0) -> String {
    let line = inOneLine
    guard array != nil || members != nil, indent == 0 || line.count + indent > 90 else { return line }
    let inner = String(repeating: " ", count: indent + 2)
    let lines =
      members.map {
        $0.map { "\(inner)\(SettingValue($0.key).canonicalJSON): \($0.value.shownJSON(indent: indent + 2))" }
      }
      ?? (array ?? []).map { inner + $0.shownJSON(indent: indent + 2) }
    let brackets = members == nil ? ("[", "]") : ("{", "}")
    return "\(brackets.0)\n\(lines.joined(separator: ",\n"))\n\(String(repeating: " ", count: indent))\(brackets.1)"
  }

  private var inOneLine: String {
    if let members {
      return "{"
        + members.map { "\(SettingValue($0.key).canonicalJSON): \($0.value.inOneLine)" }.joined(separator: ", ") + "}"
    }
    return array.map { "[" + $0.map(\.inOneLine).joined(separator: ", ") + "]" } ?? canonicalJSON
  }
}
