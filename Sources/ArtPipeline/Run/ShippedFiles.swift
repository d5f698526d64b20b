import ArtFiles
import ArtSettings
import Foundation

/// Finds files that come with artpipe: weights in its `Assets`, and its `Pipelines`, which lies beside.
public enum ShippedFiles {
  /// A kind of files that are known by their names.
  public enum Kind: Sendable {
    /// Trained models.
    case weights
    /// Pipeline documents.
    case pipeline
    /// Tracks.
    case sound

    fileprivate var folder: String {
      switch self {
      case .weights: "Weights"
      case .pipeline: "../Pipelines"
      case .sound: "Music"
      }
    }

    fileprivate var ending: String {
      switch self {
      case .weights: ".safetensors"
      case .pipeline: ".json"
      case .sound: ".ogg"
      }
    }
  }

  /// A variable of the environment that names the folder `Assets`, where it lies in no usual place.
  public static let variable = "ARTPIPE_ASSETS"

  /// The names of all files of a kind, in order; none where they are not found.
  public static func names(_ kind: Kind) -> [String] {
    guard let folder = path(of: kind.folder), let names = try? Listing.names(in: folder) else { return [] }
    return names.filter { $0.hasSuffix(kind.ending) }.map { String($0.dropLast(kind.ending.count)) }.sorted()
  }

  /// The path of the file that a name means; nil for a text that is no name, and where there is no such file.
  public static func path(named name: String, _ kind: Kind) -> String? {
    // A path of the user's own is none of these.
    guard !name.isEmpty, !name.contains("/"), !name.contains(".") else { return nil }
    return path(of: "\(kind.folder)/\(name)\(kind.ending)")
  }

  /// The path of a file in `Assets`; nil where it is not found.
  ///
  /// Looked for in the folder that the environment names, where `make install` puts it beside the program, and in the
  /// folders above the program, where it lies in a checkout.
  static func path(
    of name: String, program: String? = Bundle.main.executablePath,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> String? {
    if let folder = environment[variable], !folder.isEmpty {
      return existing(Paths.resolve(name, from: folder))
    }
    guard let program else { return nil }
    let real = Paths.real(program) ?? Paths.resolve(program)
    var folder = Paths.split(real).folder
    if let found = existing(Paths.resolve("../share/artpipe/Assets/\(name)", from: folder)) { return found }
    // From .build/x86_64-unknown-linux-gnu/release, or a build folder of another name, up to the checkout.
    for _ in 0..<5 {
      if let found = existing(Paths.resolve("Assets/\(name)", from: folder)) { return found }
      folder = Paths.split(folder).folder
    }
    return nil
  }

  private static func existing(_ path: String) -> String? {
    FileInfo(path) != nil ? path : nil
  }
}

extension SettingsReader {
  /// The file of a model, which must be written: a file or folder, or the name of weights that come with artpipe. Empty
  /// where it is not written, with a problem logged.
  func requiredModelFile(_ key: String, _ help: String) -> String {
    modelFile(requiredPath(key, help) { ShippedFiles.path(named: $0, .weights) }, at: key) ?? ""
  }

  /// The file of a model, as of ``requiredModelFile(_:_:)``; nil where it is not written, or with a problem.
  func optionalModelFile(_ key: String, _ help: String) -> String? {
    optionalPath(key, help) { ShippedFiles.path(named: $0, .weights) }.flatMap { modelFile($0, at: key) }
  }

  /// The file of the model that a path means; the path itself where a problem is logged.
  private func modelFile(_ path: String, at key: String) -> String? {
    let path = checked(path, at: key, orShipped: .weights) {
      "there is no file \($0), and no weights '\($1)' come with artpipe"
    }
    guard !path.isEmpty else { return nil }
    do throws(ModelPlace.Failure) {
      return try ModelPlace(path).file
    } catch {
      switch error {
      case .missing(let message), .unreadable(let message): problem(at: key, .file, message)
      case .several(let message): problem(at: key, .conflict, message)
      }
    }
    return path
  }

  /// The path of a track, which must be written: a file, or the name of one that comes with artpipe.
  func requiredSoundPath(_ key: String, _ help: String) -> String {
    let path = requiredPath(key, help) { ShippedFiles.path(named: $0, .sound) }
    return checked(path, at: key, orShipped: .sound) {
      "there is no file \($0), and no track '\($1)' comes with artpipe"
    }
  }

  /// The path, or an empty one, with a problem logged, where it is neither a file nor a name.
  private func checked(
    _ path: String, at key: String, orShipped kind: ShippedFiles.Kind,
    _ words: (_ path: String, _ name: String) -> String
  ) -> String {
    guard !path.isEmpty, FileInfo(path) == nil, let name = written(key)?.string, !name.contains("/"),
      !name.contains(".")
    else { return path }
    problem(at: key, .file, words(path, name), suggestion: closest(to: name, in: ShippedFiles.names(kind)))
    return ""
  }
}
