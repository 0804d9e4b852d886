import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, code, idReference, instant, json } from '../src/platform/database/migration-words';

/** What a mandate allows, charges that it withholds, and money that is reserved before it is taken. */
export class RestrictPaymentMethods1763765400000 implements MigrationInterface {
  name = 'RestrictPaymentMethods1763765400000';

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, 'payment_method', json('restrictions', { nullable: true }));
    await addColumn(runner, 'payment', code('withheld_code', { nullable: true, length: 80 }));
    await addColumn(runner, 'payment', idReference('authorization_id', { nullable: true }));
    await addColumn(runner, 'payment', instant('expires_at', { nullable: true }));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const column of ['withheld_code', 'authorization_id', 'expires_at']) await runner.dropColumn('payment', column);
    await runner.dropColumn('payment_method', 'restrictions');
  }
}
