import FoundationEssentials

/// A path that the user wrote, made usable from the current folder: `~` becomes the home folder, relative paths start
/// from `folder`, and `.` and `..` are taken out.
public func resolvePath(_ text: String, from folder: String?) -> String {
  var path = text
  if path == "~" || path.hasPrefix("~/"), let home = ProcessInfo.processInfo.environment["HOME"] {
    path = home + path.dropFirst()
  } else if !path.hasPrefix("/"), let folder {
    path = "\(folder)/\(path)"
  }
  var parts: [Substring] = []
  for part in path.split(separator: "/") where part != "." {
    if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
  }
  let joined = parts.joined(separator: "/")
  if path.hasPrefix("/") { return "/" + joined }
  return joined.isEmpty ? "." : joined
}
