import ArtGAN
import Foundation

/// A place that a training can go back to: one of its checkpoints, with the best model of that time.
///
/// The files are second names of the training's own, so they take no room until those are replaced.
struct RollBackPoint {
  let files: TrainingFiles
  let step: Int

  private var folder: String { files.rollBackPoint(ofStep: step) }
  private var checkpoint: String { "\(folder)/checkpoint.safetensors" }
  private var best: String { "\(folder)/best.safetensors" }

  /// Whether all of the point is there.
  var isWhole: Bool { exists(checkpoint) }

  /// Makes the training's checkpoint of this step the point.
  func mark() throws {
    try files.folder.create(folder)
    // The checkpoint comes last: where it is, all of the point is there.
    let bestStep = (try? Checkpoint.state(inFile: path(files.best)))?.step
    if let bestStep, bestStep <= step { try link(files.best, to: best) } else { remove(best) }
    try link(files.checkpoint, to: checkpoint)
  }

  /// Reads the point's checkpoint.
  func read() throws -> Checkpoint { try Checkpoint(readingFrom: path(checkpoint)) }

  /// Makes the point's best model the training's, or takes that away where the point has none.
  func restoreBest() throws {
    if exists(best) { try link(best, to: files.best) } else { remove(files.best) }
  }

  func clear() { remove(folder) }

  private func path(_ name: String) -> String { files.folder.path(of: name) }

  private func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

  /// What is not there need not be removed.
  private func remove(_ name: String) { try? FileManager.default.removeItem(atPath: path(name)) }

  /// Gives a file a second name, in place of what had it; where the file system has no such thing, copies it.
  private func link(_ name: String, to other: String) throws {
    let temporary = other + ".new"
    remove(temporary)
    do {
      do {
        try FileManager.default.linkItem(atPath: path(name), toPath: path(temporary))
      } catch {
        try FileManager.default.copyItem(atPath: path(name), toPath: path(temporary))
      }
    } catch {
      throw PipelineError(.cannotWrite, "\(path(other)): cannot be written: \(RunFolder.reason(error))")
    }
    guard rename(path(temporary), path(other)) == 0 else {
      throw PipelineError(.cannotWrite, "\(path(other)): cannot be written: \(String(cString: strerror(errno)))")
    }
    // Where both were names of one file already, renaming does nothing.
    remove(temporary)
  }
}
