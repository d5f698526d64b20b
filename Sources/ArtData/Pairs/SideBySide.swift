import ArtFiles
import ArtMedia
import ArtSettings

/// Files that hold both images of a pair side by side.
struct SideBySide {
  let folder: FolderSource
  let direction: PairsSource.Direction

  /// Looks for a file that can be used.
  func check() throws(DatasetError) {
    let small = DatasetRequest(height: 8, width: 8)
    for file in try folder.scan().images where (try? load(small, only: [file])) != nil { return }
    _ = try load(small)
  }

  /// - Parameter files: Those to take; nil for all that the folder's limit leaves.
  func load(_ request: DatasetRequest, only files: [String]? = nil) throws(DatasetError) -> Dataset {
    let scan = try folder.scan()
    let (height, width, channels) = try folder.size(request)
    let inputChannels = request.inputChannels ?? channels
    let isLeft = direction == .leftToRight
    let seen = SeenSizes()
    let reader = ImageReader(
      folder: folder.path, formats: folder.formats, fit: folder.imageFit, height: height, width: width,
      parts: [
        ImagePart(channels: inputChannels) { index, image throws(MediaError) in
          seen.note(SeenSizes.Size(width: image.width, height: image.height), of: index)
          return try Self.half(of: image, isLeft: isLeft)
        },
        ImagePart(channels: channels) { _, image throws(MediaError) in try Self.half(of: image, isLeft: !isLeft) },
      ])
    let files = files ?? folder.choose(scan.images, seed: request.seed)
    let decoded = try reader.decode(files, pool: request.pool, progress: request.progress)
    let single = Self.single(decoded.good, seen)
    let good = decoded.good.filter { single[$0] == nil }
    let rejected = scan.rejected + Self.rejected(decoded, single)
    guard !good.isEmpty else { throw folder.nothingUsable(rejected) }
    let name = Paths.split(folder.path).name
    let inputs = try DatasetInputs(
      name: name, height: height, width: width, channels: inputChannels, pixels: decoded.part(0, of: good),
      isPaired: true)
    return try Dataset(
      name: name, height: height, width: width, channels: channels, pixels: decoded.part(1, of: good), inputs: inputs,
      rejected: rejected, others: scan.others)
  }

  /// One half of an image.
  static func half(of image: PixelImage, isLeft: Bool) throws(MediaError) -> PixelImage {
    guard image.width % 2 == 0 else {
      throw MediaError(
        .unsupported, "has an odd width, \(Counted.text(image.width, "pixel")), and no two halves of equal width",
        advice: "cut it to an even width")
    }
    let width = image.width / 2
    return try image.part(x: isLeft ? 0 : width, y: 0, width: width, height: image.height)
  }

  /// Files that are most likely no pairs but one image: the whole has the shape that most other files' halves have. Why, by
  /// the file's place.
  private static func single(_ files: [Int], _ seen: SeenSizes) -> [Int: String] {
    func half(_ size: SeenSizes.Size) -> SeenSizes.Size { .init(width: size.width / 2, height: size.height) }
    let sizes = files.compactMap { seen[$0] }
    let counts = sizes.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    guard let usual = counts.max(by: { ($0.value, $1.key.width) < ($1.value, $0.key.width) }),
      usual.value * 2 > sizes.count
    else { return [:] }
    return files.reduce(into: [:]) { found, file in
      guard let size = seen[file], size.isLike(half(usual.key)), !half(size).isLike(half(usual.key)) else { return }
      found[file] = "is \(size), the shape of one half: it is no pair, as most files here are, of \(usual.key)"
    }
  }

  /// In the order of the files.
  private static func rejected(_ decoded: DecodedImages, _ single: [Int: String]) -> [RejectedFile] {
    decoded.paths.indices.compactMap { index in
      (decoded.errors[index]?.words ?? single[index]).map { RejectedFile(file: decoded.paths[index], reason: $0) }
    }
  }
}
