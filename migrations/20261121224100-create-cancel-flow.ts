import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addIndex, code, createTable, dropIndex, id, idReference, instant, int, json, tenantId, text } from '../src/platform/database/migration-words';

/** What is offered to those who want to cancel, and what became of it. */
export class CreateCancelFlow1763716500000 implements MigrationInterface {
  name = 'CreateCancelFlow1763716500000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'cancel_flow', {
      columns: [tenantId(), id(), json('offers'), instant('updated_at'), int('version')],
      unique: [['tenant_id']],
    });
    await createTable(runner, 'cancellation_session', {
      columns: [
        tenantId(),
        id(),
        idReference('subscription_id'),
        idReference('user_id'),
        code('status'),
        code('feedback'),
        text('comment', { nullable: true }),
        json('offers'),
        idReference('accepted_offer_id', { nullable: true }),
        code('saved_by', { nullable: true }),
        instant('created_at'),
        instant('closed_at', { nullable: true }),
        int('version'),
      ],
      index: [['tenant_id', 'subscription_id', 'status'], ['tenant_id', 'created_at'], ['tenant_id', 'user_id']],
      references: { subscription_id: 'subscription', user_id: 'user' },
    });
    await addIndex(runner, 'subscription', ['tenant_id', 'canceled_at']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropIndex(runner, 'subscription', ['tenant_id', 'canceled_at']);
    for (const table of ['cancellation_session', 'cancel_flow']) await runner.dropTable(table);
  }
}
