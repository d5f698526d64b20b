import ArtData
import ArtFiles
import ArtSettings

/// A sign that images are pairs of input and target, and how they lie.
public struct PairHint: Hashable, Sendable {
  public enum Form: Hashable, Sendable {
    /// Each file holds both halves; whether the left one is the input.
    case sideBySide(isLeftInput: Bool)
    /// Two subfolders of the folder, with equal names of files.
    case folders(input: String, target: String)
  }

  public let form: Form
  /// The number of pairs.
  public let count: Int
  /// The usual size of one image of a pair.
  public let width: Int
  public let height: Int

  /// The kinds of signs are looked for in images as they lie in a folder; nil where there is none.
  init?(_ images: [InspectedImage]) {
    guard let found = PairHint(halvesOf: images) ?? PairHint(foldersOf: images) else { return nil }
    self = found
  }

  private init(_ form: Form, count: Int, like image: (width: Int, height: Int)) {
    self.form = form
    self.count = count
    (width, height) = image
  }

  /// Nearly all files are twice as wide as high, and their halves show the same.
  private init?(halvesOf images: [InspectedImage]) {
    let pairs = images.compactMap(\.halves)
    guard 20 * pairs.count >= 19 * images.count, let test = PairTest(pairs),
      let usual = images.first(where: { $0.halves != nil })
    else { return nil }
    self.init(
      .sideBySide(isLeftInput: test.isLeftFlatter), count: pairs.count, like: (usual.width / 2, usual.height))
  }

  /// All images lie in two subfolders, under equal names but for few, and those of equal names show the same.
  private init?(foldersOf images: [InspectedImage]) {
    var sides: [ExactName: [ExactName: InspectedImage]] = [:]
    for image in images {
      guard let place = PairedName(image.name) else { return nil }
      sides[place.folder, default: [:]][place.name] = image
      if sides.count > 2 { return nil }
    }
    let folders = sides.keys.sorted()
    guard folders.count == 2, let left = sides[folders[0]], let right = sides[folders[1]] else { return nil }
    let names = left.keys.filter { right[$0] != nil }.sorted()
    guard 10 * names.count >= 8 * max(left.count, right.count) else { return nil }
    let pairs = names.compactMap { name -> (left: Thumbnail, right: Thumbnail)? in
      guard let one = left[name], let other = right[name] else { return nil }
      return (one.thumbnail, other.thumbnail)
    }
    guard let test = PairTest(pairs), let usual = names.first.flatMap({ right[$0] }) else { return nil }
    let (input, target) = test.isLeftFlatter ? (folders[0], folders[1]) : (folders[1], folders[0])
    self.init(
      .folders(input: input.text, target: target.text), count: names.count, like: (usual.width, usual.height))
  }
}

extension PairHint {
  /// Why some of the images are no pairs, by their numbers. A training passes them over, and tells the same.
  func misfits(among images: [InspectedImage]) -> [Int: String] {
    switch form {
    case .sideBySide:
      return images.indices.reduce(into: [:]) { found, number in
        guard images[number].width % 2 != 0 else { return }
        found[number] =
          "its width is odd, \(Counted.text(images[number].width, "pixel")), and it has no two halves of equal width"
      }
    case .folders(let input, let target):
      let places = images.map { PairedName($0.name) }
      let sides = Dictionary(grouping: places.compactMap(\.self), by: \.folder).mapValues { Set($0.map(\.name)) }
      let others = [ExactName(input): ExactName(target), ExactName(target): ExactName(input)]
      return images.indices.reduce(into: [:]) { found, number in
        guard let place = places[number], let other = others[place.folder],
          sides[other]?.contains(place.name) != true
        else { return }
        found[number] = "no file in \(other.text) has its name"
      }
    }
  }
}

/// A file's place in one of two folders: the folder, and its path there without its ending.
private struct PairedName {
  let folder: ExactName
  let name: ExactName

  /// nil for a file that lies in no subfolder.
  init?(_ path: String) {
    let bytes = path.utf8
    guard let stroke = bytes.firstIndex(of: UInt8(ascii: "/")) else { return nil }
    folder = ExactName(String(Substring(bytes[..<stroke])))
    let rest = bytes[bytes.index(after: stroke)...]
    let end = Paths.fileExtension(path).isEmpty ? rest.endIndex : rest.lastIndex(of: UInt8(ascii: ".")) ?? rest.endIndex
    name = ExactName(String(Substring(rest[..<end])))
  }
}
