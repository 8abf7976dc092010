import { describe, expect, it } from 'vitest';
import { METHOD_NAMES, mayHaveProved, RULE_NAMES, type RuleName } from '../../src/domain/methods/methods.ts';

describe('who may have proved a bound', () => {
  it.each([
    'none',
    'rate caps',
    'LP relaxation',
    'compact program',
    'windows of up to 12 slots',
    'monolith solved by gurobi_cl (11.0)',
    'windows in blocks',
    'windows in blocks, round 3',
  ])('of a search: %s', (source) => {
    expect(mayHaveProved(source, null)).toBe(true);
  });

  it.each([
    '',
    'a friend',
    'overlay LP',
    'the LP relaxation',
    'LP relaxations',
    'windows of up to many slots',
    'windows of up to # slots',
    'monolith solved by ',
    'windows in blocks round 3',
  ])('of no search: %s', (source) => {
    expect(mayHaveProved(source, null)).toBe(false);
  });

  it('of a rule: its own only', () => {
    const named = ['none', 'rate caps', 'LP relaxation', 'overlay LP', 'compact program'];
    const sourcesOf = (rule: RuleName) => named.filter((source) => mayHaveProved(source, rule));
    expect(sourcesOf('random-routes')).toEqual(['none', 'LP relaxation']);
    expect(sourcesOf('overlay-lp')).toEqual(['none', 'overlay LP']);
    expect(sourcesOf('greedy')).toEqual(['none', 'LP relaxation']);
  });

  it('searches are no rules', () => {
    expect(METHOD_NAMES).toEqual(expect.arrayContaining(['auto', 'benders', 'milp', 'blocks']));
    expect(METHOD_NAMES).not.toContain('greedy');
    expect(RULE_NAMES).toContain('greedy');
  });
});
