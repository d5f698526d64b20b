import ArtFiles

/// Where model files are looked for.
public enum ModelFolders {
  /// `artpipe/models` in the user's configuration folder: `$XDG_CONFIG_HOME`, or `~/.config` where that is not set.
  public static func user(environment: [String: String]) -> String? {
    if let folder = environment["XDG_CONFIG_HOME"], folder.hasPrefix("/") { return "\(folder)/artpipe/models" }
    return environment["HOME"].map { "\($0)/.config/artpipe/models" }
  }

  /// The models of a file, or of all model files of a folder and the folders in it, in order of their paths.
  ///
  /// - Returns: `nil` where there is neither a folder nor a model file.
  public static func models(at path: String, components: ModelComponents = .standard) -> [ModelFile]? {
    guard let found = FileInfo(path) else { return nil }
    guard found.kind == .folder else {
      return isModelFile(path) ? [ModelFile(file: path, components: components)] : nil
    }
    let names = (try? Listing.files(in: path)) ?? []
    return names.filter(isModelFile).sorted().map { ModelFile(file: "\(path)/\($0)", components: components) }
  }

  private static func isModelFile(_ name: String) -> Bool { ModelFile.endings.contains { name.hasSuffix($0) } }
}
