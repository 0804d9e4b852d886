import { Field, Int, ObjectType } from 'type-graphql';
import { Money } from '../../../platform/graphql/money.type';
import type { MethodRestrictions } from '../gateways/gateway';

@ObjectType({ description: 'What a mandate lets the shop charge again and again. Each is null where it does not mind.' })
export class PaymentMethodRestrictions {
  @Field(() => Int, { nullable: true, description: 'The latest day of a month on which periods of months or years may begin.' })
  readonly lastAnchorDay: number | null;

  @Field(() => Int, { nullable: true, description: 'The shortest period, in days.' })
  readonly leastIntervalDays: number | null;

  @Field(() => Int, { nullable: true, description: 'How many days before a charge its owner must have been told of it.' })
  readonly noticeDaysBefore: number | null;

  @Field(() => Money, { nullable: true, description: 'The most that one charge may take.' })
  readonly maxAmount: Money | null;

  constructor({ lastAnchorDay, leastIntervalDays, noticeDaysBefore, maxAmount }: MethodRestrictions) {
    Object.assign(this, { lastAnchorDay, leastIntervalDays, noticeDaysBefore });
    this.maxAmount = maxAmount && Money.of(BigInt(maxAmount.amountMinor), maxAmount.currency);
  }
}
