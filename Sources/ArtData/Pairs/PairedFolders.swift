import ArtFiles
import ArtMedia
import ArtSettings

/// Two folders whose files have equal names, but for their endings.
struct PairedFolders {
  let input: FolderSource
  let target: FolderSource

  /// - Throws: ``DatasetError`` where there is no pair.
  func names() throws(DatasetError) -> PairNames { try names(input.scan(), target.scan()) }

  private func names(_ inputs: ImageScan, _ targets: ImageScan) throws(DatasetError) -> PairNames {
    let names = PairNames(inputs: inputs.images, targets: targets.images, folders: folderNames)
    guard !names.inputs.isEmpty else {
      throw DatasetError(
        .empty, file: input.path,
        "none of its \(Counted.text(inputs.images.count, "image")) has the name of one in \(target.path)",
        advice: "a pair is two files of equal names, endings apart: \(inputs.images[0]) has no partner")
    }
    return names
  }

  /// What the folders are called in messages: by their names, or by their paths where these are equal.
  private var folderNames: (inputs: String, targets: String) {
    let (one, two) = (Paths.split(input.path).name, Paths.split(target.path).name)
    return one.utf8.elementsEqual(two.utf8) ? (input.path, target.path) : (one, two)
  }

  /// Looks for a pair that can be used.
  func check() throws(DatasetError) {
    let small = DatasetRequest(height: 8, width: 8)
    for file in try names().inputs where (try? load(small, only: file)) != nil { return }
    _ = try load(small)
  }

  /// - Parameter file: The one input to take; nil for all that the limit leaves.
  func load(_ request: DatasetRequest, only file: String? = nil) throws(DatasetError) -> Dataset {
    let (inputScan, targetScan) = (try input.scan(), try target.scan())
    let all = try names(inputScan, targetScan)
    let names = file.map { file in all.keeping { $0.utf8.elementsEqual(file.utf8) } } ?? chosen(all, seed: request.seed)
    let (height, width, channels) = try target.size(request)
    let inputChannels = request.inputChannels ?? channels
    let (seen, isStretched, folders) = (SeenSizes(), input.fit == .stretch, folderNames)
    func read(
      _ paths: [String], of folder: FolderSource, _ part: ImagePart
    ) throws(DatasetError) -> DecodedImages {
      try ImageReader(
        folder: folder.path, formats: folder.formats, fit: folder.imageFit, height: height, width: width, parts: [part]
      ).decode(paths, pool: request.pool, progress: request.progress)
    }
    let inputs = try read(
      names.inputs, of: input,
      ImagePart(channels: inputChannels) { index, image in
        seen.note(SeenSizes.Size(width: image.width, height: image.height), of: index)
        return image
      })
    let targets = try read(
      names.targets, of: target,
      ImagePart(channels: channels) { index, image throws(MediaError) in
        let size = SeenSizes.Size(width: image.width, height: image.height)
        guard let partner = seen[index], !isStretched, !size.isLike(partner) else { return image }
        throw MediaError(
          .unsupported, "is \(size), and its input in \(folders.inputs) \(partner): the proportions differ",
          advice: "cut both alike, or set 'fit' to 'stretch'")
      })
    let good = inputs.good.filter { targets.errors[$0] == nil }
    func named(_ rejected: [RejectedFile], _ folder: String) -> [RejectedFile] {
      rejected.map { RejectedFile(file: Paths.join(folder, $0.file), reason: $0.reason) }
    }
    let rejected =
      named(inputScan.rejected + inputs.rejected, folders.inputs)
      + named(targetScan.rejected + targets.rejected, folders.targets) + names.rejected
    guard !good.isEmpty else { throw input.nothingUsable(rejected) }
    let name = Paths.split(target.path).name
    return try Dataset(
      name: name, height: height, width: width, channels: channels, pixels: targets.part(0, of: good),
      inputs: DatasetInputs(
        name: name, height: height, width: width, channels: inputChannels, pixels: inputs.part(0, of: good),
        isPaired: true),
      rejected: rejected, others: targetScan.others)
  }

  /// The pairs that a limit leaves.
  private func chosen(_ names: PairNames, seed: UInt64) -> PairNames {
    let kept = Set(input.choose(names.inputs, seed: seed).map(ExactName.init))
    return kept.count == names.inputs.count ? names : names.keeping { kept.contains(ExactName($0)) }
  }
}
