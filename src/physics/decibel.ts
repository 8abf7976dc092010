/** Loss in dB of an efficiency in [0, 1]: −10 log10 η; Infinity at η = 0. */
export const lossDb = (efficiency: number): number => -10 * Math.log10(efficiency) + 0;

/** Efficiency of a loss in dB: 10^(−loss/10). */
export const efficiencyOfDb = (db: number): number => 10 ** (-db / 10);
