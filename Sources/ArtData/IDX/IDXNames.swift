import ArtFiles

/// Finds IDX files by the names that MNIST and the sets after it use: `train-images-idx3-ubyte.gz`,
/// `t10k-labels.idx1-ubyte`, `emnist-letters-test-images-idx3-ubyte`.
struct IDXNames {
  /// A file of images and the file of its labels.
  struct Pair: Hashable {
    var images: String
    var labels: String?
  }

  /// Files, as paths from a folder.
  let names: [String]

  /// The name without the differences that do not matter: its folder, upper case, `.gz`, and the dot that some put for
  /// a hyphen.
  static func plain(_ name: String) -> String {
    let lower = Paths.split(name).name.lowercased()
    let unpacked = lower.hasSuffix(".gz") ? String(lower.dropLast(3)) : lower
    return String(unpacked.map { $0 == "." ? "-" : $0 })
  }

  static func isImages(_ name: String) -> Bool {
    let plain = plain(name)
    return plain.contains("images-idx3-ubyte") || plain.contains("images-idx4-ubyte")
  }

  static func isTest(_ name: String) -> Bool {
    let plain = plain(name)
    return plain.hasPrefix("t10k") || plain.contains("test")
  }

  /// Whether this is MNIST's own name.
  static func isOriginal(_ name: String) -> Bool {
    ["train-images-idx3-ubyte", "t10k-images-idx3-ubyte"].contains(plain(name))
  }

  /// All pairs of a part, files that are there both plain and packed only once, MNIST's own names first.
  func pairs(isTest: Bool) -> [Pair] {
    var seen: Set<String> = []
    let found = names.filter { Self.isImages($0) && Self.isTest($0) == isTest }
    // Plain before packed: they open faster. Files of the folder before those of folders in it.
    let ordered = found.sorted { rank($0) != rank($1) ? rank($0) < rank($1) : $0 < $1 }
    return ordered.filter { seen.insert("\(Self.set(of: $0))\(Self.plain($0))").inserted }.map {
      Pair(images: $0, labels: labels(for: $0))
    }
  }

  /// The folder of a set of torchvision's; empty for files that lie elsewhere.
  private static func set(of name: String) -> String {
    let folder = Paths.split(name).folder
    return Paths.split(folder).name == "raw" ? "\(folder)/" : ""
  }

  private func rank(_ name: String) -> Int {
    (Self.isOriginal(name) ? 0 : 4) + (name.lowercased().hasSuffix(".gz") ? 2 : 0) + (name.contains("/") ? 1 : 0)
  }

  /// The file with the labels of a file of images, rather in the same folder than elsewhere.
  func labels(for images: String) -> String? {
    let wanted = Self.plain(images)
      .replacing("images", with: "labels").replacing("idx3", with: "idx1").replacing("idx4", with: "idx1")
    let found = names.filter { Self.plain($0) == wanted && $0 != images }
    let folder = Paths.split(images).folder
    let near = found.filter { Paths.split($0).folder == folder }
    return (near.isEmpty ? found : near).min { $0.utf8.count < $1.utf8.count }
  }
}
