import { parse, type CsvError } from 'csv-parse';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline, Transform, type TransformCallback } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { columnsOf, MappingError, type Mapping } from './mapping';
import type { Cells } from './parse-row';

export interface ReadRow {
  readonly row: number;
  readonly cells: Cells;
  /** Values beyond the last column: one of the others has come apart, and nobody knows which. */
  readonly surplus: number;
  /** Bytes of the file (as it lies on the disk) that were read so far. */
  readonly bytesRead: number;
}

/**
 * The rows of a CSV file below its heading, one at a time; a gzip file is recognised by its first bytes. Throws MappingError when the
 * mapping names a column that the file lacks, and what went wrong when the file cannot be read.
 */
export async function* readRows(path: string, mapping: Mapping): AsyncGenerator<ReadRow> {
  const file = createReadStream(path);
  const text = inUtf8(mapping.file.encoding);
  let hasHeading = false;
  const parser = parse({
    bom: true,
    delimiter: mapping.file.delimiter,
    quote: mapping.file.quote,
    // A quote in the middle of a value is a character like any other: RECORD FRAME 7" SINGLE SIZE.
    relax_quotes: true,
    relax_column_count: true,
    info: true,
    skip_empty_lines: true,
    columns: (headings: string[]) => {
      hasHeading = true;
      return checkHeadings(headings.map((heading) => heading.trim()), mapping);
    },
  });
  const done = () => undefined;
  const rows = (await isGzip(path)) ? pipeline(file, createGunzip(), text, parser, done) : pipeline(file, text, parser, done);
  let row = 1;
  for await (const { record, info } of rows as AsyncIterable<{ record: Cells; info: { error?: CsvError; columns: unknown[] } }>) {
    row += 1;
    const found = (info.error?.record as unknown[] | undefined)?.length ?? 0;
    yield { row, cells: record, surplus: Math.max(0, found - info.columns.length), bytesRead: file.bytesRead };
  }
  if (!hasHeading) throw new MappingError('The file is empty: it has no heading.');
}

/** Text that is not written as the mapping says is refused, not guessed at. */
function inUtf8(encoding: Mapping['file']['encoding']): Transform {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const decoded = (chunk: Buffer | undefined, done: TransformCallback) => {
    try {
      done(null, decoder.decode(chunk, { stream: chunk !== undefined }));
    } catch {
      done(new MappingError(`The file is not written in ${encoding}; see file.encoding of the mapping.`));
    }
  };
  return new Transform({ transform: (chunk: Buffer, _encoding, done) => decoded(chunk, done), flush: (done) => decoded(undefined, done) });
}

function checkHeadings(headings: string[], mapping: Mapping): string[] {
  const missing = columnsOf(mapping).filter((column) => !headings.includes(column));
  const double = columnsOf(mapping).filter((column) => headings.indexOf(column) !== headings.lastIndexOf(column));
  if (double.length > 0) throw new MappingError(`The file has several columns ${double.map((column) => `"${column}"`).join(', ')}.`);
  if (missing.length === 0) return headings;
  throw new MappingError(`The file has no column ${missing.map((column) => `"${column}"`).join(', ')}. It has ${headings.join(', ')}.`);
}

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}
