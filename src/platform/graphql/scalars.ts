import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { isCurrencyCode } from '../../kernel/currency';
import { parseInstant } from '../../kernel/clock';
import { bigintToJson } from '../../kernel/json';
import { parsePercent, percentText } from '../../kernel/percent';

function badInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}

function scalar<Internal, External>(
  name: string,
  description: string,
  { serialize, parse, literals = [Kind.STRING] }: {
    serialize: (value: Internal) => External;
    parse: (value: unknown) => Internal;
    literals?: Kind[];
  },
): GraphQLScalarType<Internal, External> {
  return new GraphQLScalarType<Internal, External>({
    name,
    description,
    serialize: (value) => serialize(value as Internal),
    parseValue: parse,
    parseLiteral: (node: ValueNode) => {
      if (!literals.includes(node.kind) || !('value' in node)) throw badInput(`${name} cannot be written like this.`);
      return parse(node.kind === Kind.INT && Number.isSafeInteger(Number(node.value)) ? Number(node.value) : node.value);
    },
  });
}

export const BigIntScalar = scalar<bigint, number | string>(
  'BigInt',
  'A whole number of up to 64 bits: a JSON number up to 2^53 - 1, a string above.',
  {
    serialize: (value) => bigintToJson(BigInt(value)),
    parse: (value) => {
      if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value);
      if (typeof value === 'string' && /^-?\d{1,19}$/.test(value) && BigInt.asIntN(64, BigInt(value)) === BigInt(value)) return BigInt(value);
      throw badInput('BigInt must be a whole number; above 2^53 - 1 as a string.');
    },
    literals: [Kind.INT, Kind.STRING],
  },
);

export const DateTimeScalar = scalar<Date, string>(
  'DateTime',
  'An instant as ISO 8601 text in UTC with milliseconds: `2026-01-31T23:59:59.999Z`. An input may have any offset.',
  {
    serialize: (value) => value.toISOString(),
    parse: (value) => {
      const instant = typeof value === 'string' ? parseInstant(value) : null;
      if (!instant) throw badInput('DateTime must look like 2026-01-31T23:59:59Z.');
      return instant;
    },
  },
);

export const DateScalar = scalar<string, string>('Date', 'A day of the calendar, without a time or a zone: `2026-01-31`.', {
  serialize: (value) => value,
  parse: (value) => {
    if (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && parseInstant(`${value}T00:00:00Z`)?.toISOString().startsWith(value)) return value;
    throw badInput('Date must look like 2026-01-31.');
  },
});

export const DecimalScalar = scalar<string, string>('Decimal', 'A decimal number as text, exact: `"19.99"`.', {
  serialize: (value) => value,
  parse: (value) => {
    if (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)) return value;
    throw badInput('Decimal must be text like "19.99".');
  },
});

export const CurrencyCodeScalar = scalar<string, string>('CurrencyCode', 'A currency of ISO 4217: `GBP`.', {
  serialize: (value) => value,
  parse: (value) => {
    if (typeof value === 'string' && isCurrencyCode(value)) return value;
    throw badInput('CurrencyCode must be a code of ISO 4217, like GBP.');
  },
});

export const PercentScalar = scalar<bigint, string>(
  'Percent',
  'A percentage from 0 to 100 as text, exact, with at most four digits after the point: `"12.5"`. An input may also be a number.',
  {
    serialize: (value) => percentText(BigInt(value)),
    parse: (value) => {
      const percent = typeof value === 'string' || typeof value === 'number' ? parsePercent(String(value)) : null;
      if (percent === null) throw badInput('Percent must be 0 to 100 with at most four digits after the point, like "12.5".');
      return percent;
    },
    literals: [Kind.STRING, Kind.INT, Kind.FLOAT],
  },
);
