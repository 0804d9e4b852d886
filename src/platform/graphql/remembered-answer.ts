import { parseInstant } from '../../kernel/clock';
import type { Jsonable } from '../../kernel/json';
import { Money } from '../../kernel/money';
import { NodeEntity } from '../database/node-entity';
import type { Reader } from './loader';
import type { NodeRegistry } from './node-registry';

/** An answer as an idempotency key keeps it: nodes by their ids, so that nothing of them is copied, and plain values. */
export type Remembered =
  | { readonly node: string }
  | { readonly list: readonly Remembered[] }
  | { readonly fields: Readonly<Record<string, Remembered>> }
  | { readonly instant: string }
  | { readonly money: { readonly amountMinor: string; readonly currency: string } }
  | { readonly value: Jsonable };

export function remember(nodes: NodeRegistry, answer: unknown): Remembered {
  if (answer instanceof NodeEntity && nodes.knows(answer.id)) return { node: answer.id };
  if (answer instanceof Date) return { instant: answer.toISOString() };
  if (answer instanceof Money) return { money: { amountMinor: answer.amountMinor.toString(), currency: answer.currency } };
  if (Array.isArray(answer)) return { list: answer.map((entry) => remember(nodes, entry)) };
  if (answer === undefined || typeof answer === 'function') return { value: null };
  if (answer === null || typeof answer !== 'object') return { value: answer as Jsonable };
  return { fields: Object.fromEntries(Object.entries(answer).map(([name, value]) => [name, remember(nodes, value)])) };
}

/** Nodes come back as they are now. */
export async function recall(context: Reader & { nodes: NodeRegistry }, remembered: Remembered): Promise<unknown> {
  if ('node' in remembered) return context.nodes.load(context, remembered.node);
  if ('instant' in remembered) return parseInstant(remembered.instant);
  if ('money' in remembered) return Money.of(BigInt(remembered.money.amountMinor), remembered.money.currency);
  if ('list' in remembered) return Promise.all(remembered.list.map((entry) => recall(context, entry)));
  if ('value' in remembered) return remembered.value;
  const fields = Object.entries(remembered.fields);
  return Object.fromEntries(await Promise.all(fields.map(async ([name, value]) => [name, await recall(context, value)] as const)));
}
