import ArtFiles
import ArtProducts
import ArtSettings
import ArtTensor
import Foundation

/// The operating system.
struct SystemCheck: DoctorCheck {
  let id = "system"
  let title = "System"

  func look(_ place: DoctorPlace) -> DoctorFinding {
    var name = utsname()
    uname(&name)
    let kernel = withUnsafeBytes(of: &name.release) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    let machine = withUnsafeBytes(of: &name.machine) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    let system = ProcessInfo.processInfo.operatingSystemVersionString
    return DoctorFinding(
      lines: ["\(system), kernel \(kernel), \(machine)"],
      facts: ["name": SettingValue(system), "kernel": SettingValue(kernel), "machine": SettingValue(machine)])
  }
}

/// What computes.
struct ProcessorCheck: DoctorCheck {
  let id = "processor"
  let title = "Processor"

  /// Features that tell how fast networks are computed, by the system's words for them.
  private static let features: [(word: String, name: String)] = [
    ("avx2", "AVX2"), ("fma", "FMA"), ("avx512f", "AVX-512"), ("avx512_vnni", "AVX-512 VNNI"), ("amx_tile", "AMX"),
    ("asimd", "NEON"), ("sve", "SVE"),
  ]

  func look(_ place: DoctorPlace) -> DoctorFinding {
    let processor = Processor.current
    let name = processor.name ?? "of unknown name"
    let features = Self.features.filter { processor.features.contains($0.word) }.map(\.name)
    let (all, active) = (ProcessInfo.processInfo.processorCount, ProcessInfo.processInfo.activeProcessorCount)
    let threads = active == all ? Counted.text(all, "thread") : "\(active) of \(Counted.text(all, "thread"))"
    return DoctorFinding(
      lines: [
        ([name, threads] + (features.isEmpty ? [] : [features.joined(separator: ", ")])).joined(separator: "; ")
      ],
      facts: [
        "name": SettingValue(name), "threads": SettingValue(active), "allThreads": SettingValue(all),
        "features": SettingValue(features.map { SettingValue($0) }),
      ])
  }
}

/// Which of its loops the program runs.
struct KernelsCheck: DoctorCheck {
  let id = "kernels"
  let title = "Kernels"

  func look(_ place: DoctorPlace) -> DoctorFinding {
    let level = KernelLevel.current
    let products = OpenBLASLibrary.isUsed ? "matrix products by OpenBLAS" : "matrix products by artpipe's own kernels"
    return DoctorFinding(
      lines: ["\(level.rawValue); \(products)"],
      facts: ["level": SettingValue(level.rawValue), "usesOpenBLAS": SettingValue(OpenBLASLibrary.isUsed)])
  }
}

/// How much memory there is, and what bounds it.
struct MemoryCheck: DoctorCheck {
  let id = "memory"
  let title = "Memory"

  /// With less, the larger models and images do not train.
  private static let least = 1 << 30

  func look(_ place: DoctorPlace) -> DoctorFinding {
    let all = Int(clamping: ProcessInfo.processInfo.physicalMemory)
    let (now, limit) = (SystemResources.current(), SystemResources.groupLimit)
    var words = "\(ByteCount.text(Double(all))) in all"
    if let free = now.freeMemory { words = "\(ByteCount.text(Double(free))) free of \(ByteCount.text(Double(all)))" }
    if let limit, limit < all { words += "; the container or control group has \(ByteCount.text(Double(limit)))" }
    if now.bound == .process { words += "; 'ulimit -v' or 'ulimit -d' bounds it" }
    var finding = DoctorFinding(lines: [words], facts: ["bytes": SettingValue(all)])
    if let free = now.freeMemory {
      finding.facts["freeBytes"] = SettingValue(free)
      if free < Self.least {
        finding.lacks.append(
          .init(
            what: "There is little free memory: \(ByteCount.text(Double(free))).",
            remedy: "close other programs, and train small images in small batches", isNeeded: false))
      }
    }
    if let limit { finding.facts["groupLimitBytes"] = SettingValue(limit) }
    return finding
  }
}
