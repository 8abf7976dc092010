/** Quality of the operations at a node; all 1 where they are ideal. */
export interface GateQuality {
  /** p1: a one-qubit gate works, or else depolarises its qubit. */
  readonly singleQubit: number;
  /** p2: a two-qubit gate works, or else depolarises both qubits. */
  readonly twoQubit: number;
  /** η: a measurement tells the truth. */
  readonly readout: number;
}

export const IDEAL_GATES: GateQuality = { singleQubit: 1, twoQubit: 1, readout: 1 };

/** Werner parameter w = (4F − 1)/3 of a fidelity. */
export const wernerOf = (fidelity: number): number => (4 * fidelity - 1) / 3;

/** Fidelity F = ¼ + ¾w of a Werner parameter. */
export const fidelityOf = (werner: number): number => (1 + 3 * werner) / 4;

/** Factor p1 p2 (4η² − 1)/3 on the Werner parameter for every join of two links (Briegel et al. 1998). */
export const swapFactor = (gates: GateQuality): number =>
  (gates.singleQubit * gates.twoQubit * (4 * gates.readout ** 2 - 1)) / 3;

/**
 * Fidelity of a pair swapped together from L ≥ 1 Werner links (Briegel et al. 1998, Dür et al. 1999):
 * F = ¼ + ¾ [p1 p2 (4η² − 1)/3]^(L−1) Π w_i.
 */
export function swapFidelity(fidelities: readonly number[], gates: GateQuality = IDEAL_GATES): number {
  const werner = fidelities.reduce((product, fidelity) => product * wernerOf(fidelity), 1);
  return fidelityOf(werner * swapFactor(gates) ** (fidelities.length - 1));
}
