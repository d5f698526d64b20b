import ArtFiles
import ArtMedia
import ArtTensor

/// Tells sets of files apart by their names and bytes.
enum FileFingerprint {
  /// - Parameters:
  ///   - names: Paths from the folder, in a fixed order.
  ///   - pool: The threads that read; the result does not depend on their number.
  ///   - progress: Is told how many files are done.
  /// - Throws: ``DatasetError`` where the system fails to give a file.
  static func of(
    _ names: [String], in folder: String, pool: ThreadPool, progress: ReadingProgress? = nil
  ) throws(DatasetError) -> ContentHash {
    progress?.begin(names.count)
    var hashes = [Result<ContentHash, FileError>?](repeating: nil, count: names.count)
    hashes.withUnsafeMutableBufferPointer { hashes in
      // Each block writes only its own file's hash.
      nonisolated(unsafe) let hashes = hashes
      pool.parallel(names.count) { index in
        defer { progress?.advance() }
        let file = Paths.join(folder, names[index])
        do throws(FileError) {
          // What is too large to be read is not hashed either.
          hashes[index] = .success(
            try SecondTry.file { () throws(FileError) in
              try SHA256.hash(file: file, limit: ImageLimits.standard.fileBytes).hash
            })
        } catch {
          hashes[index] = .failure(error)
        }
      }
    }
    var hasher = SHA256()
    for (name, hash) in zip(names, hashes) {
      if case .failure(let error) = hash, error.isOfSystem {
        throw .notGiven(Paths.join(folder, name), error.reason)
      }
      let word = (try? hash?.get())?.hex ?? "unreadable"
      // Names of any content: each with its length before it.
      hasher.update(Array("\(name.utf8.count) \(name) \(word)\n".utf8))
    }
    return hasher.finish()
  }
}
