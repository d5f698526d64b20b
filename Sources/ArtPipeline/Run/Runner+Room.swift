import ArtFiles

extension Runner {
  /// Moves aside what the stage would write over and what cannot be made again: another kind of stage's files, files that
  /// were changed, what is no file or no folder where there shall be one, what the stage cannot go on from, and what no
  /// earlier run is known to have written.
  func makeRoom(_ stage: PlannedStage, _ context: StageContext, _ standing: Standing) throws {
    let isCostly = type(of: stage.stage).isCostly
    if let known = standing.known, known.kind != stage.kind {
      for name in known.places {
        try context.moveAside(name, because: "'\(stage.id)' was a stage of the kind '\(known.kind)'")
      }
    }
    for damage in standing.damage where damage.kind != .changed || !stage.stage.mends(damage.file, id: stage.id) {
      if damage.kind != .missing, try context.moveAside(damage.file, because: damage.words) != nil { continue }
      if standing.isSame || isCostly {
        observer(.warning("\(folder.path(of: damage.file)): \(damage.words); the stage runs again"))
      }
    }
    let names = stage.stage.outputNames(id: stage.id)
    for name in names {
      let (found, shall) = (try folder.kind(of: name), standing.kind(of: name))
      if let found, found != shall {
        try context.moveAside(name, because: "it is no \(shall == .folder ? "folder" : "file")")
      }
    }
    if !type(of: stage.stage).makesRoom, case .beginsAnew(let reason) = try stage.stage.prospect(context) {
      for name in names { try context.moveAside(name, because: reason) }
    }
    for name in names where !standing.earlier.wrote(name) && standing.known == nil {
      // A costly stage has said what it does with its folder: it goes on in it.
      if isCostly, try folder.kind(of: name) == .folder { continue }
      try context.moveAside(name, because: "manifest.json does not list it")
    }
  }

  /// Checks that the stage's folders can be made: none is a link. Links of files are replaced.
  func checkPlaces(_ stage: PlannedStage, _ standing: Standing) throws {
    for name in stage.stage.outputNames(id: stage.id) where standing.kind(of: name) == .folder {
      try folder.checkIsNoLink(name)
    }
  }
}
