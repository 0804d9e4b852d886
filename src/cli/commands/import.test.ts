import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandLine } from '../../../tests/kit/command-line';
import { environmentOf } from '../../../tests/kit/environment';
import { World } from '../../../tests/kit/world';

let world: World;
let cli: CommandLine;
let folder: string;
beforeAll(async () => {
  world = await World.open();
  cli = new CommandLine(environmentOf(world));
  folder = mkdtempSync(join(tmpdir(), 'perennial-import-command-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await world.close();
});

const MAPPING = {
  columns: { invoice: 'No', sku: 'Item', description: 'Text', quantity: 'Pieces', unitPrice: 'Price', at: 'Date', customer: 'Who' },
  times: { format: 'yyyy-MM-dd', zone: 'UTC' },
  currency: 'GBP',
  cancellation: { column: 'No', prefix: 'C', quantity: 'NEGATIVE' },
  fees: ['POST'],
};
const CSV = `No,Item,Text,Pieces,Price,Date,Who
1,A1,MUG,2,3.50,2024-01-01,ada
1,POST,POSTAGE,1,4.00,2024-01-01,ada
2,A1,"MUG, large",many,3.50,2024-01-02,ada
C3,A1,MUG,-9,3.50,2024-01-03,ada
`;

function fileOf(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

test('for people: what was read, made and skipped, and where the skipped rows are', async () => {
  const tenant = await cli.tenant();
  const [csv, mapping, report] = [fileOf('shop.csv', CSV), fileOf('shop.mapping.json', JSON.stringify(MAPPING)), join(folder, 'skipped.csv')];
  const out = await cli.do('import', csv, '--tenant', tenant, '--mapping', mapping, '--report', report);
  expect(out.split('\n').map((line) => line.replaceAll(/ {2,}/g, ' | ').replace(/^ \| /, '- '))).toEqual([
    'ROWS OF THE FILE | ROWS | AMOUNT IN GBP',
    'read | 4',
    'made | 1',
    '- order lines | 1 | 7.00',
    '- free order lines | 0 | 0.00',
    '- returns | 0 | 0.00',
    'skipped | 3',
    '- fee, not goods | 1 | 4.00',
    '- cancellation whose sale is not in the file | 1 | 31.50',
    '- negative quantity without a cancellation | 0 | 0.00',
    '- cannot be read | 1 | 0.00',
    '- does not fit | 0 | 0.00',
    '- imported before | 0 | 0.00',
    '',
    'RECORDS | MADE | THERE BEFORE',
    'customers | 1 | 0',
    'items (drafts, as they never had a price: 0) | 1 | 0',
    'orders | 1 | 0',
    'returns | 0 | 0',
    '',
    '4 rows read = 1 made + 3 skipped.',
    `The skipped rows are in ${report}.`,
  ]);
  expect(readFileSync(report, 'utf8')).toBe(
    'row,invoice,sku,kind,reason\n' +
      '3,1,POST,FEE,"fee, not goods"\n' +
      '4,,,UNREADABLE,"Pieces: ""many"" is no number"\n' +
      '5,C3,A1,SALE_NOT_IN_FILE,no earlier sale of 9 to this customer\n',
  );
});

test('for programs: the same as JSON, amounts in minor units', async () => {
  const tenant = await cli.tenant();
  const [csv, mapping] = [fileOf('shop.csv', CSV), fileOf('shop.mapping.json', JSON.stringify(MAPPING))];
  const none = { rows: 0, amountMinor: 0 };
  expect(await cli.json('import', csv, '--tenant', tenant, '--mapping', mapping)).toEqual({
    currency: 'GBP',
    rows: {
      read: 4,
      made: 1,
      skipped: 3,
      byOutcome: {
        ORDER_LINE: { rows: 1, amountMinor: 700 },
        FREE_LINE: none,
        RETURN: none,
        FEE: { rows: 1, amountMinor: 400 },
        SALE_NOT_IN_FILE: { rows: 1, amountMinor: 3_150 },
        NEGATIVE_QUANTITY: none,
        UNREADABLE: { rows: 1, amountMinor: 0 },
        DOES_NOT_FIT: none,
        IMPORTED_BEFORE: none,
      },
    },
    customers: { made: 1, known: 0 },
    items: { made: 1, known: 0, drafts: 0 },
    orders: { made: 1, known: 0 },
    returns: { made: 0, known: 0 },
  });
});

test('what it cannot do ends with 1 and a sentence, and nothing is made', async () => {
  const tenant = await cli.tenant();
  const [csv, mapping] = [fileOf('shop.csv', CSV), fileOf('shop.mapping.json', JSON.stringify(MAPPING))];
  const { currency: _currency, ...incomplete } = MAPPING;
  const cases: [string[], string][] = [
    [[join(folder, 'none.csv'), '--tenant', tenant, '--mapping', mapping], 'There is no file'],
    [[csv, '--tenant', tenant, '--mapping', join(folder, 'none.json')], 'The mapping'],
    [[csv, '--tenant', tenant, '--mapping', fileOf('wrong.json', JSON.stringify(incomplete))], 'The mapping: currency is missing.'],
    [[fileOf('other.csv', 'a,b\n1,2\n'), '--tenant', tenant, '--mapping', mapping], 'The file has no column "No", "Item"'],
    [[csv, '--tenant', 'ten_nobody', '--mapping', mapping], 'There is no tenant ten_nobody.'],
    [[csv, '--tenant', tenant, '--mapping', mapping, '--report', join(folder, 'no', 'folder.csv')], 'The report'],
  ];
  for (const [words, sentence] of cases) {
    const { exitCode, out, err } = await cli.run('import', ...words);
    expect({ exitCode, out, err }).toEqual({ exitCode: 1, out: '', err: expect.stringContaining(sentence) });
  }
  const made = await cli.json('import', csv, '--tenant', tenant, '--mapping', mapping);
  expect(made.customers).toEqual({ made: 1, known: 0 });
  expect(existsSync(join(folder, 'no'))).toBe(false);
});

test('a compressed file that breaks off ends with 1', async () => {
  const tenant = await cli.tenant();
  const half = join(folder, 'half.csv.gz');
  writeFileSync(half, readFileSync(join(__dirname, '../../../demo/online-retail.csv.gz')).subarray(0, 50_000));
  const mapping = join(__dirname, '../../../demo/online-retail.mapping.json');
  const { exitCode, err } = await cli.run('import', half, '--tenant', tenant, '--mapping', mapping);
  expect({ exitCode, err }).toEqual({ exitCode: 1, err: 'The file cannot be read: unexpected end of file' });
});
