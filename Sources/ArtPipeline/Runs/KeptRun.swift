public import ArtFiles
import ArtGAN
import ArtSettings

/// A run as its folder tells it, finished or not, whole or not. Nothing is changed, and nothing is waited for.
public struct KeptRun: Sendable {
  public let folder: RunFolder
  /// nil where it is lost or damaged.
  public let manifest: Manifest?
  public let state: RunState
  /// What is not as it should be, each a sentence that names the file.
  public let problems: [String]
  /// The training that the run is about: its last; nil for a run without one.
  public let training: KeptTraining?
  /// What its images were found to be worth; nil where they were not evaluated.
  public let metrics: KeptMetrics?
  /// The space that it takes, in bytes.
  public let bytes: Int
  /// When any of its files was changed last, in nanoseconds since 1970.
  public let changed: Int

  /// Why a folder is none of a run.
  public struct NoRun: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String

    /// - Parameter folder: One without a manifest and without a training.
    public init(_ folder: RunFolder) {
      description =
        switch FileInfo(folder.path)?.kind {
        case .folder:
          "\(folder.path) is no run folder: it has neither \(Manifest.fileName) nor a folder '\(TrainStage.kind)'; give the "
            + "folder that 'artpipe run' named, such as runs/NAME"
        case nil: "there is no folder \(folder.path)"
        default: "\(folder.path) is a file: give the folder of a run"
        }
    }

    fileprivate init(words: String) { description = words }
  }

  /// - Parameters:
  ///   - folder: The run's.
  ///   - tools: The metrics, layers and losses that the run may name.
  /// - Throws: ``NoRun`` for a folder that holds no run, `FileError` for one that cannot be looked into.
  public init(_ folder: RunFolder, tools: Toolbox) throws {
    self.folder = folder
    var problems: [String] = []
    var isDamaged = false
    switch try Self.find(in: folder) {
    case .manifest(let manifest, let warnings):
      self.manifest = manifest
      problems += warnings
    case .damaged(let reason):
      manifest = nil
      isDamaged = true
      problems.append("\(folder.path(of: Manifest.fileName)): \(reason)")
    case .nothing:
      guard ["checkpoint.safetensors", "metrics.jsonl"].contains(where: { folder.exists("\(TrainStage.kind)/\($0)") })
      else {
        throw NoRun(folder)
      }
      manifest = nil
      isDamaged = true
      problems.append("\(folder.path(of: Manifest.fileName)): it is missing")
    }
    let usage = try folder.usage()
    (bytes, changed) = (usage.bytes, usage.changed)
    let missing = manifest?.changedOutputs(in: folder) ?? []
    problems += missing
    let isWritten = folder.writer != nil
    let training = KeptTraining(in: folder, manifest, components: tools.components, isWritten: isWritten)
    problems += training?.problems ?? []
    let metrics = KeptMetrics(in: folder, manifest, training, tools.metrics)
    problems += metrics.problems
    self.training = training
    self.metrics = metrics.isEmpty ? nil : metrics
    let isSpoilt = isDamaged || !missing.isEmpty || training?.problems.isEmpty == false
    state = RunState(manifest, training, isWritten: isWritten, isDamaged: isSpoilt)
    self.problems = problems
  }

  /// A manifest of a newer program is no reason to end a list.
  private static func find(in folder: RunFolder) throws -> Manifest.Found {
    guard FileInfo.isFolder(folder.path) else { throw NoRun(folder) }
    do throws(PipelineError) {
      return try Manifest.find(in: folder)
    } catch {
      guard error.code == .data else { throw error }
      throw NoRun(words: error.message)
    }
  }

  /// The run's name: its folder's.
  public var name: String { Paths.split(folder.path).name }

  /// What the images are called: by the manifest, or, before they are read, by the document; nil where neither tells.
  public var dataset: String? {
    let named = manifest?.document["dataset"]
    return manifest?.dataset?.name ?? named?.string ?? named?["kind"]?.string
  }

  /// The model that the document names, or the file that it loads one from; nil where it does neither.
  public var model: String? {
    let document = manifest?.document
    return document?["model"].flatMap { $0.string ?? $0["plugin"]?.string } ?? training?.model
      ?? document?["stages"]?.array?.first { $0["kind"]?.string == LoadStage.kind }?["file"]?.string
  }
}

extension Manifest {
  /// Files of stages that came to their end which are missing or have another size. Their content is not read.
  fileprivate func changedOutputs(in folder: RunFolder) -> [String] {
    stages.filter { $0.status == .done }.flatMap(\.outputs).compactMap { record -> String? in
      let found: FileInfo?
      // What cannot be examined may be as it was.
      do { found = try folder.info(record.file) } catch { return nil }
      let reason: String? =
        switch found?.kind {
        case nil: "it is missing"
        case .link: "it is a link, which is not followed"
        case .file: found?.size == record.bytes ? nil : "it was changed or damaged"
        case .folder, .special: "it is no file"
        }
      return reason.map { "\(folder.path(of: record.file)): \($0)" }
    }
  }
}

extension RunFolder {
  /// The space of all files, one that has two names counted once, and when any was changed last.
  fileprivate func usage() throws -> (bytes: Int, changed: Int) {
    var (seen, bytes, changed) = (Set<FileInfo.Identity>(), 0, 0)
    for name in try Listing.names(in: path) {
      for file in try files(below: name) {
        guard let info = try info(file), seen.insert(info.identity).inserted else { continue }
        bytes += info.size
        changed = max(changed, info.changed)
      }
    }
    return (bytes, changed)
  }
}
