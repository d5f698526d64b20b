import ArtFiles

/// Which files of two folders belong together: those of the same name, without its ending.
struct PairNames {
  /// Paths from their folders, in the order of the inputs.
  private(set) var inputs: [String] = []
  private(set) var targets: [String] = []
  /// Files without a partner, named with their folders.
  private(set) var rejected: [RejectedFile] = []

  /// - Parameters:
  ///   - inputs: Paths from the folder of inputs, in order; likewise the targets.
  ///   - folders: What the folders are called in messages.
  init(inputs: [String], targets: [String], folders: (inputs: String, targets: String)) {
    let (left, right) = (Self.byName(inputs), Self.byName(targets))
    for (files, own, partners, folder, other) in [
      (inputs, left, right, folders.inputs, folders.targets), (targets, right, left, folders.targets, folders.inputs),
    ] {
      for file in files {
        let name = Self.name(of: file)
        let reason: String? =
          if partners[name] == nil {
            "no file in \(other) has this name; endings do not count"
          } else if let first = own[name], !first.utf8.elementsEqual(file.utf8) {
            "\(first) has the same name, and is used"
          } else {
            nil
          }
        if let reason { rejected.append(RejectedFile(file: Paths.join(folder, file), reason: reason)) }
      }
    }
    for file in inputs {
      let name = Self.name(of: file)
      guard left[name]?.utf8.elementsEqual(file.utf8) == true, let target = right[name] else { continue }
      self.inputs.append(file)
      self.targets.append(target)
    }
  }

  /// The pairs of some inputs.
  func keeping(_ isKept: (_ input: String) -> Bool) -> PairNames {
    var fewer = self
    let places = inputs.indices.filter { isKept(inputs[$0]) }
    (fewer.inputs, fewer.targets) = (places.map { inputs[$0] }, places.map { targets[$0] })
    return fewer
  }

  /// The first file of each name.
  private static func byName(_ files: [String]) -> [ExactName: String] {
    Dictionary(files.map { (name(of: $0), $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// A path without its ending.
  static func name(of path: String) -> ExactName {
    guard !Paths.fileExtension(path).isEmpty, let dot = path.utf8.lastIndex(of: UInt8(ascii: ".")) else {
      return ExactName(path)
    }
    return ExactName(String(Substring(path.utf8[..<dot])))
  }
}
