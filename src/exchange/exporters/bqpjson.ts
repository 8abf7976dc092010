import type { QuboExporter } from './exporter.ts';

/** Version 1.0.0 of its schema. */
export const bqpjson: QuboExporter = {
  name: 'bqpjson',
  title: 'a sampled master as bqp-json',
  extension: 'json',
  write({ constant, linear, couplers: { first, second, weight } }) {
    const document = {
      version: '1.0.0',
      id: 0,
      metadata: { generator: 'satqn' },
      variable_domain: 'boolean',
      variable_ids: [...linear.keys()],
      scale: 1,
      offset: constant,
      linear_terms: Array.from(linear, (coeff, id) => ({ id, coeff })).filter(({ coeff }) => coeff !== 0),
      quadratic_terms: Array.from(weight, (coeff, index) => ({
        id_tail: second[index]!,
        id_head: first[index]!,
        coeff,
      })),
    };
    return `${JSON.stringify(document)}\n`;
  },
};
