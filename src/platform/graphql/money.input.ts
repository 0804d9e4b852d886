import { Field, InputType } from 'type-graphql';
import { BigIntScalar, CurrencyCodeScalar } from './scalars';

@InputType({ description: 'An amount of money.' })
export class MoneyInput {
  @Field(() => BigIntScalar, { description: 'Minor units: pence, cents, yen, fils.' })
  amountMinor: bigint;

  @Field(() => CurrencyCodeScalar, { description: 'ISO 4217 code.' })
  currency: string;
}
