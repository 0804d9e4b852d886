import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Entity } from 'typeorm';
import { CodeColumn, InstantColumn, TenantColumn, TextColumn } from '../../../platform/database/columns';
import { DateTimeScalar } from '../../../platform/graphql/scalars';

export enum TestClockStatus {
  READY = 'READY',
  ADVANCING = 'ADVANCING',
  FAILED = 'FAILED',
}

registerEnumType(TestClockStatus, {
  name: 'TestClockStatus',
  description: 'What a test clock is doing.',
  valuesConfig: {
    READY: { description: 'It stands still.' },
    ADVANCING: { description: 'It runs what is due on the way to its target.' },
    FAILED: { description: 'Something due on the way failed; mend it and advance again.' },
  },
});

/** The business time of a TEST tenant: it stands still until it is advanced, forward only. */
@ObjectType('TestClock', { description: 'Business time of a TEST tenant; it stands still until it is advanced.' })
@Entity('test_clock')
export class TestClock {
  @TenantColumn()
  tenantId: string;

  @Field(() => ID, { description: 'Id of the clock.' })
  @CodeColumn()
  id: string;

  @Field(() => DateTimeScalar, { description: 'The present in this tenant.' })
  @InstantColumn()
  now: Date;

  @Field(() => TestClockStatus, { description: 'READY, or on its way.' })
  @CodeColumn()
  status: TestClockStatus;

  /** Where an advance is going; null when it stands. */
  @InstantColumn({ nullable: true })
  target: Date | null;

  /** Why the last advance failed. */
  @TextColumn({ nullable: true })
  failure: string | null;
}
