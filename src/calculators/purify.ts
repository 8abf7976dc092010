import * as z from 'zod';
import { InputError } from '../base/errors.ts';
import { type Purification, purify as purified } from '../physics/purification.ts';
import { checkInput } from '../scenario/check-input.ts';
import { positiveProbability, probability } from '../scenario/schema/values.ts';
import type { Calculator } from './calculator.ts';
import { valuesOf } from './words.ts';

const question = z.strictObject({
  fidelity: probability,
  target: probability,
  protocol: z.enum(['dejmps', 'bbpssw', 'none']).default('dejmps'),
  gate: positiveProbability.default(1),
  readout: z.number().min(0.5).max(1).default(1),
});

export const purify: Calculator<z.input<typeof question>, Purification> = {
  name: 'purify',
  title: 'find the fewest purification rounds that reach a fidelity, and their cost in base pairs',
  question,
  options: {
    fidelity: { value: 'F', about: 'fidelity of a base pair (Werner state)' },
    target: { value: 'F', about: 'fidelity to reach' },
    protocol: { value: 'name', about: 'purification protocol' },
    gate: { value: 'p2', about: 'two-qubit gate reliability, with bbpssw' },
    readout: { value: 'eta', about: 'measurement reliability, with bbpssw' },
  },
  example: '--fidelity 0.85 --target 0.98 --protocol dejmps',
  answer(asked) {
    const { fidelity, target, protocol, gate, readout } = checkInput(question, asked);
    if (protocol === 'dejmps' && (gate < 1 || readout < 1)) {
      const message = 'Gate noise is defined for BBPSSW only.';
      throw new InputError([{ path: '', message, hint: 'Add --protocol bbpssw.' }]);
    }
    return purified(fidelity, target, protocol, { singleQubit: 1, twoQubit: gate, readout });
  },
  words: valuesOf,
};
