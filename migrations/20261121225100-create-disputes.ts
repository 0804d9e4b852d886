import type { MigrationInterface, QueryRunner } from 'typeorm';
import { bigint, code, createTable, currency, id, idReference, instant, int, tenantId } from '../src/platform/database/migration-words';

/** Payments that the customer's bank questions. */
export class CreateDisputes1763765460000 implements MigrationInterface {
  name = 'CreateDisputes1763765460000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'payment_dispute', {
      columns: [
        tenantId(),
        id(),
        idReference('payment_id'),
        idReference('user_id', { nullable: true }),
        idReference('chargeback_id', { nullable: true }),
        code('gateway_reference', { length: 255 }),
        code('status'),
        code('reason', { length: 80 }),
        bigint('amount_minor'),
        currency(),
        instant('evidence_due_at', { nullable: true }),
        instant('opened_at'),
        instant('decided_at', { nullable: true }),
        instant('created_at'),
        instant('updated_at'),
        int('version'),
      ],
      unique: [['tenant_id', 'gateway_reference']],
      index: [['tenant_id', 'payment_id', 'created_at']],
      references: { payment_id: 'payment', user_id: 'user', chargeback_id: 'payment' },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('payment_dispute');
  }
}
