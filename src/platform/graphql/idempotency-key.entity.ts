import { Entity, PrimaryColumn } from 'typeorm';
import { BooleanColumn, CodeColumn, InstantColumn, JsonColumn, TenantColumn } from '../database/columns';

/** The first use of a client's idempotency key: scope is tenant, actor and mutation. */
@Entity('idempotency_key')
export class IdempotencyKey {
  @TenantColumn()
  tenantId: string;

  @PrimaryColumn({ type: 'varchar', length: 40 })
  actorId: string;

  @PrimaryColumn({ type: 'varchar', length: 60 })
  mutation: string;

  @PrimaryColumn({ type: 'varchar', length: 44 })
  keyHash: string;

  @CodeColumn({ length: 44 })
  inputHash: string;

  @BooleanColumn()
  isDone: boolean;

  /** Database time: keys belong to transport. */
  @InstantColumn()
  usedAt: Date;

  /** What `remember` made of the answer, and its userErrors. */
  @JsonColumn()
  answer: Record<string, unknown>;
}
