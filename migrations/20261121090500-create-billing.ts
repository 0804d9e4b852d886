import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
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

/** Invoices with their lines and the tenants' counters of invoice numbers; payments and payment methods. */
export class CreateBilling1763715900000 implements MigrationInterface {
  name = 'CreateBilling1763715900000';

  async up(runner: QueryRunner): Promise<void> {
    await createInvoices(runner);
    await createTable(runner, 'payment_method', {
      columns: [
        tenantId(),
        id(),
        idReference('user_id'),
        code('kind'),
        name('label'),
        boolean('is_default'),
        code('expires_on', { nullable: true, length: 10 }),
        code('gateway'),
        text('sealed_token'),
        instant('created_at'),
        instant('updated_at'),
        instant('detached_at', { nullable: true }),
        int('version'),
      ],
      index: [['tenant_id', 'user_id', 'created_at']],
      references: { user_id: 'user' },
    });
    await createPayments(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['payment', 'payment_method', 'invoice_counter', 'invoice_line', 'invoice']) await runner.dropTable(table);
  }
}

async function createInvoices(runner: QueryRunner): Promise<void> {
  const amounts = ['subtotal_minor', 'tax_minor', 'total_minor', 'due_minor', 'paid_minor', 'refunded_minor'];
  await createTable(runner, 'invoice', {
    columns: [
      tenantId(),
      id(),
      idReference('user_id', { nullable: true }),
      int('sequence', { nullable: true }),
      code('status'),
      currency(),
      ...amounts.map((amount) => bigint(amount)),
      code('purpose_kind'),
      idReference('purpose_id'),
      int('attempt_count'),
      instant('created_at'),
      instant('updated_at'),
      ...['finalized_at', 'due_at', 'paid_at', 'voided_at'].map((moment) => instant(moment, { nullable: true })),
      int('version'),
    ],
    unique: [['tenant_id', 'sequence']],
    index: [
      ['tenant_id', 'created_at', 'id'],
      ['tenant_id', 'user_id', 'created_at'],
      ['tenant_id', 'purpose_id'],
    ],
    references: { user_id: 'user' },
    check: { total: 'total_minor = subtotal_minor + tax_minor', paid: 'paid_minor >= 0 AND refunded_minor >= 0' },
  });
  await createTable(runner, 'invoice_line', {
    columns: [
      tenantId(),
      id(),
      idReference('invoice_id'),
      int('position'),
      code('kind'),
      name('description', { length: 500 }),
      int('quantity'),
      ...['unit_amount_minor', 'amount_minor', 'tax_minor'].map((amount) => bigint(amount)),
      currency(),
      text('explanation'),
      instant('period_start', { nullable: true }),
      instant('period_end', { nullable: true }),
      json('tags', { nullable: true }),
    ],
    unique: [['tenant_id', 'invoice_id', 'position']],
    references: { invoice_id: 'invoice' },
  });
  await createTable(runner, 'invoice_counter', { columns: [tenantId(), int('last')] });
}

async function createPayments(runner: QueryRunner): Promise<void> {
  await createTable(runner, 'payment', {
    columns: [
      tenantId(),
      id(),
      idReference('invoice_id'),
      idReference('user_id', { nullable: true }),
      idReference('payment_method_id', { nullable: true }),
      idReference('refund_of_id', { nullable: true }),
      code('kind'),
      code('status'),
      bigint('amount_minor'),
      currency(),
      bigint('refunded_minor'),
      int('attempt_number', { nullable: true }),
      boolean('is_off_session'),
      code('gateway', { nullable: true }),
      code('gateway_key', { nullable: true, length: 120 }),
      code('gateway_reference', { nullable: true, length: 255 }),
      code('failure_code', { nullable: true, length: 80 }),
      boolean('is_hard_failure'),
      text('action_url', { nullable: true }),
      text('reason', { nullable: true }),
      instant('created_at'),
      instant('updated_at'),
      instant('settled_at', { nullable: true }),
      instant('parked_at', { nullable: true }),
      int('version'),
    ],
    unique: [['tenant_id', 'gateway_key']],
    index: [
      ['tenant_id', 'created_at', 'id'],
      ['tenant_id', 'user_id', 'created_at'],
      ['tenant_id', 'invoice_id', 'created_at'],
      ['tenant_id', 'refund_of_id', 'created_at'],
      ['tenant_id', 'payment_method_id'],
    ],
    references: { invoice_id: 'invoice', user_id: 'user', payment_method_id: 'payment_method', refund_of_id: 'payment' },
    check: { refunded: 'refunded_minor >= 0 AND refunded_minor <= amount_minor' },
  });
}
