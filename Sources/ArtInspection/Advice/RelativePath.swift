import ArtFiles

extension Paths {
  /// How a path is written in a document of another folder: without links, from there on, so that both can be moved
  /// together. Where they have nothing but the root in common, the whole path.
  static func relative(_ path: String, from folder: String) -> String {
    let target = realPath(ofNew: absolute(path)).utf8.split(separator: slash)
    let start = realPath(ofNew: absolute(folder)).utf8.split(separator: slash)
    let common = zip(target, start).prefix { $0.elementsEqual($1) }.count
    guard common > 0 else { return "/" + target.map { String(Substring($0)) }.joined(separator: "/") }
    let parts = start.dropFirst(common).map { _ in ".." } + target.dropFirst(common).map { String(Substring($0)) }
    return parts.isEmpty ? "." : parts.joined(separator: "/")
  }

  private static func absolute(_ path: String) -> String {
    isAbsolute(path) ? path : join(real(".") ?? "/", resolve(path))
  }

  private static let slash = UInt8(ascii: "/")
}
