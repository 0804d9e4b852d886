import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, addIndex, dropIndex, idReference } from '../src/platform/database/migration-words';

/** Which line a credit gives back. */
export class KnowWhatWasCredited1763780460000 implements MigrationInterface {
  name = 'KnowWhatWasCredited1763780460000';

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, 'invoice_line', idReference('credits_line_id', { nullable: true }));
    for (const table of ['invoice_line', 'pending_line']) await addIndex(runner, table, ['tenant_id', 'credits_line_id']);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['pending_line', 'invoice_line']) await dropIndex(runner, table, ['tenant_id', 'credits_line_id']);
    await runner.dropColumn('invoice_line', 'credits_line_id');
  }
}
