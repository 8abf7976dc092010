/** Quality of the operations at a node; all 1 if they are ideal. */
export interface GateQuality {
  /** p1: probability that a one-qubit gate works; otherwise it depolarises its qubit. */
  readonly singleQubit: number;
  /** p2: probability that a two-qubit gate works; otherwise it depolarises both qubits. */
  readonly twoQubit: number;
  /** η: probability that a measurement gives the right result. */
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
