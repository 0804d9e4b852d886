import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, bigint, code, createTable, id, idReference, instant, int, json, tenantId } from '../src/platform/database/migration-words';

/** Prices that hold for a time, and those of the shop that a plan lowers for its subscribers. */
export class TimeAndMemberPrices1763784180000 implements MigrationInterface {
  name = 'TimeAndMemberPrices1763784180000';

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, 'plan_version', json('timed_prices', { nullable: true }));
    await createTable(runner, 'member_price', {
      columns: [
        ...[tenantId(), id(), idReference('plan_id'), idReference('variant_id', { nullable: true }), int('percent_off', { nullable: true })],
        ...[bigint('price_minor', { nullable: true }), code('currency', { nullable: true, length: 3 })],
        ...[instant('valid_from', { nullable: true }), instant('valid_until', { nullable: true }), instant('created_at')],
      ],
      index: [['tenant_id', 'plan_id', 'variant_id']],
      references: { plan_id: 'plan', variant_id: 'product_variant' },
      check: { one: '(percent_off IS NULL) <> (price_minor IS NULL)' },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('member_price');
    await runner.dropColumn('plan_version', 'timed_prices');
  }
}
