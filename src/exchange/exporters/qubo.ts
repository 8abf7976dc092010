import { formatCoo } from '../../qubo/coo.ts';
import type { QuboExporter } from './exporter.ts';

export const qubo: QuboExporter = {
  name: 'qubo',
  title: 'a sampled master in coordinate format, as samplers get it',
  extension: 'qubo',
  write: (model) => formatCoo(model),
};
