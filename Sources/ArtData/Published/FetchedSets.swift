import ArtFiles

/// The folder in which fetched data sets lie, each in one of its own name.
public struct FetchedSets: Hashable, Sendable {
  /// nil where the environment names no place.
  public let folder: String?

  /// A variable of the environment that names another folder than the user's cache folder.
  public static let variable = "ARTPIPE_CACHE"

  public init(folder: String?) {
    self.folder = folder
  }

  /// `artpipe/datasets` in the user's cache folder: `$XDG_CACHE_HOME`, or `~/.cache` where that is not set. The variable
  /// `ARTPIPE_CACHE` puts another folder in the place of `artpipe`.
  public init(environment: [String: String]) {
    func folder(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    if let own = folder(Self.variable) {
      self.init(folder: Paths.join(Paths.resolve(own, from: Paths.real(".")), "datasets"))
    } else if let cache = folder("XDG_CACHE_HOME"), Paths.isAbsolute(cache) {
      self.init(folder: Paths.join(Paths.resolve(cache), "artpipe/datasets"))
    } else {
      self.init(folder: folder("HOME").map { Paths.join(Paths.resolve($0), ".cache/artpipe/datasets") })
    }
  }

  public func folder(of set: PublishedSet) -> String? { folder.map { Paths.join($0, set.name) } }

  /// The files that are not there. A file has its name only when it is whole, so that its size is enough to know it by.
  public func missing(of set: PublishedSet) -> [PublishedFile] {
    guard let folder = folder(of: set) else { return set.files }
    return set.files.filter { file in
      let found = FileInfo(Paths.join(folder, file.name))
      return found?.kind != .file || found?.size != file.size
    }
  }

  public func hold(_ set: PublishedSet) -> Bool { missing(of: set).isEmpty }

  /// What a person reads who wants to use a set that is not there.
  func absence(of set: PublishedSet) -> String {
    "the data set '\(set.name)' is not here yet (\(ByteCount.text(Double(set.size)))); "
      + "'artpipe datasets fetch \(set.name)' fetches it"
  }
}
