import ArtFiles
import CFFmpeg

/// A file that FFmpeg reads, which keeps only the number of an error.
final class FFmpegInput {
  let file: FileReader
  /// The first error of the disk.
  private(set) var failure: FileError?
  /// Asked before each read, with the share of the file that lies before it; false ends the reading.
  var goesOn: ((_ share: Double) -> Bool)?

  init(_ path: String) throws(MediaError) {
    file = try MediaError.mapping { () throws(FileError) in try FileReader(path) }
  }

  /// The first bytes, by which kinds of files are told apart.
  func start() throws(MediaError) -> [UInt8] {
    try MediaError.mapping { () throws(FileError) in try file.bytes(0..<min(file.size, 4096)) }
  }

  /// Valid as long as this object.
  var native: ArtInputFile {
    ArtInputFile(context: Unmanaged.passUnretained(self).toOpaque(), size: Int64(file.size)) {
      context, bytes, count, offset in
      guard let context else { return -1 }
      let input = Unmanaged<FFmpegInput>.fromOpaque(context).takeUnretainedValue()
      if let goesOn = input.goesOn, !goesOn(Double(offset) / Double(max(input.file.size, 1))) { return -1 }
      do throws(FileError) {
        let buffer = UnsafeMutableRawBufferPointer(start: bytes, count: count)
        return Int64(try input.file.read(into: buffer, at: Int(offset)))
      } catch {
        input.failure = input.failure ?? error
        return -1
      }
    }
  }

  /// Throws the disk's error, where there was one.
  func check() throws(MediaError) {
    if let failure { throw MediaError(failure) }
  }
}
