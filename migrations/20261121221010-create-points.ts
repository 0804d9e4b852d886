import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, bigint, boolean, createTable, id, instant, int, json, tenantId } from '../src/platform/database/migration-words';

/** By what rule points are earned and spent, and how many of them an invoice took. */
export class CreatePoints1763763010000 implements MigrationInterface {
  name = 'CreatePoints1763763010000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'points_program', {
      columns: [tenantId(), id(), boolean('is_enabled'), int('expires_after_days', { nullable: true }), json('rates'), instant('created_at'), instant('updated_at'), int('version')],
    });
    await addColumn(runner, 'invoice_deduction', bigint('points', { nullable: true }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('invoice_deduction', 'points');
    await runner.dropTable('points_program');
  }
}
