import Testing

@testable import ArtFiles

struct SystemResourcesTests {
  /// Files of the system: path and text.
  struct Machine: CustomTestStringConvertible, Sendable {
    let testDescription: String
    var files: [(String, String)]
    var addressSpace: Int?
    var data: Int?
    let free: Int
    let bound: SystemResources.Bound
  }

  private static let megabyte = 1 << 20
  private static let system = [
    ("proc/meminfo", "MemTotal:       16000000 kB\nMemFree:  5 kB\nMemAvailable:    8192000 kB\n"),
    ("proc/self/status", "Name:\tartpipe\nVmSize:\t  102400 kB\nVmData:\t   51200 kB\n"),
  ]

  static let machines = [
    Machine(testDescription: "the machine alone", files: system, free: 8000 * megabyte, bound: .system),
    Machine(
      testDescription: "a group of version 2, and one around it that is tighter",
      files: system + [
        ("proc/self/cgroup", "0::/user.slice/run.scope\n"),
        ("sys/fs/cgroup/user.slice/run.scope/memory.max", "max\n"),
        ("sys/fs/cgroup/user.slice/run.scope/memory.current", "1048576\n"),
        ("sys/fs/cgroup/user.slice/memory.max", "\(1000 * megabyte)\n"),
        ("sys/fs/cgroup/user.slice/memory.high", "max\n"),
        ("sys/fs/cgroup/user.slice/memory.current", "\(700 * megabyte)\n"),
        ("sys/fs/cgroup/user.slice/memory.stat", "anon 1\ninactive_file \(200 * megabyte)\n"),
      ], free: 500 * megabyte, bound: .group),
    Machine(
      testDescription: "a container of version 2: its group lies at the top",
      files: system + [
        ("proc/self/cgroup", "0::/../../docker/abc\n"), ("sys/fs/cgroup/memory.max", "\(300 * megabyte)"),
        ("sys/fs/cgroup/memory.current", "\(100 * megabyte)"),
      ], free: 200 * megabyte, bound: .group),
    Machine(
      testDescription: "version 1",
      files: system + [
        ("proc/self/cgroup", "12:cpu,cpuacct:/\n5:memory:/docker/abc\n0::/\n"),
        ("sys/fs/cgroup/memory/memory.limit_in_bytes", "\(400 * megabyte)\n"),
        ("sys/fs/cgroup/memory/memory.usage_in_bytes", "\(100 * megabyte)\n"),
        ("sys/fs/cgroup/memory/memory.stat", "total_inactive_file \(50 * megabyte)\n"),
      ], free: 350 * megabyte, bound: .group),
    Machine(
      testDescription: "ulimit -v", files: system, addressSpace: 600 * megabyte, free: 500 * megabyte, bound: .process),
    Machine(testDescription: "ulimit -d", files: system, data: 600 * megabyte, free: 550 * megabyte, bound: .process),
    Machine(testDescription: "over the limit", files: system, data: megabyte, free: 0, bound: .process),
  ]

  @Test(arguments: machines)
  func theLeastCounts(machine: Machine) throws {
    let scratch = try Scratch()
    for (name, text) in machine.files { try scratch.put(text, name) }
    let found = SystemResources(
      ProcessFiles(root: scratch.run.path), addressSpace: machine.addressSpace, data: machine.data)
    #expect(found.freeMemory == machine.free)
    #expect(found.bound == machine.bound)
  }

  @Test func elsewhereNothingIsTold() throws {
    #expect(SystemResources(ProcessFiles(root: "/nowhere"), addressSpace: nil, data: nil).freeMemory == nil)
  }

  @Test func thisMachineTells() throws {
    let now = SystemResources.current()
    #expect(now.freeMemory.map { $0 > 1 << 20 } ?? true)
    let scratch = try Scratch()
    #expect((SystemResources.freeDisk(at: scratch.run.path) ?? 0) > 1 << 20)
    #expect((SystemResources.freeDisk(at: scratch.path("not/yet/there")) ?? 0) > 1 << 20)
    #expect(SystemResources.canAllocate(1 << 10) && !SystemResources.canAllocate(1 << 60))
  }
}
