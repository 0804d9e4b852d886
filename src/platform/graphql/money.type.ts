import { Field, ObjectType } from 'type-graphql';
import { Money } from '../../kernel/money';
import { BigIntScalar, CurrencyCodeScalar, DecimalScalar } from './scalars';

ObjectType('Money', { description: 'An amount of money: whole minor units and a currency, never a float.' })(Money);
const field = (property: string, type: () => object, description: string) =>
  Field(type as never, { description })(Money.prototype, property);
field('amountMinor', () => BigIntScalar, 'Minor units: pence, cents, yen, fils.');
field('currency', () => CurrencyCodeScalar, 'ISO 4217 code.');
field('amount', () => DecimalScalar, 'The same in major units, with as many digits as the currency has: `"19.99"`.');

export { Money };
