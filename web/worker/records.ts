/** Records and tables of them, whose code comes when there is the first record. */
export { controlCsv, pointingCsv, ratesCsv, stocksCsv } from '../../src/io/csv.ts';
export { formatRunRecord, parseRunRecord } from '../../src/io/run-record.ts';
