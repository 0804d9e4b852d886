import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, boolean } from '../src/platform/database/migration-words';

/** Terms that were agreed to with the subscription: those of gifts, of what is there. */
export class OwnTerms1763794200000 implements MigrationInterface {
  name = 'OwnTerms1763794200000';

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, 'subscription', boolean('has_own_term', { default: '0' }));
    await runner.query('UPDATE subscription SET has_own_term = 1 WHERE beneficiary_user_id IS NOT NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('subscription', 'has_own_term');
  }
}
