import type { QuboExporter } from './exporter.ts';

/** As `BinaryQuadraticModel.from_serializable` of dimod reads it: version 3.0.0 of its schema, without bytes. */
export const bqm: QuboExporter = {
  name: 'bqm',
  title: 'a sampled master as the JSON of a binary quadratic model of dimod',
  extension: 'json',
  write({ constant, linear, couplers: { first, second, weight } }) {
    const document = {
      type: 'BinaryQuadraticModel',
      version: { bqm_schema: '3.0.0' },
      use_bytes: false,
      index_type: 'int32',
      bias_type: 'float64',
      num_variables: linear.length,
      num_interactions: weight.length,
      variable_labels: [...linear.keys()],
      variable_type: 'BINARY',
      offset: constant,
      info: {},
      linear_biases: [...linear],
      quadratic_biases: [...weight],
      quadratic_head: [...first],
      quadratic_tail: [...second],
    };
    return `${JSON.stringify(document)}\n`;
  },
};
