import ArtFiles
import ArtMedia

extension SecondTry {
  static func image<Found>(_ body: () throws(MediaError) -> Found) throws(MediaError) -> Found {
    do throws(MediaError) {
      return try body()
    } catch {
      guard error.code == .unavailable || error.code == .unreadable else { throw error }
      return try body()
    }
  }
}

extension DatasetError {
  /// A file of a set that the system does not give. It is not left out: the set would be another one.
  ///
  /// - Parameter reason: Why, and what to do about it.
  static func notGiven(_ file: String, _ reason: String) -> DatasetError {
    DatasetError(.unreadable, file: file, reason, advice: "to go on without it, move it out of the folder")
  }
}
