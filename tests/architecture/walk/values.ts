import { randomUUID } from 'node:crypto';
import { getNamedType, getNullableType, isEnumType, isInputObjectType, isListType, isRequiredInputField, type GraphQLInputField, type GraphQLInputObjectType, type GraphQLInputType } from 'graphql';

/** Chooses an id for an ID that is called so (`orderId`) and stands at a path. */
export type ChooseId = (name: string, path: string) => string | undefined;

/** Paths of a type's ID fields, through nested inputs and lists: `lines.variantId`. */
export function idPathsOf(type: GraphQLInputObjectType, path: readonly string[] = []): string[] {
  return Object.values(type.getFields()).flatMap((field) => {
    const inner = getNamedType(field.type);
    if (isInputObjectType(inner)) return path.includes(field.name) ? [] : idPathsOf(inner, [...path, field.name]);
    return inner.name === 'ID' ? [[...path, field.name].join('.')] : [];
  });
}

/** What is not required, and without which an ID beside it means nothing: a method ships to somewhere. */
const neededByAnId: readonly string[] = ['shippingAddress'];

/** A plausible input: what is required, and every ID for which there is one to choose. */
export function inputOf(type: GraphQLInputObjectType, choose: ChooseId, path = ''): Record<string, unknown> {
  const entries = Object.values(type.getFields()).map((field) => [field.name, valueOf(field, choose, path)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function valueOf(field: GraphQLInputField, choose: ChooseId, path: string): unknown {
  const at = path ? `${path}.${field.name}` : field.name;
  const inner = getNamedType(field.type);
  const holdsIds = inner.name === 'ID' || neededByAnId.includes(field.name) || (isInputObjectType(inner) && idPathsOf(inner).length > 0);
  if (!isRequiredInputField(field) && !holdsIds) return field.name === 'idempotencyKey' ? randomUUID() : undefined;
  return fill(field.type, field.name, choose, at);
}

function fill(type: GraphQLInputType, name: string, choose: ChooseId, at: string): unknown {
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    const entry = fill(nullable.ofType as GraphQLInputType, name.replace(/s$/, ''), choose, at);
    return entry === undefined ? undefined : [entry];
  }
  if (isInputObjectType(nullable)) return inputOf(nullable, choose, at);
  if (isEnumType(nullable)) return nullable.getValues()[0]!.name;
  // A refresh token is somebody's, as an id is.
  return nullable.name === 'ID' || name === 'refreshToken' ? choose(name, at) : scalar(nullable.name, name);
}

/** Texts that are taken only when they have a meaning, by the name of what takes them. */
export function textFor(name: string): string | undefined {
  const byName: Record<string, string> = {
    email: `walk-${randomUUID()}@example.com`,
    password: 'correct horse battery',
    permission: 'events.read',
    token: 'sandbox_succeeds',
    countryCode: 'GB',
    postalCode: 'N1 9GU',
    timeZone: 'Europe/London',
    url: 'https://example.com/',
  };
  return byName[name];
}

/** What a root field that takes a scalar or one of an enum is asked with, where it must be. */
export function leafOf(type: GraphQLInputType, name: string): unknown {
  return fill(type, name, () => undefined, name);
}

function scalar(type: string, name: string): unknown {
  const byType: Record<string, unknown> = {
    BigInt: 1,
    Boolean: true,
    CurrencyCode: 'GBP',
    Date: '2026-03-31',
    // A span of time begins before the shop's clock, and ends after it.
    DateTime: name === 'from' ? '2026-01-01T00:00:00.000Z' : '2026-03-31T10:00:00.000Z',
    Decimal: '1',
    Int: 1,
    JSON: {},
    Percent: '10',
    String: textFor(name) ?? `walk-${randomUUID().slice(0, 8)}`,
  };
  if (!(type in byType)) throw new Error(`the walk has no value of type ${type}: add one to walk/values.ts`);
  return byType[type];
}
