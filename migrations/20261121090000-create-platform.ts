import type { MigrationInterface, QueryRunner } from 'typeorm';
import { bigint, bigintKeyPart, boolean, code, compareTextByteByByte, createTable, idReference, instant, int, json, keyPart, position, tenantId, text } from '../src/platform/database/migration-words';

/** The event log with its outbox, feeds and consumers; jobs; idempotency keys; token signing keys. */
export class CreatePlatform1763715600000 implements MigrationInterface {
  name = 'CreatePlatform1763715600000';

  async up(runner: QueryRunner): Promise<void> {
    await compareTextByteByByte(runner);
    const event = [code('type', { length: 80 }), int('version'), idReference('object_id'), int('object_version')];
    const rest = [idReference('user_id', { nullable: true }), instant('occurred_at'), json('data')];
    await createTable(runner, 'event_pending', {
      columns: [position(), idReference('tenant_id'), code('id'), ...event, ...rest],
      index: [['tenant_id', 'position']],
    });
    await createTable(runner, 'event_log', {
      columns: [tenantId(), bigintKeyPart('sequence'), code('id'), ...event, ...rest],
      unique: [['tenant_id', 'id']],
      index: [['tenant_id', 'user_id', 'sequence']],
    });
    await createTable(runner, 'event_feed', { columns: [tenantId(), bigint('last')] });
    await createTable(runner, 'event_consumer', { columns: [tenantId(), keyPart('consumer', 100), bigint('position')] });
    await createTable(runner, 'event_stuck', {
      columns: [
        tenantId(),
        keyPart('consumer', 100),
        bigintKeyPart('sequence'),
        idReference('object_id'),
        code('state'),
        int('attempts'),
        instant('retry_at'),
        text('error', { nullable: true }),
      ],
      index: [
        ['state', 'retry_at'],
        ['tenant_id', 'consumer', 'object_id'],
      ],
    });
    await createTable(runner, 'job', {
      columns: [
        tenantId(),
        keyPart('kind', 80),
        keyPart('job_key', 120),
        code('time'),
        boolean('is_on_test_clock'),
        code('state'),
        instant('due_at'),
        instant('retry_at'),
        code('claim', { nullable: true }),
        int('attempts'),
        json('payload'),
        text('error', { nullable: true }),
      ],
      index: [
        ['is_on_test_clock', 'state', 'due_at'],
        ['tenant_id', 'is_on_test_clock', 'due_at'],
      ],
    });
    await createTable(runner, 'idempotency_key', {
      columns: [
        tenantId(),
        keyPart('actor_id'),
        keyPart('mutation', 60),
        keyPart('key_hash', 44),
        code('input_hash', { length: 44 }),
        boolean('is_done'),
        instant('used_at'),
        json('answer'),
      ],
    });
    await createTable(runner, 'signing_key', {
      columns: [bigintKeyPart('generation'), code('id'), json('public_jwk'), text('sealed_private_jwk'), instant('created_at')],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['signing_key', 'idempotency_key', 'job', 'event_stuck', 'event_consumer', 'event_feed', 'event_log', 'event_pending']) {
      await runner.dropTable(table);
    }
  }
}
