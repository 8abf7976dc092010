import type { FamilyId } from '../domain/families.ts';
import { families, slotsOf } from './constraints/families.ts';
import type { ConstraintFamily } from './constraints/family.ts';
import { type Layout, offsetsOf } from './layout.ts';
import type { ProgramScope } from './program-scope.ts';
import { wholeScope } from './whole-scope.ts';

/** The families with rows in a problem that a plan made part by part might break. */
export function refusedFamilies(layout: Layout): readonly FamilyId[] {
  const refused = families.filter(([, { partByPart }]) => partByPart === 'refused');
  if (refused.length === 0) return [];
  const scope = wholeScope(layout, offsetsOf(layout, false));
  return refused.flatMap(([id, family]) => (hasRows(family, scope) ? id : []));
}

function hasRows(family: ConstraintFamily, scope: ProgramScope): boolean {
  let rows = 0;
  const count = { begin: () => rows++, add: () => {} };
  for (const slot of slotsOf(family, scope.layout.problem.topology.slotCount)) {
    family.write(scope, slot, count);
    if (rows > 0) return true;
  }
  return false;
}
