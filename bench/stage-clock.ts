/** Time and memory of one stage. */
interface Stage {
  readonly seconds: number;
  /** Peak of the process so far. */
  readonly peakMebibytes: number;
  /** Memory in use after the stage, for objects and typed arrays. */
  readonly heldMebibytes: number;
}

/**
 * Measures stages by name, in the order in which they run. Start Node.js with --expose-gc to measure the memory held.
 */
export function stageClock() {
  const stages: Record<string, Stage> = {};
  return {
    stages,
    async stage<T>(name: string, work: () => T | Promise<T>): Promise<T> {
      const began = performance.now();
      const result = await work();
      const seconds = Number(((performance.now() - began) / 1000).toFixed(2));
      (globalThis as { gc?: () => void }).gc?.();
      const { heapUsed, arrayBuffers } = process.memoryUsage();
      const inMebibytes = (bytes: number) => Math.round(bytes / 2 ** 20);
      stages[name] = {
        seconds,
        peakMebibytes: inMebibytes(process.resourceUsage().maxRSS * 1024),
        heldMebibytes: inMebibytes(heapUsed + arrayBuffers),
      };
      console.log(name, JSON.stringify(stages[name]));
      return result;
    },
  };
}
