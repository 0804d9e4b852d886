import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Money } from '../../../platform/graphql/money.type';
import { RepeatableInput } from '../../../platform/graphql/repeatable.input';
import { BigIntScalar, CurrencyCodeScalar } from '../../../platform/graphql/scalars';
import { Payload } from '../../../platform/graphql/user-error';
import { LedgerEntry } from '../model/ledger-entry.entity';

@InputType({ description: 'Credit to give to a user, or to take from her.' })
export class CreditBalanceAdjustInput extends RepeatableInput {
  @Field(() => ID, { description: 'Whose balance.' })
  userId: string;

  @Field(() => BigIntScalar, { description: 'Minor units to give; negative: to take, at most what she has. Not zero.' })
  amountMinor: bigint;

  @Field(() => CurrencyCodeScalar, { description: 'Currency of the amount: only invoices in it use the credit.' })
  currency: string;

  @Field(() => String, { nullable: true, description: 'Why; the user can read it. At most 255 characters.' })
  reason?: string | null;
}

@ObjectType({ description: 'What became of the balance.' })
export class CreditBalanceAdjustPayload extends Payload {
  @Field(() => Money, { nullable: true, description: 'What the user has in this currency now; null when it was refused.' })
  creditBalance?: Money;

  @Field(() => LedgerEntry, { nullable: true, description: 'The movement; null when it was refused.' })
  entry?: LedgerEntry;
}
