import { TableColumn, type MigrationInterface, type QueryRunner } from 'typeorm';
import { addColumn, bigint, boolean, code, createTable, currency, id, idReference, instant, int, json, name, tenantId, text } from '../src/platform/database/migration-words';

const nullable = { nullable: true } as const;
const lineTax = [code('tax_category', nullable), idReference('tax_rate_id', nullable), name('tax_name', { nullable: true, length: 100 }), bigint('tax_percent', nullable), boolean('is_tax_included', { default: '0' })];
const offColumns = [bigint('percent_off', nullable), bigint('amount_off_minor', nullable), code('currency', { nullable: true, length: 3 }), bigint('minimum_minor', nullable), code('duration'), int('duration_in_cycles', nullable), json('plan_ids', nullable)];
const limits = [instant('redeem_by', nullable), int('max_redemptions', nullable), int('max_redemptions_per_user', nullable), int('redemption_count')];
const times = [instant('created_at'), instant('updated_at'), int('version')];

/** Columns of tables that may have rows. */
const added = {
  user: [code('tax_country', { nullable: true, length: 2 }), code('tax_subdivision', { nullable: true, length: 3 })],
  invoice: [bigint('discount_minor', { default: '0' })],
  invoice_line: [bigint('discount_minor', { default: '0' }), ...lineTax],
  pending_line: [...lineTax, idReference('credits_line_id', nullable)],
  plan: [code('tax_category', nullable)],
  subscription: [idReference('discount_id', nullable)],
  running_charge: [idReference('line_id', nullable)],
} as const;

/** Coupons and their codes, what they take off invoices, and taxes by region and category. */
export class CreateCouponsAndTaxes1763719200000 implements MigrationInterface {
  name = 'CreateCouponsAndTaxes1763719200000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [table, columns] of Object.entries(added)) for (const column of columns) await addColumn(runner, table, column);
    await createCoupons(runner);
    await createDiscounts(runner);
    await createTable(runner, 'tax_rate', {
      columns: [
        tenantId(),
        id(),
        name('name', { length: 100 }),
        code('status'),
        code('country_code', { nullable: true, length: 2 }),
        code('subdivision', { nullable: true, length: 3 }),
        code('category'),
        bigint('percent'),
        boolean('is_included'),
        code('slot', { nullable: true, length: 100 }),
        ...times,
      ],
      unique: [['tenant_id', 'slot']],
      index: [['tenant_id', 'created_at', 'id']],
      check: { percent: 'percent >= 0 AND percent <= 1000000' },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['tax_rate', 'invoice_discount', 'discount', 'promotion_code', 'coupon']) await runner.dropTable(table);
    for (const [table, columns] of Object.entries(added)) await runner.dropColumns(table, columns.map((column) => new TableColumn(column(runner)).name));
  }
}

async function createCoupons(runner: QueryRunner): Promise<void> {
  await createTable(runner, 'coupon', {
    columns: [tenantId(), id(), name('name', { length: 100 }), code('code', nullable), code('status'), ...offColumns, ...limits, json('metadata', nullable), ...times],
    unique: [['tenant_id', 'code']],
    index: [['tenant_id', 'created_at', 'id']],
    check: { off: '(percent_off IS NULL) <> (amount_off_minor IS NULL)', redemption: 'redemption_count >= 0' },
  });
  await createTable(runner, 'promotion_code', {
    columns: [tenantId(), id(), idReference('coupon_id'), code('code'), code('status'), ...limits, boolean('first_time_only'), ...times],
    unique: [['tenant_id', 'code']],
    index: [['tenant_id', 'coupon_id'], ['tenant_id', 'created_at', 'id']],
    references: { coupon_id: 'coupon' },
    check: { redemption: 'redemption_count >= 0' },
  });
}

async function createDiscounts(runner: QueryRunner): Promise<void> {
  await createTable(runner, 'discount', {
    columns: [
      tenantId(),
      id(),
      idReference('coupon_id'),
      idReference('promotion_code_id', nullable),
      idReference('user_id'),
      idReference('scope_id'),
      int('slot', nullable),
      code('code', nullable),
      name('name', { length: 100 }),
      ...offColumns,
      int('used_count'),
      instant('ended_at', nullable),
      ...times,
    ],
    unique: [['tenant_id', 'coupon_id', 'user_id', 'slot']],
    index: [['tenant_id', 'promotion_code_id', 'user_id'], ['tenant_id', 'user_id'], ['tenant_id', 'scope_id']],
    references: { coupon_id: 'coupon', promotion_code_id: 'promotion_code', user_id: 'user' },
    check: { used: 'used_count >= 0' },
  });
  await createTable(runner, 'invoice_discount', {
    columns: [
      tenantId(),
      id(),
      idReference('invoice_id'),
      idReference('discount_id'),
      int('position'),
      name('name', { length: 100 }),
      code('code', nullable),
      bigint('amount_minor'),
      currency(),
      text('explanation'),
      instant('reversed_at', nullable),
    ],
    unique: [['tenant_id', 'invoice_id', 'position']],
    index: [['tenant_id', 'discount_id']],
    references: { invoice_id: 'invoice', discount_id: 'discount' },
  });
}
