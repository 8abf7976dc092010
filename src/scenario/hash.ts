import type { Scenario } from './schema/scenario.ts';

/**
 * SHA-256 (lower-case hex) of a scenario as canonical JSON with sorted keys: two scenarios with the same hash have the
 * same meaning, however they were written. Resolve named files first, since otherwise only their names count; where a
 * text came from does not count.
 */
export const scenarioHash = (scenario: Scenario): Promise<string> =>
  sha256(canonicalJson(withoutSources(scenario)));

/** SHA-256 of a text in UTF-8, lower-case hex. */
export async function sha256(text: string): Promise<string> {
  const digest = await globalThis.crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const withoutSources = (scenario: Scenario): Scenario => ({
  ...scenario,
  satellites: scenario.satellites.map((satellite) => {
    if ('tle' in satellite) return { ...satellite, tle: { ...satellite.tle, source: undefined } };
    return 'omm' in satellite ? { ...satellite, omm: { ...satellite.omm, source: undefined } } : satellite;
  }),
});

/** JSON without blanks, with the keys of every block in the order of their code units. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : inner,
  );
}
