import Foundation

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
  public static func models(at path: String) -> [ModelFile]? {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return nil }
    guard isFolder.boolValue else { return isModelFile(path) ? [ModelFile(file: path)] : nil }
    let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
    return names.filter(isModelFile).sorted().map { ModelFile(file: "\(path)/\($0)") }
  }

  private static func isModelFile(_ name: String) -> Bool { ModelFile.endings.contains { name.hasSuffix($0) } }
}
