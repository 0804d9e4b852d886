import { asSystem, eventTypes } from '../../../tests/kit/billing';
import { violationsOf } from '../../../tests/kit/invariants';
import type { Shop } from '../../../tests/kit/shop';
import { statementsDuring } from '../../../tests/kit/statements';
import { World } from '../../../tests/kit/world';
import { importExternalRefunds, importPaidInvoices, type ImportedInvoice } from './contract';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(async () => {
  expect(await violationsOf(world)).toEqual({});
  await world.close();
});

const ISSUED_AT = new Date('2011-03-24T11:20:00Z');

function invoice(unitAmountMinor: bigint): ImportedInvoice {
  return {
    userId: null,
    currency: 'GBP',
    issuedAt: ISSUED_AT,
    purpose: { kind: 'TEST', id: 'test_1' },
    lines: [{ description: 'Mug', quantity: 2, unitAmountMinor }],
  };
}

async function booksOf(shop: Shop) {
  const { invoices } = await shop.server.do(`{ invoices { edges { node {
    number status finalizedAt paidAt total { amountMinor } paid { amountMinor } refunded { amountMinor }
    payments(first: 10) { edges { node { kind status amount { amountMinor } refunded { amountMinor } settledAt } } }
  } } } }`);
  return invoices.edges.map(({ node }: { node: { payments: { edges: { node: unknown }[] } } }) => ({
    ...node,
    payments: node.payments.edges.map((edge) => edge.node),
  }));
}

describe('import-paid-invoices', () => {
  test('history has its numbers, its own time and one EXTERNAL payment each, and nobody is told', async () => {
    const shop = await world.tenant();
    await asSystem(shop, (work) => importPaidInvoices(work, [invoice(300n), invoice(0n)]));
    const at = '2011-03-24T11:20:00.000Z';
    const books = await booksOf(shop);
    expect(books.sort((a: { number: string }, b: { number: string }) => Number(a.number) - Number(b.number))).toEqual([
      {
        number: '1',
        status: 'PAID',
        finalizedAt: at,
        paidAt: at,
        total: { amountMinor: 600 },
        paid: { amountMinor: 600 },
        refunded: { amountMinor: 0 },
        payments: [{ kind: 'EXTERNAL', status: 'SUCCEEDED', amount: { amountMinor: 600 }, refunded: { amountMinor: 0 }, settledAt: at }],
      },
      {
        number: '2',
        status: 'PAID',
        finalizedAt: at,
        paidAt: at,
        total: { amountMinor: 0 },
        paid: { amountMinor: 0 },
        refunded: { amountMinor: 0 },
        payments: [{ kind: 'EXTERNAL', status: 'SUCCEEDED', amount: { amountMinor: 0 }, refunded: { amountMinor: 0 }, settledAt: at }],
      },
    ]);
    expect(await eventTypes(shop)).toEqual([]);
  });

  test('many need as many statements as one', async () => {
    const shop = await world.tenant();
    const importing = (count: number) =>
      statementsDuring(shop, () => asSystem(shop, (work) => importPaidInvoices(work, Array.from({ length: count }, () => invoice(1n)))));
    await importing(1);
    expect(await importing(200)).toEqual(await importing(1));
  });
});

describe('import-external-refunds', () => {
  test('money that was given back leaves payment and invoice, and more than that is refused', async () => {
    const shop = await world.tenant();
    const [made] = await asSystem(shop, (work) => importPaidInvoices(work, [invoice(300n)]));
    const refund = (amountMinor: bigint) => ({ invoiceId: made!.id, amountMinor, refundedAt: ISSUED_AT });
    await asSystem(shop, (work) => importExternalRefunds(work, [refund(100n), refund(150n)]));
    const [book] = await booksOf(shop);
    expect(book).toMatchObject({ status: 'PAID', paid: { amountMinor: 350 }, refunded: { amountMinor: 250 } });
    expect(book.payments.map(({ kind, amount }: { kind: string; amount: { amountMinor: number } }) => [kind, amount.amountMinor])).toEqual(
      expect.arrayContaining([['EXTERNAL', 600], ['REFUND', 100], ['REFUND', 150]]),
    );
    await expect(asSystem(shop, (work) => importExternalRefunds(work, [refund(351n)]))).rejects.toMatchObject({ code: 'REFUND_EXCEEDS_CHARGE' });
    expect(await booksOf(shop)).toEqual([book]);
    expect(await eventTypes(shop)).toEqual([]);
  });
});
