/**
 * Logical error of a second-generation repeater with the Steane code [[7,1,3]], which corrects one error in seven: p_L
 * = 1 − (1−p)^7 − 7p(1−p)^6.
 */
export const steaneLogicalError = (error: number): number =>
  1 - (1 - error) ** 7 - 7 * error * (1 - error) ** 6;

/**
 * Probability that a third-generation hop passes a qubit in the quantum parity code of n blocks of m photons: a^n −
 * (a−b)^n, a = 1 − (1−η)^m, b = η^m (Munro et al. 2012). Loss correction needs a per-hop η above ½ (no cloning), which
 * no link between satellite and ground has.
 */
export function parityCodeSuccess(blocks: number, photonsPerBlock: number, efficiency: number): number {
  const someArrive = 1 - (1 - efficiency) ** photonsPerBlock;
  const allArrive = efficiency ** photonsPerBlock;
  return someArrive ** blocks - (someArrive - allArrive) ** blocks;
}
