/** Where results outlast the process that made them. */
export interface ResultStore<Result> {
  /** All that is stored, in the order in which it came; of a job that was tried again, the last counts. */
  list(): AsyncIterable<Result>;
  /** Ends when the result is stored for good. Where there is no room for it, the store keeps it waiting and says so itself. */
  put(result: Result): Promise<void>;
}
