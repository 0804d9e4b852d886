import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, json } from '../src/platform/database/migration-words';

/** Set-up fees in other currencies than the plan's own. */
export class SetUpFeesByCurrency1763780580000 implements MigrationInterface {
  name = 'SetUpFeesByCurrency1763780580000';

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, 'plan_version', json('setup_fees', { nullable: true }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('plan_version', 'setup_fees');
  }
}
