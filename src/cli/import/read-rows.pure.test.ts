import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readMapping } from './mapping';
import { readRows } from './read-rows';

const mapped = (file: object = {}) =>
  readMapping(
    JSON.stringify({
      file,
      columns: { invoice: 'No', sku: 'Code', quantity: 'Qty', unitPrice: 'Price', at: 'Date' },
      times: { format: 'dd/MM/yyyy', zone: 'Europe/Berlin' },
      currency: 'EUR',
    }),
  );

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'perennial-rows-'))));
afterAll(() => rmSync(folder, { recursive: true }));

async function codesOf(content: Buffer | string, file: object = {}): Promise<(string | undefined)[]> {
  const path = join(folder, 'rows.csv');
  writeFileSync(path, content);
  const codes: (string | undefined)[] = [];
  for await (const { cells } of readRows(path, mapped(file))) codes.push(cells.Code);
  return codes;
}

const CSV = 'No,Code,Qty,Price,Date\n1,Gläser,1,4.50,01/01/2024\n2,Grüner Tee,1,4.50,01/01/2024\n';

test.each<[string, Buffer, object]>([
  ['utf-8', Buffer.from(CSV), {}],
  ['utf-8 with a mark', Buffer.from(`\uFEFF${CSV}`), {}],
  ['gzip', gzipSync(CSV), {}],
  ['windows-1252', Buffer.from(CSV, 'latin1'), { encoding: 'windows-1252' }],
  ['utf-16le with a mark', Buffer.from(`\uFEFF${CSV}`, 'utf16le'), { encoding: 'utf-16le' }],
])('a file in %s is read', async (_name, content, file) => {
  expect(await codesOf(content, file)).toEqual(['Gläser', 'Grüner Tee']);
});

test('a character that is cut by the end of a chunk is one character', async () => {
  const rows = Array.from({ length: 30_000 }, (_row, index) => `${index},ääääää${index},1,4.50,01/01/2024`);
  const codes = await codesOf(`No,Code,Qty,Price,Date\n${rows.join('\n')}`);
  expect(codes.map((code, index) => code === `ääääää${index}`)).toEqual(new Array(30_000).fill(true));
});

test('a file that is written otherwise is refused, and says where to say so', async () => {
  await expect(codesOf(Buffer.from(CSV, 'latin1'))).rejects.toThrow('The file is not written in utf-8; see file.encoding of the mapping.');
  await expect(codesOf(Buffer.concat([Buffer.from(CSV), Buffer.from([0xc3])]))).rejects.toThrow('The file is not written in utf-8');
});

test.each([
  ['', 'The file is empty: it has no heading.'],
  ['No,Code,Qty,Price\n', 'The file has no column "Date". It has No, Code, Qty, Price.'],
  ['No,Code,Qty,Price,Date,Price\n', 'The file has several columns "Price".'],
])('a file %j is refused', async (content, sentence) => {
  await expect(codesOf(content)).rejects.toThrow(sentence);
});
