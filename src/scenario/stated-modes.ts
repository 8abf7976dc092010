import { declaredNodes } from './nodes.ts';
import type { Scenario } from './schema/scenario.ts';
import { totalModes } from './signals.ts';

export const NODE_SECTIONS = ['nodes', 'stations', 'platforms', 'satellites'] as const;

/** M of the nodes that the scenario itself names and whose memory modes are limited. */
export function statedModes(scenario: Scenario): ReadonlyMap<string, number> {
  return new Map(
    declaredNodes(scenario).flatMap(({ id, kind, path }) => {
      const [section, index] = path as [(typeof NODE_SECTIONS)[number], number];
      const modes = totalModes(scenario[section][index]!, kind, scenario);
      return modes === undefined ? [] : [[id, modes] as const];
    }),
  );
}
