import { TableColumn, type MigrationInterface, type QueryRunner } from 'typeorm';
import { bigint, code, createTable, id, idReference, instant, int, tenantId } from '../src/platform/database/migration-words';

const ends = [
  instant('cancel_at', { nullable: true }),
  code('cancel_proration', { nullable: true }),
  instant('parked_at', { nullable: true }),
  code('park_reason', { nullable: true }),
  idReference('parked_cycle_id', { nullable: true }),
];

/** Cancellations at a date, subscriptions that wait for a person, and changes that a failed charge takes back. */
export class SkipAndEnd1763716440000 implements MigrationInterface {
  name = 'SkipAndEnd1763716440000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumns('subscription', ends.map((column) => new TableColumn(column(runner))));
    await createTable(runner, 'billed_change', {
      columns: [
        tenantId(),
        id(),
        idReference('subscription_id'),
        idReference('invoice_id'),
        idReference('from_plan_id'),
        idReference('from_plan_version_id'),
        int('from_quantity'),
        int('from_term_cycles', { nullable: true }),
        int('from_billed_cycles', { nullable: true }),
        bigint('charged_minor'),
        bigint('billed_minor'),
        idReference('running_invoice_id', { nullable: true }),
        idReference('running_line_id', { nullable: true }),
        instant('created_at'),
      ],
      unique: [['tenant_id', 'invoice_id']],
      index: [['tenant_id', 'subscription_id']],
      references: { subscription_id: 'subscription', invoice_id: 'invoice' },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('billed_change');
    await runner.dropColumns('subscription', ends.map((column) => column(runner).name));
  }
}
