import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, bigint, code, createTable, currency, id, idReference, instant, int, json, name, tenantId } from '../src/platform/database/migration-words';

/** What may be taken beside a plan, what subscriptions have taken, and what was billed of it. */
export class AddOns1763784120000 implements MigrationInterface {
  name = 'AddOns1763784120000';

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, 'plan', json('add_on_ids', { nullable: true }));
    await addColumn(runner, 'subscription', json('add_ons', { nullable: true }));
    await addColumn(runner, 'subscription', bigint('add_ons_minor', { default: '0' }));
    await addColumn(runner, 'subscription', json('scheduled_add_ons', { nullable: true }));
    await createTable(runner, 'add_on', {
      columns: [
        ...[tenantId(), id(), name('name'), code('status'), bigint('price_minor'), currency(), json('prices', { nullable: true })],
        ...[code('tax_category', { nullable: true }), instant('created_at'), instant('updated_at'), int('version')],
      ],
      check: { price: 'price_minor >= 0' },
    });
    await createTable(runner, 'add_on_charge', {
      columns: [
        ...[tenantId(), id(), idReference('subscription_id'), idReference('add_on_id'), bigint('charged_minor'), bigint('billed_minor')],
        ...[idReference('invoice_id', { nullable: true }), idReference('line_id', { nullable: true }), instant('created_at')],
      ],
      unique: [['tenant_id', 'subscription_id', 'add_on_id']],
      references: { subscription_id: 'subscription', add_on_id: 'add_on', invoice_id: 'invoice' },
      check: { billed: 'billed_minor >= 0 AND charged_minor >= 0' },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['add_on_charge', 'add_on']) await runner.dropTable(table);
    for (const column of ['scheduled_add_ons', 'add_ons_minor', 'add_ons']) await runner.dropColumn('subscription', column);
    await runner.dropColumn('plan', 'add_on_ids');
  }
}
