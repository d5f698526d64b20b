import ArtFiles
import ArtTensor

/// Tells sets of files apart by their names and bytes.
enum FileFingerprint {
  /// - Parameters:
  ///   - names: Paths from the folder, in a fixed order.
  ///   - pool: The threads that read; the result does not depend on their number.
  static func of(_ names: [String], in folder: String, pool: ThreadPool) -> ContentHash {
    var hashes = [ContentHash?](repeating: nil, count: names.count)
    hashes.withUnsafeMutableBufferPointer { hashes in
      // Each block writes only its own file's hash.
      nonisolated(unsafe) let hashes = hashes
      pool.parallel(names.count) { index in
        hashes[index] = try? SHA256.hash(file: Paths.join(folder, names[index])).hash
      }
    }
    var hasher = SHA256()
    for (name, hash) in zip(names, hashes) {
      // Names of any content: each with its length before it.
      hasher.update(Array("\(name.utf8.count) \(name) \(hash?.hex ?? "unreadable")\n".utf8))
    }
    return hasher.finish()
  }
}
