import type { Scenario } from '../../src/scenario/schema/scenario.ts';

/** The place that a scenario gives a station or platform; null for what moves or has none. */
export function statedPlace(
  scenario: Scenario | null,
  id: string,
): { readonly latitudeDeg: number; readonly longitudeDeg: number } | null {
  const entry =
    scenario?.stations.find((station) => station.id === id) ??
    scenario?.platforms.find((platform) => platform.id === id && !platform.waypoints);
  if (entry?.latitudeDeg === undefined || entry.longitudeDeg === undefined) return null;
  return { latitudeDeg: entry.latitudeDeg, longitudeDeg: entry.longitudeDeg };
}
