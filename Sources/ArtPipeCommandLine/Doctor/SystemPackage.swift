import ArtFiles

/// A package of the system, by the names that systems give it, and the command that installs it.
struct SystemPackage: Sendable {
  let debian: String
  let fedora: String
  let arch: String
  let homebrew: String

  /// What to type on this system.
  var command: String {
    #if os(macOS)
      return "to install it: brew install \(homebrew)"
    #else
      let families = Self.families
      if families.contains("fedora") || families.contains("rhel") { return "to install it: sudo dnf install \(fedora)" }
      if families.contains("arch") { return "to install it: sudo pacman -S \(arch)" }
      if families.contains("debian") { return "to install it: sudo apt-get install \(debian)" }
      return "install the package that Debian calls \(debian)"
    #endif
  }

  /// The words of `ID` and `ID_LIKE` in the file in which a system tells what it is.
  private static let families: Set<String> = {
    let bytes = (try? FileReader.prefix(of: "/etc/os-release", count: 1 << 14)) ?? []
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    return Set(
      lines.filter { $0.hasPrefix("ID=") || $0.hasPrefix("ID_LIKE=") }.flatMap { line in
        line.drop { $0 != "=" }.split { "=\" ".contains($0) }.map(String.init)
      })
  }()
}
