import { parseInstant } from '../../../kernel/clock';
import type { Refusal } from '../../../kernel/refusal';
import { InvoiceStatus } from './invoice-status';
import { draftOf, issue, linesOf, sumsOf, type NewInvoice, type NewInvoiceLine } from './new-invoice';

const mug: NewInvoiceLine = { description: 'Mug', quantity: 3, unitAmountMinor: 1_999n };

test('a line is quantity times price and says so', () => {
  const [line] = linesOf({ userId: 'user_1', currency: 'GBP', lines: [mug] });
  expect(line).toEqual({
    position: 0,
    creditsLineId: null,
    kind: 'PRODUCT',
    description: 'Mug',
    quantity: 3,
    unitAmountMinor: 1_999n,
    amountMinor: 5_997n,
    taxMinor: 0n,
    discountMinor: 0n,
    taxCategory: null,
    taxRateId: null,
    taxName: null,
    taxPercent: null,
    isTaxIncluded: false,
    currency: 'GBP',
    isProration: false,
    explanation: '3 × 19.99 = 59.97 GBP',
    periodStart: null,
    periodEnd: null,
    tags: null,
  });
});

test.each([
  ['JPY', 500n, '3 × 500 = 1500 JPY'],
  ['KWD', 1_500n, '3 × 1.500 = 4.500 KWD'],
  ['GBP', -250n, '3 × -2.50 = -7.50 GBP'],
])('the explanation has the digits of %s', (currency, unitAmountMinor, explanation) => {
  expect(linesOf({ userId: 'user_1', currency, lines: [{ ...mug, unitAmountMinor }] })[0]!.explanation).toBe(explanation);
});

test('an explanation that is given stays, and so do kind, period, tags and that it is a part', () => {
  const periodStart = new Date('2026-01-01T00:00:00Z');
  const periodEnd = new Date('2026-02-01T00:00:00Z');
  const given = { kind: 'PLAN', explanation: 'a month', periodStart, periodEnd, tags: { planId: 'plan_1' }, taxMinor: 400n, isProration: true };
  expect(linesOf({ userId: 'user_1', currency: 'GBP', lines: [{ ...mug, ...given }] })[0]).toMatchObject(given);
});

test('a description that is too long for its column is cut', () => {
  expect(linesOf({ userId: 'user_1', currency: 'GBP', lines: [{ ...mug, description: 'x'.repeat(501) }] })[0]!.description).toBe('x'.repeat(500));
});

test.each<[string, string, NewInvoiceLine[], string[]]>([
  ['no line', 'GBP', [], ['lines']],
  ['a quantity of zero', 'GBP', [mug, { ...mug, quantity: 0 }], ['lines', '1', 'quantity']],
  ['half a mug', 'GBP', [{ ...mug, quantity: 0.5 }], ['lines', '0', 'quantity']],
  ['a currency that is none', 'XXQ', [mug], ['currency']],
])('%s is refused', (_what, currency, lines, field) => {
  expect(() => linesOf({ userId: 'user_1', currency, lines })).toThrow(expect.objectContaining<Partial<Refusal>>({ code: 'INVALID', field }));
});

// 5997 - 1000 = 4997; 1199 - 200 = 999 (tests/vectors/README.md: tax is rounded per line, the invoice's tax is the sum)
test('sum of lines + tax = total; total - deductions = due', () => {
  const lines = [
    { amountMinor: 5_997n, taxMinor: 1_199n, discountMinor: 100n },
    { amountMinor: -1_000n, taxMinor: -200n, discountMinor: 0n },
  ];
  const sums = { discountMinor: 100n, subtotalMinor: 4_997n, taxMinor: 999n, totalMinor: 5_996n };
  expect(sumsOf(lines)).toEqual({ ...sums, dueMinor: 5_996n });
  expect(sumsOf(lines, [{ amountMinor: 96n }, { amountMinor: 900n }])).toEqual({ ...sums, dueMinor: 5_000n });
});

describe('a sum below zero', () => {
  const lines = (credit: bigint): NewInvoiceLine[] => [mug, { description: 'Credit', quantity: 1, unitAmountMinor: credit }];
  const guest = (credit: bigint) => () => linesOf({ userId: null, currency: 'GBP', lines: lines(credit) });

  test('is a user\'s credit', () => {
    expect(sumsOf(linesOf({ userId: 'user_1', currency: 'GBP', lines: lines(-5_998n) })).totalMinor).toBe(-1n);
  });

  test('is refused for a guest, and zero is not', () => {
    expect(guest(-5_998n)).toThrow(expect.objectContaining<Partial<Refusal>>({ code: 'INVALID', field: ['lines'] }));
    expect(guest(-5_997n)).not.toThrow();
  });
});

const now = parseInstant('2026-03-01T12:00:00Z')!;
const earlier = parseInstant('2011-12-09T12:50:00Z')!;
const later = parseInstant('2026-03-15T00:00:00Z')!;

describe('draftOf', () => {
  const wanted: NewInvoice = { userId: 'user_1', currency: 'GBP', lines: [], purpose: { kind: 'ORDER', id: 'ord_1' } };
  const draft = (given: Partial<NewInvoice>, ...amounts: bigint[]) =>
    draftOf({ ...wanted, ...given }, { sums: sumsOf(amounts.map((amountMinor) => ({ amountMinor, taxMinor: 0n, discountMinor: 0n }))), now });

  test('nothing is paid, refunded or tried yet, and the purpose comes along', () => {
    expect(draft({}, 1_000n, -250n)).toEqual({
      userId: 'user_1',
      status: 'DRAFT',
      currency: 'GBP',
      discountMinor: 0n,
      subtotalMinor: 750n,
      taxMinor: 0n,
      totalMinor: 750n,
      dueMinor: 750n,
      paidMinor: 0n,
      refundedMinor: 0n,
      purposeKind: 'ORDER',
      purposeId: 'ord_1',
      attemptCount: 0,
      createdAt: now,
      dueAt: null,
    });
  });

  test('history keeps the time of its issue, and what may be paid later its date', () => {
    expect(draft({ issuedAt: earlier, dueAt: later }, 1n)).toMatchObject({ createdAt: earlier, dueAt: later });
  });
});

describe('issue', () => {
  const issued = (given: { status?: InvoiceStatus; dueMinor: bigint; dueAt?: Date | null }) => {
    const draft = { status: InvoiceStatus.DRAFT, dueAt: null, ...given };
    issue(draft, { sequence: 7, issuedAt: now });
    return draft;
  };

  test('it is owed from now on, under its number, and due at once', () => {
    expect(issued({ dueMinor: 1n })).toEqual({ status: 'OPEN', dueMinor: 1n, sequence: 7, finalizedAt: now, dueAt: now });
  });

  test('a date until when it is to be paid stays', () => {
    expect(issued({ dueMinor: 1n, dueAt: later }).dueAt).toEqual(later);
  });

  test('one over nothing is paid in the same moment', () => {
    expect(issued({ dueMinor: 0n })).toMatchObject({ status: 'PAID', paidAt: now, sequence: 7 });
  });

  test.each([InvoiceStatus.OPEN, InvoiceStatus.PAID, InvoiceStatus.VOID])('what is %s is not issued again: its number stays', (status) => {
    const invoice = { status, dueMinor: 1n, sequence: 3 };
    expect(() => issue(invoice, { sequence: 7, issuedAt: now })).toThrow(expect.objectContaining({ code: 'TRANSITION_NOT_ALLOWED' }));
    expect(invoice).toEqual({ status, dueMinor: 1n, sequence: 3 });
  });
});
