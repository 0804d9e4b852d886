import { Field, Int, ObjectType } from 'type-graphql';
import { Money } from '../../../platform/graphql/money.type';
import { PercentScalar } from '../../../platform/graphql/scalars';
import { CouponDuration } from './coupon-duration';

/** What a customer may know of a coupon that she has not redeemed: neither its code nor who else has. */
@ObjectType({ description: 'What a coupon would take off.' })
export class OfferedDiscount {
  @Field(() => String, { description: 'Name of the coupon.' })
  name: string;

  @Field(() => PercentScalar, { nullable: true, description: 'What it takes off, in percent; null for an amount.' })
  percentOff: bigint | null;

  @Field(() => Money, { nullable: true, description: 'What it takes off each invoice; null for a percentage.' })
  amountOff: Money | null;

  @Field(() => CouponDuration, { description: 'On how many invoices it takes something off.' })
  duration: CouponDuration;

  @Field(() => Int, { nullable: true, description: 'On how many invoices with a charge; null unless REPEATING.' })
  durationInCycles: number | null;
}
