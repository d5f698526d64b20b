public import ArtFiles
import ArtData
import ArtGAN
public import ArtGraph
import ArtTensor
public import ArtSettings

/// What a plan will take.
public struct PlanDemand: Sendable {
  /// What each stage takes.
  public let stages: [StageDemand]
  /// What is in memory during all stages: the images, each set once, and what the program keeps beside.
  public let shared: [StageDemand.Part]

  /// The most memory at once.
  public var memoryBytes: Double { shared.bytes + (stages.map(\.memoryBytes).max() ?? 0) }
  public var diskBytes: Double { stages.reduce(0) { $0 + $1.diskBytes } }
}

extension Plan {
  /// What the stages will take, found without running anything. Folders of images are looked into once.
  ///
  /// - Parameter device: What the programs will run on: what they take is exact then. nil for estimates alone, where many
  ///   documents are asked for.
  public func demand(on device: (any Device)?) -> PlanDemand {
    var device = device
    device?.convolutionAlgorithms = document.convolutionAlgorithms
    let programs = ProgramMemories(device: device, components: components)
    let counts = [dataset, reference].map { specification in
      (try? specification?.source.imageCount()).flatMap(\.self)
    }
    var demands: [StageDemand] = []
    for index in stages.indices {
      demands.append(
        stages[index].stage.demand(
          StageForecast(
            model: model(of: index), images: stages[index].input.flatMap { demands[$0].output },
            datasetCount: counts[0], dataset: dataset,
            takesModel: takesModel(index), referenceCount: counts[1], programs: programs)))
    }
    return PlanDemand(stages: demands, shared: images(counts) + [Self.program])
  }

  /// Plans, tables, stacks of threads and buffers of files, beside what the program takes when it does nothing. Measured.
  private static let program = StageDemand.Part("the program itself", 16e6, .document(["stages"]))

  private func images(_ counts: [Int?]) -> [StageDemand.Part] {
    guard let shape = model?.imageShape else { return [] }
    return zip(["dataset", "reference"], counts).compactMap { key, count in
      count.map { count in
        StageDemand.Part(
          Counted.text(count, "image") + " of the \(key)", Double(count) * Double(shape.count),
          .document([key, "count"]))
      }
    }
  }

  private func takesModel(_ index: Int) -> Bool {
    stages[index].input.map { type(of: stages[$0].stage).output == .model } ?? false
  }

  /// What the stages can do but is likely to disappoint, each at the setting to change.
  public func warnings(_ demand: PlanDemand) -> [Problem] {
    demand.stages.enumerated().flatMap { index, stage in
      stage.warnings.map { problem(.outOfRange, $0.message, $0.setting, stage: index) }
    }
  }

  /// The model that a stage works with, where it is known.
  private func model(of index: Int) -> ModelDefinition? {
    let giver = stages.givingModel(to: index)
    return type(of: giver).usesModelAndDataset ? model : giver.knownModel() ?? model
  }

  /// Refuses what this machine cannot hold now.
  ///
  /// - Parameters:
  ///   - demand: What the plan takes.
  ///   - folder: The run folder.
  /// - Throws: `Problems`, each at the setting that asks for most, with the figures.
  public func check(_ demand: PlanDemand, for folder: RunFolder) throws(Problems) {
    try check(demand, in: FreeResources(for: folder.path), folder: folder)
  }

  /// Refuses what a machine cannot hold.
  ///
  /// - Parameters:
  ///   - demand: What the plan takes.
  ///   - resources: What there is.
  ///   - folder: The run folder; what lies there already need not be written anew.
  /// - Throws: `Problems`, each at the setting that asks for most, with the figures.
  public func check(
    _ demand: PlanDemand, in resources: FreeResources, folder: RunFolder? = nil
  ) throws(Problems) {
    let log = ProblemLog()
    // What is too large for one stage is too large for all that use it: the largest is told.
    let memory = demand.stages.map { $0.memory + demand.shared }
    if let free = resources.memory.map(Double.init),
      let index = memory.indices.max(by: { memory[$0].bytes < memory[$1].bytes }), memory[index].bytes > free,
      let part = memory[index].largest
    {
      let message = Self.refusal(
        stages[index].id, memory[index], of: "memory", part, free: free,
        remedy: resources.isLimited ? ": 'ulimit -v' shows the limit" : "")
      log.add(problem(.limit, message, part.setting, stage: index))
    }
    let disk = demand.stages.enumerated().flatMap { index, stage in stage.disk.map { (index, $0) } }
    let sum = disk.map(\.1).bytes
    if let free = resources.disk.map({ Double($0) + replaced(in: folder) }), sum > free,
      let (index, part) = disk.max(by: { $0.1.bytes < $1.1.bytes })
    {
      log.add(
        problem(
          .limit,
          Self.refusal(
            stages[index].id, disk.map(\.1), of: "disk", part, free: free,
            remedy: (folder.map { " at \($0.path)" } ?? "") + ": free some space there"), part.setting,
          stage: index))
    }
    // The figures say more than which array is too large.
    if log.isEmpty {
      for (index, stage) in demand.stages.enumerated() {
        for (setting, message) in stage.impossible { log.add(problem(.limit, message, setting, stage: index)) }
      }
    }
    try log.check()
  }

  /// The bytes of what the stages wrote before: that need not be written anew.
  private func replaced(in folder: RunFolder?) -> Double {
    guard let folder else { return 0 }
    let files = stages.flatMap { $0.stage.outputNames(id: $0.id) }.flatMap { (try? folder.files(below: $0)) ?? [] }
    return files.reduce(0) { $0 + Double(folder.size(of: $1)) }
  }

  private static func refusal(
    _ id: String, _ parts: [StageDemand.Part], of resource: String, _ part: StageDemand.Part, free: Double,
    remedy: String
  ) -> String {
    let (own, all) = (ByteCount.text(part.bytes), ByteCount.text(parts.bytes))
    let most = own == all ? "" : ", \(all) of \(resource) in all"
    return "'\(id)' needs \(own) for \(part.name)\(most); this machine has \(ByteCount.text(free)) free\(remedy)"
  }

  private func problem(
    _ code: Problem.Code, _ message: String, _ setting: StageDemand.Setting, stage index: Int
  ) -> Problem {
    let (root, start, keys): (SettingValue?, String, [String]) =
      switch setting {
      case .document(let keys): (document.value, "", keys)
      case .stage(let key): (document.value["stages"]?.array?[index], "stages[\(index)]", [key])
      }
    var (place, path) = (root, start)
    for key in keys {
      path += path.isEmpty ? key : ".\(key)"
      guard let value = place?[key] else { break }
      place = value
    }
    return Problem(code, message, at: place?.location, path: path)
  }
}

extension [StageDemand.Part] {
  var bytes: Double { reduce(0) { $0 + $1.bytes } }
  var largest: StageDemand.Part? { self.max { $0.bytes < $1.bytes } }
}
