import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, idReference } from '../src/platform/database/migration-words';

/** Which line of an invoice one that waited for it has become. */
export class KnowWhereLinesWent1763791200000 implements MigrationInterface {
  name = 'KnowWhereLinesWent1763791200000';

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, 'pending_line', idReference('billed_line_id', { nullable: true }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('pending_line', 'billed_line_id');
  }
}
