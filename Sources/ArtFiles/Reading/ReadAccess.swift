/// What may be read of the disk: everything, or what lies below some folders. Links are followed first, so that no link
/// leads out.
public struct ReadAccess: Hashable, Sendable {
  /// The real paths below which files may be read; nil for no limit.
  private let roots: [String]?

  private init(roots: [String]?) {
    self.roots = roots
  }

  /// All that the user can read.
  public static let everything = ReadAccess(roots: nil)

  /// What lies below folders, and single files. Those that do not exist give nothing.
  public static func below(_ paths: [String]) -> ReadAccess {
    ReadAccess(roots: paths.compactMap(Paths.real))
  }

  /// The same, and what lies below another folder.
  public func adding(_ path: String) -> ReadAccess {
    ReadAccess(roots: roots.map { $0 + [Paths.real(path)].compactMap(\.self) })
  }

  /// Why a file or folder, with all that lies in it, may not be read; nil where it may, or where there is nothing.
  ///
  /// - Returns: The words after the path: `leads to …`.
  public func refusal(of path: String) -> String? {
    guard let roots else { return nil }
    guard let real = Paths.real(path) else {
      // What is not there is not told of outside either.
      let folder = Paths.split(path).folder
      return Paths.real(folder).map { allows($0, roots) } ?? false ? nil : Self.outside
    }
    guard allows(real, roots) else { return Self.outside }
    return linkOut(of: real, roots)
  }

  private static let outside = "lies outside of what the document may read"

  private func allows(_ real: String, _ roots: [String]) -> Bool {
    // By bytes: names that only look the same are others.
    roots.contains { root in
      real.utf8.elementsEqual(root.utf8) || real.utf8.starts(with: (root == "/" ? "/" : root + "/").utf8)
    }
  }

  /// A link in a folder that leads out of all roots. Links that stay inside lead to what is looked into by itself.
  private func linkOut(of folder: String, _ roots: [String]) -> String? {
    var waiting = [folder]
    while let folder = waiting.popLast() {
      guard FileInfo(ofLink: folder)?.kind == .folder, let names = try? Listing.names(in: folder) else { continue }
      for name in names {
        let path = Paths.join(folder, name)
        switch FileInfo(ofLink: path)?.kind {
        case .folder: waiting.append(path)
        case .link:
          if let real = Paths.real(path), !allows(real, roots) { return "has a link that leads out: \(path)" }
        case .file, .special, nil: break
        }
      }
    }
    return nil
  }
}
