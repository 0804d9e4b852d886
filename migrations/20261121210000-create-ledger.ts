import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  addColumn,
  bigint,
  boolean,
  code,
  createTable,
  currency,
  id,
  idReference,
  instant,
  int,
  json,
  name,
  tenantId,
  text,
} from '../src/platform/database/migration-words';

/** Credit balances by double entry, what invoices take of them, and lines that wait for an invoice. */
export class CreateLedger1763716260000 implements MigrationInterface {
  name = 'CreateLedger1763716260000';

  async up(runner: QueryRunner): Promise<void> {
    await createLedger(runner);
    await createTable(runner, 'invoice_deduction', {
      columns: [tenantId(), id(), idReference('invoice_id'), int('position'), code('kind'), bigint('amount_minor'), currency()],
      unique: [['tenant_id', 'invoice_id', 'position']],
      references: { invoice_id: 'invoice' },
    });
    await createPendingLines(runner);
    await addColumn(runner, 'invoice_line', boolean('is_proration', { default: '0' }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('invoice_line', 'is_proration');
    for (const table of ['pending_line', 'invoice_deduction', 'ledger_entry', 'ledger_account']) await runner.dropTable(table);
  }
}

async function createLedger(runner: QueryRunner): Promise<void> {
  await createTable(runner, 'ledger_account', {
    columns: [
      tenantId(),
      id(),
      code('kind'),
      idReference('owner_id'),
      code('unit'),
      bigint('balance_minor'),
      instant('created_at'),
      instant('updated_at'),
      int('version'),
    ],
    unique: [['tenant_id', 'kind', 'owner_id', 'unit']],
    check: { balance: `kind <> 'USER_BALANCE' OR balance_minor >= 0` },
  });
  await createTable(runner, 'ledger_entry', {
    columns: [
      tenantId(),
      id(),
      idReference('transfer_id'),
      idReference('account_id'),
      code('account_kind'),
      idReference('owner_id'),
      code('unit'),
      bigint('amount_minor'),
      code('cause'),
      idReference('cause_id'),
      name('reason', { nullable: true }),
      instant('created_at'),
    ],
    unique: [['tenant_id', 'account_id', 'cause', 'cause_id']],
    index: [['tenant_id', 'owner_id', 'created_at']],
    references: { account_id: 'ledger_account' },
  });
}

async function createPendingLines(runner: QueryRunner): Promise<void> {
  await createTable(runner, 'pending_line', {
    columns: [
      tenantId(),
      id(),
      idReference('user_id'),
      idReference('scope_id'),
      idReference('invoice_id', { nullable: true }),
      code('kind'),
      name('description', { length: 500 }),
      int('quantity'),
      bigint('unit_amount_minor'),
      bigint('tax_minor'),
      currency(),
      boolean('is_proration'),
      text('explanation'),
      instant('period_start', { nullable: true }),
      instant('period_end', { nullable: true }),
      json('tags', { nullable: true }),
      instant('created_at'),
    ],
    index: [
      ['tenant_id', 'scope_id', 'invoice_id'],
      ['tenant_id', 'user_id'],
      ['tenant_id', 'invoice_id'],
    ],
    references: { user_id: 'user', invoice_id: 'invoice' },
  });
}
