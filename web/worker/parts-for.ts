import { loadSgp4For } from './satellite.ts';
import { loadXmlFor } from './xml.ts';

/** Loads what the core needs to read a text or a scenario, and most visits do without. */
export async function loadPartsFor(value: unknown): Promise<void> {
  await Promise.all([loadXmlFor(value), loadSgp4For(value)]);
}
