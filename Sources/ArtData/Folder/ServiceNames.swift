/// What systems put beside a person's files: no images of theirs, and never told of.
///
/// Names that begin with a dot are among them.
enum ServiceNames {
  static func contains(_ name: String) -> Bool {
    name.utf8.first == UInt8(ascii: ".") || all.contains(name.lowercased())
  }

  private static let all: Set<String> = [
    // Windows
    "desktop.ini", "thumbs.db", "ehthumbs.db", "$recycle.bin", "system volume information",
    // macOS, and archives that it packs
    "icon\r", "__macosx",
    // disks in the network: Synology, QNAP, Windows servers
    "@eadir", "@tmp", "@recycle", "#recycle", "#snapshot", "~snapshot",
  ]
}
