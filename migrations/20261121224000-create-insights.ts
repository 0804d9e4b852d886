import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addIndex, bigint, boolean, code, createTable, currency, dropIndex, id, idReference, instant, int, tenantId } from '../src/platform/database/migration-words';

/** What is counted of subscriptions and their payments, from the beginning of each tenant's log; and the log of one thing, found by its id. */
export class CreateInsights1763716440000 implements MigrationInterface {
  name = 'CreateInsights1763716440000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'subscription_standing', {
      columns: [
        tenantId(),
        id(),
        code('status'),
        idReference('plan_version_id'),
        int('quantity'),
        boolean('is_active'),
        bigint('mrr_minor'),
        code('currency', { length: 3 }),
        instant('started_at', { nullable: true }),
        boolean('has_trial'),
        code('trial_outcome', { nullable: true }),
        instant('trial_decided_at', { nullable: true }),
        bigint('sequence'),
      ],
      index: [['tenant_id', 'trial_decided_at', 'trial_outcome']],
      references: { id: 'subscription' },
    });
    await createTable(runner, 'mrr_movement', {
      columns: [
        tenantId(),
        id(),
        idReference('subscription_id'),
        idReference('event_id'),
        code('kind'),
        bigint('amount_minor'),
        code('currency', { length: 3 }),
        int('active_delta'),
        instant('occurred_at'),
        instant('cohort_at'),
      ],
      unique: [['tenant_id', 'event_id', 'currency']],
      index: [['tenant_id', 'occurred_at'], ['tenant_id', 'cohort_at', 'occurred_at'], ['tenant_id', 'subscription_id']],
      references: { subscription_id: 'subscription_standing' },
    });
    await createTable(runner, 'payment_outcome', {
      columns: [tenantId(), id(), code('kind'), code('outcome'), int('attempt_number', { nullable: true }), bigint('amount_minor'), currency(), instant('settled_at')],
      index: [['tenant_id', 'settled_at']],
      references: { id: 'payment' },
    });
    await addIndex(runner, 'event_log', ['tenant_id', 'object_id', 'sequence']);
    await countFromTheBeginning(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM event_consumer WHERE consumer LIKE 'insights.%'`);
    await dropIndex(runner, 'event_log', ['tenant_id', 'object_id', 'sequence']);
    for (const table of ['payment_outcome', 'mrr_movement', 'subscription_standing']) await runner.dropTable(table);
  }
}

/** A reaction that is new to a tenant starts at the end of its log; these two start at the beginning. */
async function countFromTheBeginning(runner: QueryRunner): Promise<void> {
  for (const consumer of ['insights.follow-subscription-when-it-changes', 'insights.record-payment-when-it-settles']) {
    await runner.query(`INSERT INTO event_consumer (tenant_id, consumer, position) SELECT tenant_id, '${consumer}', 0 FROM event_feed`);
  }
}
