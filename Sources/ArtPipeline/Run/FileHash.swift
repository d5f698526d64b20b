import ArtSettings

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The hash of a file's bytes, read piece by piece.
///
/// - Throws: ``PipelineError`` if the file cannot be read.
func hashOfFile(_ path: String) throws -> (hash: ContentHash, bytes: Int) {
  let failure = PipelineError(.missingInput, "\(path): cannot be read")
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { throw failure }
  defer { close(descriptor) }
  var hasher = SHA256()
  var bytes = 0
  let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 64)
  defer { piece.deallocate() }
  while true {
    let count = read(descriptor, piece.baseAddress, piece.count)
    if count < 0, errno == EINTR { continue }
    guard count >= 0 else { throw failure }
    guard count > 0 else { return (hasher.finish(), bytes) }
    hasher.update(UnsafeRawBufferPointer(rebasing: piece[..<count]))
    bytes += count
  }
}
