import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, json } from '../src/platform/database/migration-words';

/** Add-ons that were billed at once are as they were before, should nobody pay for them. */
export class UndoAddOns1763793720000 implements MigrationInterface {
  name = 'UndoAddOns1763793720000';

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, 'billed_change', json('add_ons', { nullable: true }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('billed_change', 'add_ons');
  }
}
