/**
 * What the core imports as `satellite.js`, in the studio: most visits have no satellite from a catalogue, and so SGP4
 * comes when there is one. The core calls it in one go, and whoever hands it elements has to have loaded this before.
 */
import type * as Sgp4 from './sgp4.ts';

export { checkForDecay, geodeticToEcf, gstime, SatRecError, sunPos } from 'satellite.js';

export let json2satrec: typeof Sgp4.json2satrec;
export let sgp4: typeof Sgp4.sgp4;
export let twoline2satrec: typeof Sgp4.twoline2satrec;

/** Loads SGP4 if a value may hold orbital elements: a text of any format, or a scenario with satellites of a catalogue. */
export async function loadSgp4For(value: unknown): Promise<void> {
  const mayHold = typeof value === 'string' || /"(?:tle|omm)":/.test(JSON.stringify(value));
  if (sgp4 !== undefined || !mayHold) return;
  ({ json2satrec, sgp4, twoline2satrec } = await import('./sgp4.ts'));
}
