import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { RepeatableInput } from '../../../platform/graphql/repeatable.input';
import { BigIntScalar, CurrencyCodeScalar, DateTimeScalar } from '../../../platform/graphql/scalars';
import { Payload } from '../../../platform/graphql/user-error';
import { GiftCard } from '../model/gift-card.entity';

@InputType({ description: 'A gift card to make.' })
export class GiftCardCreateInput extends RepeatableInput {
  @Field(() => BigIntScalar, { description: 'Minor units that it is made over; more than zero.' })
  amountMinor: bigint;

  @Field(() => CurrencyCodeScalar, { description: 'Currency of the amount: only invoices in it use the card.' })
  currency: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When what is left of it lapses, redeemed or not; in the future. Never when left out.' })
  expiresAt?: Date | null;
}

@InputType({ description: 'The gift card to redeem.' })
export class GiftCardRedeemInput extends RepeatableInput {
  @Field(() => String, { description: 'Its code. Hyphens, spaces and small letters do not matter.' })
  code: string;

  @Field(() => ID, { nullable: true, description: 'Who gets it; yourself when left out. A secret key must say who, and only staff may name another user.' })
  userId?: string | null;
}

@InputType({ description: 'The gift card to make worthless.' })
export class GiftCardDisableInput extends RepeatableInput {
  @Field(() => ID, { description: 'The gift card.' })
  giftCardId: string;
}

@ObjectType({ description: 'The new gift card.' })
export class GiftCardCreatePayload extends Payload {
  @Field(() => GiftCard, { nullable: true, description: 'The card; null when it was refused.' })
  giftCard?: GiftCard;
}

@ObjectType({ description: 'The redeemed gift card.' })
export class GiftCardRedeemPayload extends Payload {
  @Field(() => GiftCard, { nullable: true, description: 'The card; null when it was refused.' })
  giftCard?: GiftCard;
}

@ObjectType({ description: 'The gift card, worthless now.' })
export class GiftCardDisablePayload extends Payload {
  @Field(() => GiftCard, { nullable: true, description: 'The card; null when it was refused.' })
  giftCard?: GiftCard;
}
