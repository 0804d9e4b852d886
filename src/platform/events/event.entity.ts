import { GraphQLJSON } from 'graphql-scalars';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Entity, Index, PrimaryColumn } from 'typeorm';
import type { LoggedEvent } from '../../kernel/event';
import { encodeCursor } from '../../kernel/page';
import { CodeColumn, IdReferenceColumn, InstantColumn, IntColumn, JsonColumn, TenantColumn } from '../database/columns';
import { NodeEntity } from '../database/node-entity';
import { BigIntScalar, DateTimeScalar } from '../graphql/scalars';

/** One committed change, in the tenant's log. The same event has the same id on the websocket and in a webhook. */
@ObjectType('Event', { implements: NodeEntity, description: 'Something that happened, in the order of the tenant\'s log.' })
@Entity('event_log')
@Index(['tenantId', 'userId', 'sequence'])
@Index(['tenantId', 'objectId', 'sequence'])
@Index(['tenantId', 'id'], { unique: true })
export class Event {
  @TenantColumn()
  tenantId: string;

  @Field(() => BigIntScalar, { description: 'Position in the tenant\'s log: consecutive, without a gap, in the order of commits.' })
  @PrimaryColumn({ type: 'bigint' })
  sequence: bigint;

  @Field(() => ID, { description: 'Id of the event; the same on the websocket and in a webhook.' })
  @CodeColumn()
  id: string;

  @Field(() => String, { description: 'What happened, for example `order.placed`.' })
  @CodeColumn({ length: 80 })
  type: string;

  /** Version of the data's shape. */
  @IntColumn()
  version: number;

  @Field(() => ID, { description: 'Id of what changed.' })
  @IdReferenceColumn()
  objectId: string;

  @Field(() => Int, { description: 'Version of the object after the change; events of one object come in this order.' })
  @IntColumn()
  objectVersion: number;

  @IdReferenceColumn({ nullable: true })
  userId: string | null;

  @Field(() => DateTimeScalar, { description: 'When it happened, in business time.' })
  @InstantColumn()
  occurredAt: Date;

  @Field(() => GraphQLJSON, { description: 'Ids, states, amounts in minor units and codes; resolve the ids for the rest.' })
  @JsonColumn()
  data: Record<string, unknown>;

  @Field(() => String, { description: 'Give it as `after` to continue behind this event without losing or repeating one.' })
  get cursor(): string {
    return encodeCursor([this.sequence.toString()]);
  }

  toLogged(): LoggedEvent {
    const { tenantId, id, type, version, objectId, objectVersion, userId, occurredAt, data } = this;
    return { tenantId, id, type, version, sequence: Number(this.sequence), objectId, objectVersion, userId, occurredAt, data };
  }
}

