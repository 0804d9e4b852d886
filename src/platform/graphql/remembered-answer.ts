import { parseInstant } from '../../kernel/clock';
import type { Jsonable } from '../../kernel/json';
import { Money } from '../../kernel/money';
import { NodeEntity } from '../database/node-entity';
import type { Table, TableColumn, Tables } from '../database/table';
import type { Reader } from './loader';
import type { NodeRegistry } from './node-registry';

/** An answer as an idempotency key keeps it: of nodes their ids and the facts they had, of all else the plain values. */
export type Remembered =
  | { readonly node: string; readonly facts: Readonly<Record<string, Jsonable>> }
  | { readonly list: readonly Remembered[] }
  | { readonly fields: Readonly<Record<string, Remembered>> }
  | { readonly instant: string }
  | { readonly money: { readonly amountMinor: string; readonly currency: string } }
  | { readonly value: Jsonable };

/** Where nodes are found, and what their tables look like. */
export interface Memory {
  readonly nodes: NodeRegistry;
  readonly database: { readonly tables: Tables };
}

/** How nodes come back: with the facts of the first answer, or as they are now, where the first answer was never given. */
export type Recall = 'AS_ANSWERED' | 'AS_IT_IS';

export function remember(memory: Memory, answer: unknown): Remembered {
  if (answer instanceof NodeEntity && memory.nodes.knows(answer.id)) return { node: answer.id, facts: factsOf(tableOf(memory, answer), answer) };
  if (answer instanceof Date) return { instant: answer.toISOString() };
  if (answer instanceof Money) return { money: { amountMinor: answer.amountMinor.toString(), currency: answer.currency } };
  if (Array.isArray(answer)) return { list: answer.map((entry) => remember(memory, entry)) };
  if (answer === undefined || typeof answer === 'function') return { value: null };
  if (answer === null || typeof answer !== 'object') return { value: answer as Jsonable };
  return { fields: Object.fromEntries(Object.entries(answer).map(([name, value]) => [name, remember(memory, value)])) };
}

/** What a node leads to (lines, user) is always as it is now. */
export async function recall(context: Reader & Memory, remembered: Remembered, how: Recall): Promise<unknown> {
  if ('node' in remembered) return recallNode(context, remembered, how);
  if ('instant' in remembered) return parseInstant(remembered.instant);
  if ('money' in remembered) return Money.of(BigInt(remembered.money.amountMinor), remembered.money.currency);
  if ('list' in remembered) return Promise.all(remembered.list.map((entry) => recall(context, entry, how)));
  if ('value' in remembered) return remembered.value;
  const fields = Object.entries(remembered.fields);
  return Object.fromEntries(await Promise.all(fields.map(async ([name, value]) => [name, await recall(context, value, how)] as const)));
}

async function recallNode(context: Reader & Memory, { node: id, facts }: { node: string; facts: Readonly<Record<string, Jsonable>> }, how: Recall) {
  const node = await context.nodes.load(context, id);
  if (!node || how === 'AS_IT_IS') return node;
  const columns = factColumns(tableOf(context, node)).filter(({ name }) => name in facts);
  const decoded = columns.map(({ property, name, decode }) => [property, decode(facts[name])]);
  // A copy: whoever else reads the node in this request sees it as it is.
  return Object.assign(Object.create(Object.getPrototypeOf(node) as object), node, Object.fromEntries(decoded)) as NodeEntity;
}

function tableOf({ database }: Memory, node: NodeEntity): Table {
  return database.tables.of(node.constructor as new () => NodeEntity);
}

function factsOf(table: Table, node: NodeEntity): Record<string, Jsonable> {
  const values = node as unknown as Record<string, unknown>;
  return Object.fromEntries(factColumns(table).map(({ property, name, encode }) => [name, encode(values[property]) as Jsonable]));
}

/** Longer text is no code: it may name a person, who may be erased. */
const MAX_CODE = 80;

/** Ids, states, codes, amounts and instants, as in an event; never names, texts or JSON, which are read again. */
function factColumns({ columns }: Table): TableColumn[] {
  return columns.filter(({ type, maxLength }) => (type === 'varchar' ? maxLength! <= MAX_CODE : type !== 'text' && type !== 'json'));
}
