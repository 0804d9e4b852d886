import { Field, ID, InputType, Int } from 'type-graphql';
import { RepeatableInput } from '../../../platform/graphql/repeatable.input';
import { DateTimeScalar } from '../../../platform/graphql/scalars';
import { ShippingAddress } from '../../identity/contract';
import { SubscriptionAddOnInput } from './add-on.inputs';

@InputType({ description: 'When a new subscription starts, for whom, and for how long.' })
export abstract class SubscriptionStartInput extends RepeatableInput {
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it starts: SCHEDULED until then, billed then or at the end of its trial. At once when left out.' })
  startAt?: Date | null;

  @Field(() => ID, { nullable: true, description: 'A user who gets what the plan gives, while you pay: a gift. It ends after one period, unless the plan or `termCycles` says otherwise.' })
  giftTo?: string | null;

  @Field(() => Int, { nullable: true, description: 'How many periods are billed, 1 to 1,200, before it ends as EXPIRED; the plan\'s when left out.' })
  termCycles?: number | null;

  @Field(() => [SubscriptionAddOnInput], { nullable: true, description: 'What is taken beside the plan, at most 20.' })
  addOns?: SubscriptionAddOnInput[] | null;

  @Field(() => ShippingAddress, { nullable: true, description: 'Where its boxes are sent.' })
  shippingAddress?: ShippingAddress | null;
}
