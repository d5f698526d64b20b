/// Tells a file that cannot be used from a system that fails: a disk that stumbles must not make a file look damaged or as if
/// it were not there, since work without it is other work.
///
/// What the system does not give is asked for once more. Where it fails again, the work ends with an error that names the
/// file. What is damaged, or what this user may not read, is no matter of the system.
public enum SecondTry {
  public static func file<Found>(_ body: () throws(FileError) -> Found) throws(FileError) -> Found {
    do throws(FileError) {
      return try body()
    } catch {
      guard error.isOfSystem || error.code == .denied else { throw error }
      return try body()
    }
  }
}
