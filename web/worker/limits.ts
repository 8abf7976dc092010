/** What a tab may well take for topology and model; WebAssembly itself ends at 4 GiB. */
export const BROWSER_MEMORY_BYTES = 1.5 * 2 ** 30;

/** Longest text that is read: beyond, an editor and a parser would stand still. */
export const LONGEST_TEXT = 8_000_000;
/** Run records hold the scenario, the plan and its stocks. */
export const LONGEST_RECORD = 120_000_000;
