import { parquetWriteBuffer } from 'hyparquet-writer';
import type { Column } from '../../study/table.ts';

/** A table as an Apache Parquet file: numbers as DOUBLE, texts as STRING, both nullable. */
export const tableParquet = (columns: readonly Column[]): Uint8Array =>
  new Uint8Array(
    parquetWriteBuffer({
      columnData: columns.map(({ name, kind, cells }) => ({
        name,
        data: [...cells],
        type: kind === 'number' ? 'DOUBLE' : 'STRING',
        nullable: true,
      })),
    }),
  );
