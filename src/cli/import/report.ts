import { Money } from '../../kernel/money';
import type { Jsonable } from '../../kernel/json';
import { tableText } from '../table-text';
import type { Imported } from './import-file';
import { outcomes, type Outcome } from './source-line';
import type { SkippedRow } from './staging';

/** What became of the rows, and what was made of them, for people. */
export function reportText({ tally, customers, items, orders, returns }: Imported, currency: string): string {
  const outcomeRows = (isMade: boolean) =>
    (Object.keys(outcomes) as Outcome[])
      .filter((outcome) => outcomes[outcome].isMade === isMade)
      .map((outcome) => {
        const { rows, amountMinor } = tally.byOutcome[outcome];
        return [`  ${outcomes[outcome].words}`, grouped(rows), Money.of(amountMinor, currency).amount];
      });
  const lines = tableText(
    ['ROWS OF THE FILE', 'ROWS', `AMOUNT IN ${currency}`],
    [
      ['read', grouped(tally.read), ''],
      ['made', grouped(tally.made), ''],
      ...outcomeRows(true),
      ['skipped', grouped(tally.skipped), ''],
      ...outcomeRows(false),
    ],
  );
  const records = tableText(
    ['RECORDS', 'MADE', 'THERE BEFORE'],
    [
      ['customers', grouped(customers.made), grouped(customers.known)],
      [`items (drafts, as they never had a price: ${grouped(items.drafts)})`, grouped(items.made), grouped(items.known)],
      ['orders', grouped(orders.made), grouped(orders.known)],
      ['returns', grouped(returns.made), grouped(returns.known)],
    ],
  );
  const sum = `${grouped(tally.read)} rows read = ${grouped(tally.made)} made + ${grouped(tally.skipped)} skipped.`;
  return [lines, '', records, '', sum].join('\n');
}

/** The same for programs: amounts in minor units. */
export function reportJson({ tally, ...records }: Imported, currency: string): Jsonable {
  const { read, made, skipped, byOutcome } = tally;
  return { currency, rows: { read, made, skipped, byOutcome: { ...byOutcome } as unknown as Jsonable }, ...(records as unknown as Record<string, Jsonable>) };
}

export const SKIPPED_HEADING = 'row,invoice,sku,kind,reason\n';

/** Skipped rows as lines of a CSV. */
export function skippedText(rows: readonly SkippedRow[]): string {
  return rows
    .map(({ row, invoice, sku, outcome, reason }) => [String(row), invoice ?? '', sku ?? '', outcome, reason ?? outcomes[outcome].words].map(cellText).join(',') + '\n')
    .join('');
}

function cellText(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** 30000 -> "30,000" */
function grouped(count: number): string {
  return count.toString().replace(/\B(?=(\d{3})+$)/g, ',');
}
