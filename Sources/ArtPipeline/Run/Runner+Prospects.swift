import ArtFiles

extension Runner {
  /// What each stage would do, found without running any and without writing anything. What depends on a stage that
  /// would run is taken to run too.
  ///
  /// - Throws: ``PipelineError``, as a run would at the start of a stage.
  public func prospects() throws(PipelineError) -> [StageProspect] {
    var prospects: [StageProspect] = []
    do {
      try checkFolder()
      var manifest: Manifest?
      if case .manifest(let found, _) = try Manifest.find(in: folder) { manifest = found }
      let earlier = EarlierRun(folder: folder, manifest: manifest, isForced: force)
      _ = try loop.run { stage, inputs, services in
        do {
          let (prospect, artifact) = try prospect(of: stage, inputs, services, earlier)
          prospects.append(prospect)
          return artifact
        } catch {
          throw PipelineError(wrapping: error, stage: stage.id)
        }
      }
    } catch {
      throw PipelineError(wrapping: error)
    }
    return prospects
  }

  /// Whether something of a stage's names lies in the folder.
  private func isThere(_ stage: PlannedStage) throws -> Bool {
    try stage.stage.outputNames(id: stage.id).contains { try folder.kind(of: $0) != nil }
  }

  /// What a stage would do, and what it gives, where that is known now.
  private func prospect(
    of stage: PlannedStage, _ inputs: StageInputs, _ services: StageServices, _ earlier: EarlierRun
  ) throws -> (StageProspect, Artifact?) {
    let type = type(of: stage.stage)
    if let input = stage.input, inputs.artifact == nil {
      if let standing = try? Standing(of: stage, inputs, plan, earlier), standing.unchangedFiles != nil {
        return (.follows(plan.stages[input].id, isCostly: type.isCostly), nil)
      }
      let isRecorded = earlier.manifest?.stage(stage.id) != nil
      let isLost = try type.isCostly && (isRecorded || !type.makesRoom && isThere(stage))
      return (isLost ? .beginsAnew(because: "it starts from '\(plan.stages[input].id)', which runs") : .runs, nil)
    }
    let standing = try Standing(of: stage, inputs, plan, earlier)
    if standing.unchangedFiles == nil { try checkPlaces(stage, standing) }
    // Nothing is moved: what a stage would move it leaves where it is.
    let context = StageContext(inputs: inputs, services: services, cache: standing.cache { _, _ in nil })
    if let files = standing.unchangedFiles {
      let prospect: StageProspect = standing.mendedFiles.isEmpty ? .unchanged : .mends(standing.mendedFiles)
      do {
        return (prospect, try stage.stage.restore(files, context))
      } catch let output as UnusableOutput {
        return (.beginsAnew(because: "\(output)"), nil)
      }
    }
    let prospect = try stage.stage.prospect(context)
    // Stages that write nothing only say what is to be made.
    return (prospect, stage.stage.isCached ? nil : try stage.stage.run(context).artifact)
  }
}
