import { expect, it } from 'vitest';
import { assembleMonolith } from '../../src/model/assemble.ts';
import type { RowMeaning } from '../../src/model/constraints/family.ts';
import { layOut } from '../../src/model/layout.ts';
import { handMade } from '../methods/instances.ts';
import { FAMILIES } from './named-rows.ts';

it('the meaning of every row agrees with its name, so that prices are assigned correctly', () => {
  const { problem } = handMade({
    slots: 3,
    capacity: { 'a-b': 100, 'b-c': 100 },
    stores: { a: 10, b: 10, c: 10 },
    storage: { memory: { model: 'dephasing', coherenceSeconds: 1e5, maximumStorageSlots: 1 } },
    demands: [{ source: 'a', destination: 'c', minimumRate: 1 }],
  });
  const { program, meanings } = assembleMonolith(layOut(problem));
  const layout = layOut(problem);
  const nameOf = (meaning: RowMeaning): string => {
    switch (meaning.constraint) {
      case 'C1': {
        const { demand, path, offer } = layout.choices[meaning.choice]!;
        return `C1(k${demand},p${path},t${offer.slot})`;
      }
      case 'C2': {
        const { demand, slot } = layout.groups[meaning.group]!;
        return `C2(k${demand},t${slot})`;
      }
      case 'C3':
        return `C3(m${meaning.entity},t${meaning.slot})`;
      case 'C4':
        return `C4(e${meaning.entity},t${meaning.slot})`;
      case 'C7':
        return `C7(k${meaning.entity},t${meaning.slot})`;
      case 'freshness':
        return `age(s${meaning.entity},t${meaning.slot})`;
      case 'P3':
      case 'P4':
        throw new Error('no telescope is pointed');
      default:
        return `${meaning.constraint}(s${meaning.entity},t${meaning.slot})`;
    }
  };
  expect(meanings.map(nameOf)).toEqual(program.rows.names);
  expect(new Set(meanings.map(({ constraint }) => constraint))).toEqual(new Set(FAMILIES));
});
