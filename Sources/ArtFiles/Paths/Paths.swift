#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Paths as text.
///
/// The system's names are bytes. A name that is no UTF-8 is carried as text too: see ``text(of:)``. All of this works on
/// bytes, never on characters: a combining mark that follows a slash or a dot leaves both what they are.
public enum Paths {
  static let slash = UInt8(ascii: "/")
  private static let dot = UInt8(ascii: ".")

  /// A path that the user wrote, made usable from the current folder: `~` becomes the home folder, relative paths
  /// start from `folder`, and `.` and `..` are taken out. An empty path stays empty: no file has it.
  public static func resolve(_ text: String, from folder: String? = nil) -> String {
    if text.isEmpty { return text }
    var path = text
    if path.utf8.elementsEqual("~".utf8) || path.utf8.starts(with: "~/".utf8), let home = getenv("HOME") {
      path = Self.text(of: home) + String(Substring(path.utf8.dropFirst()))
    } else if !isAbsolute(path), let folder {
      path = "\(folder)/\(path)"
    }
    var parts: [Substring.UTF8View] = []
    for part in path.utf8.split(separator: slash) where !part.elementsEqual(".".utf8) {
      if part.elementsEqual("..".utf8), let last = parts.last, !last.elementsEqual("..".utf8) {
        parts.removeLast()
      } else {
        parts.append(part)
      }
    }
    let joined = parts.map { String(Substring($0)) }.joined(separator: "/")
    if isAbsolute(path) { return "/" + joined }
    return joined.isEmpty ? "." : joined
  }

  /// The last part of a path, and what comes before it: `.` where there is nothing.
  public static func split(_ path: String) -> (folder: String, name: String) {
    var trimmed = path.utf8[...]
    while trimmed.count > 1, trimmed.last == slash { trimmed = trimmed.dropLast() }
    guard let cut = trimmed.lastIndex(of: slash) else { return (".", String(Substring(trimmed))) }
    let name = String(Substring(trimmed[trimmed.index(after: cut)...]))
    return (cut == trimmed.startIndex ? "/" : String(Substring(trimmed[..<cut])), name)
  }

  public static func join(_ folder: String, _ name: String) -> String {
    folder.utf8.last == slash ? folder + name : "\(folder)/\(name)"
  }

  /// The names that a path is made of.
  static func names(in path: String) -> [String] {
    path.utf8.split(separator: slash).map { String(Substring($0)) }
  }

  /// What follows the last dot of a file's name, in lower case; empty where there is none.
  public static func fileExtension(_ path: String) -> String {
    let name = split(path).name.utf8
    guard let cut = name.lastIndex(of: dot), cut != name.startIndex else { return "" }
    return String(Substring(name[name.index(after: cut)...])).lowercased()
  }

  /// A path without links in it; nil where there is nothing.
  public static func real(_ path: String) -> String? {
    guard let path = try? cString(path), let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return text(of: real)
  }

  /// A path without links in it, as far as it leads to something; what is not there yet follows as it is written.
  public static func realPath(ofNew path: String) -> String {
    if let real = real(path) { return real }
    let (folder, name) = split(path)
    return folder == path ? path : join(realPath(ofNew: folder), name)
  }

  /// Whether a path starts at the root, and not in some folder.
  public static func isAbsolute(_ path: String) -> Bool { path.utf8.first == slash }

  /// Whether a name begins with a dot: listings leave such files out.
  public static func isHidden(_ name: String) -> Bool { name.utf8.first == dot }
}
