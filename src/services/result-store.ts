/** Keeps results beyond the process that made them. */
export interface ResultStore<Result> {
  /** All stored results in the order of arrival; for a job that was tried again, the last one counts. */
  list(): AsyncIterable<Result>;
  /**
   * Resolves once the result is stored for good. If there is no room for it, the store keeps it in memory and reports
   * that itself.
   */
  put(result: Result): Promise<void>;
}
