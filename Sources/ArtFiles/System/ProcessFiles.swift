/// The files in which Linux tells how much memory there is. Elsewhere they are missing, and nothing is told.
struct ProcessFiles {
  /// What comes before `/proc` and `/sys`: nothing, but in tests.
  let root: String

  /// What programs can take without swapping, in bytes.
  var availableMemory: Int? { value(of: "MemAvailable", in: "\(root)/proc/meminfo").map { $0 * 1024 } }

  /// A line of what the process takes, in bytes; 0 where it is not told.
  func memory(of key: String) -> Int { (value(of: key, in: "\(root)/proc/self/status") ?? 0) * 1024 }

  /// What is left in each control group that the process is in, and in those around it.
  var groups: [Int] { boundGroups.map(\.left) }

  /// The smallest limit of such a group; nil for none.
  var groupLimit: Int? { boundGroups.map(\.limit).min() }

  /// The lines that tell of the processor.
  var processorLines: [Substring] { lines("\(root)/proc/cpuinfo") }

  private var boundGroups: [(limit: Int, left: Int)] {
    lines("\(root)/proc/self/cgroup").flatMap { line -> [(limit: Int, left: Int)] in
      // number:controllers:path
      let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3 else { return [] }
      let path = String(parts[2])
      if parts[1].isEmpty {
        return ["/sys/fs/cgroup", "/sys/fs/cgroup/unified"].flatMap { left(in: $0, path, .v2) }
      }
      return parts[1].split(separator: ",").contains("memory") ? left(in: "/sys/fs/cgroup/memory", path, .v1) : []
    }
  }

  /// The names of the files of a version of control groups.
  private struct Names {
    let limits: [String]
    let use: String
    /// What the system gives back of the use when it is needed.
    let reclaimable: String

    static let v1 = Names(
      limits: ["memory.limit_in_bytes"], use: "memory.usage_in_bytes", reclaimable: "total_inactive_file")
    static let v2 = Names(limits: ["memory.max", "memory.high"], use: "memory.current", reclaimable: "inactive_file")
  }

  private func left(in mount: String, _ path: String, _ names: Names) -> [(limit: Int, left: Int)] {
    var found: [(limit: Int, left: Int)] = []
    // From a container the path is that of the machine outside, and the container's own group lies at the top.
    var place = Paths.resolve(path)
    while true {
      let folder = root + mount + (place == "/" ? "" : place)
      let limit = names.limits.compactMap { number("\(folder)/\($0)") }.min()
      if let limit, let use = number("\(folder)/\(names.use)") {
        let kept = max(0, use - (value(of: names.reclaimable, in: "\(folder)/memory.stat") ?? 0))
        found.append((limit, limit - kept))
      }
      if place == "/" { return found }
      place = Paths.split(place).folder
      guard Paths.isAbsolute(place) else { return found }
    }
  }

  /// The number that a file holds; nil for none, such as `max`.
  private func number(_ path: String) -> Int? { lines(path).first.flatMap { Int($0) } }

  /// The number that follows a key at the beginning of a line.
  private func value(of key: String, in path: String) -> Int? {
    for line in lines(path) {
      let words = line.split { $0 == " " || $0 == "\t" || $0 == ":" }
      if words.count > 1, words[0] == key { return Int(words[1]) }
    }
    return nil
  }

  /// The lines of a file of the system: their size is not told beforehand.
  private func lines(_ path: String) -> [Substring] {
    guard let file = try? FilePlace.typed(path).openForReading() else { return [] }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = bytes.withUnsafeMutableBytes { (try? file.read(into: $0, at: 0)) ?? 0 }
    return String(decoding: bytes.prefix(count), as: UTF8.self).split(separator: "\n")
  }
}
