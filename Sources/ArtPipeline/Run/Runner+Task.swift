extension Runner {
  /// Runs all stages that need it on a thread of its own, so that none of Swift's concurrency waits for them. The observer
  /// is called on that thread. Where the task is cancelled, the run ends as soon as it can go on from there another time, and
  /// then this function does, with ``PipelineError/Code/interrupted``.
  ///
  /// - Returns: As ``run()``.
  /// - Throws: As ``run()``.
  public func runInBackground() async throws(PipelineError) -> [String] {
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { (continuation: CheckedContinuation<Result<[String], PipelineError>, Never>) in
        let isStarted = startThread { continuation.resume(returning: outcome) }
        if !isStarted { continuation.resume(returning: outcome) }
      }
    } onCancel: {
      stop.make()
    }
    return try result.get()
  }

  /// What ``run()`` comes to.
  private var outcome: Result<[String], PipelineError> {
    do throws(PipelineError) {
      return .success(try run())
    } catch {
      return .failure(error)
    }
  }
}
