import ArtSettings
import Foundation

/// The hash of a file's bytes, read piece by piece.
///
/// - Throws: ``PipelineError`` if the file cannot be read.
func hashOfFile(_ path: String) throws -> (hash: ContentHash, bytes: Int) {
  guard let handle = FileHandle(forReadingAtPath: path) else {
    throw PipelineError(.missingInput, "\(path): cannot be read")
  }
  defer { try? handle.close() }
  var hasher = SHA256()
  var bytes = 0
  while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {
    piece.withUnsafeBytes { hasher.update($0) }
    bytes += piece.count
  }
  return (hasher.finish(), bytes)
}
