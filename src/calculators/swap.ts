import * as z from 'zod';
import { swapFidelity } from '../physics/swapping.ts';
import { checkInput } from '../scenario/check-input.ts';
import { positiveProbability, probability } from '../scenario/schema/values.ts';
import type { Calculator } from './calculator.ts';
import { valuesOf } from './words.ts';

const question = z.strictObject({
  fidelities: z.array(probability).min(1),
  gate: positiveProbability.default(1),
  singleGate: positiveProbability.default(1),
  readout: z.number().min(0.5).max(1).default(1),
});

export const swap: Calculator<z.input<typeof question>, { readonly fidelity: number }> = {
  name: 'swap',
  title: 'compute the fidelity of a pair swapped across several links (Briegel-Dür)',
  question,
  options: {
    fidelities: { value: 'list', about: 'fidelities of the links, separated by commas' },
    gate: { value: 'p2', about: 'two-qubit gate reliability' },
    singleGate: { value: 'p1', about: 'one-qubit gate reliability' },
    readout: { value: 'eta', about: 'measurement reliability' },
  },
  example: '--fidelities 0.97,0.98 --gate 0.99 --readout 0.99',
  answer(asked) {
    const { fidelities, gate, singleGate, readout } = checkInput(question, asked);
    return { fidelity: swapFidelity(fidelities, { singleQubit: singleGate, twoQubit: gate, readout }) };
  },
  words: valuesOf,
};
