import { parse } from 'csv-parse';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { columnsOf, MappingError, type Mapping } from './mapping';
import type { Cells } from './parse-row';

export interface ReadRow {
  readonly row: number;
  readonly cells: Cells;
  /** Bytes of the file (as it lies on the disk) that were read so far. */
  readonly bytesRead: number;
}

/**
 * The rows of a CSV file below its heading, one at a time; a gzip file is recognised by its first bytes. Throws MappingError when the
 * mapping names a column that the file lacks, and what went wrong when the file cannot be read.
 */
export async function* readRows(path: string, mapping: Mapping): AsyncGenerator<ReadRow> {
  const file = createReadStream(path);
  const parser = parse({
    bom: true,
    delimiter: mapping.file.delimiter,
    quote: mapping.file.quote,
    // A quote in the middle of a value is a character like any other: RECORD FRAME 7" SINGLE SIZE.
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    columns: (headings: string[]) => checkHeadings(headings.map((heading) => heading.trim()), mapping),
  });
  const done = () => undefined;
  const rows = (await isGzip(path)) ? pipeline(file, createGunzip(), parser, done) : pipeline(file, parser, done);
  let row = 1;
  for await (const cells of rows as AsyncIterable<Cells>) {
    row += 1;
    yield { row, cells, bytesRead: file.bytesRead };
  }
}

function checkHeadings(headings: string[], mapping: Mapping): string[] {
  const missing = columnsOf(mapping).filter((column) => !headings.includes(column));
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
