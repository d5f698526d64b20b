import ArtFiles

/// The runs of a folder.
public struct RunList: Sendable {
  /// In byte order of their names.
  public private(set) var runs: [KeptRun] = []
  /// What else is there: each a sentence that names it.
  public private(set) var others: [String] = []

  /// Looks what there is. What cannot be read is told, and all others are listed.
  ///
  /// - Parameters:
  ///   - path: A folder of runs, or a run's own.
  ///   - tools: What the runs may name.
  /// - Throws: ``PipelineError`` where the folder is missing or cannot be looked into.
  public init(in path: String, tools: Toolbox) throws(PipelineError) {
    do {
      switch FileInfo(path)?.kind {
      case .folder: break
      case nil: throw PipelineError(.missingInput, "there is no folder \(path)")
      default: throw PipelineError(.missingInput, "\(path) is a file: give a folder of runs")
      }
      if let run = try? KeptRun(RunFolder(path), tools: tools) {
        runs = [run]
        return
      }
      for name in try Listing.names(in: path) where !Paths.isHidden(name) {
        let inner = Paths.join(path, name)
        guard FileInfo.isFolder(inner) else { continue }
        do {
          runs.append(try KeptRun(RunFolder(inner), tools: tools))
        } catch {
          others.append("\(error)")
        }
      }
    } catch {
      throw PipelineError(wrapping: error)
    }
  }
}
