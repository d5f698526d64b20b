import ArtFiles
import ArtMedia

/// Tells a file that the system does not give from a system that fails. Without such a file a training is another one, so a
/// disk that stumbles must not leave one out.
///
/// What the system does not give is asked for once more. A file that fails twice, while another one can still be read, is
/// odd itself: it is left out, and that is told. Where nothing can be read, the system fails, and the work ends.
enum SecondTry {
  static func file<Found>(_ body: () throws(FileError) -> Found) throws(FileError) -> Found {
    do throws(FileError) {
      return try body()
    } catch {
      guard error.isOfSystem else { throw error }
      return try body()
    }
  }

  static func image<Found>(_ body: () throws(MediaError) -> Found) throws(MediaError) -> Found {
    do throws(MediaError) {
      return try body()
    } catch {
      guard error.code == .unavailable else { throw error }
      return try body()
    }
  }

  /// Whether the system gives one of the files that it gave before.
  static func stillReads(_ path: String?) -> Bool {
    guard let path else { return false }
    return (try? FileReader.prefix(of: path, count: 1)) != nil
  }
}
