import { Kind, visit, type DocumentNode, type OperationDefinitionNode } from 'graphql';
import { canonicalJsonText, type Jsonable } from '../kernel/json';
import type { Context } from '../platform/graphql/context';

/**
 * What was executed for an event once is sent to all whose subscription is the same: tenant, asker, document and variables.
 * Each still follows the log from a position of its own.
 */
export class SharedFrames {
  private readonly groups = new Map<string, Group>();

  join(key: string): Group {
    let group = this.groups.get(key);
    if (!group) {
      group = new Group(() => this.groups.delete(key));
      this.groups.set(key, group);
    }
    group.members += 1;
    return group;
  }

  /** How many different subscriptions run. */
  get size(): number {
    return this.groups.size;
  }
}

export class Group {
  members = 0;
  /** By the event itself, which followers of the live end of a log share; it is forgotten with the event. */
  private readonly payloads = new WeakMap<object, Promise<string>>();

  constructor(private readonly onEmpty: () => void) {}

  payloadOf(event: object, execute: () => Promise<string>): Promise<string> {
    let payload = this.payloads.get(event);
    if (!payload) {
      payload = execute();
      this.payloads.set(event, payload);
    }
    return payload;
  }

  leave(): void {
    this.members -= 1;
    if (this.members === 0) this.onEmpty();
  }
}

/** The same text for subscriptions whose answers to one event are the same. */
export function sharingKey(
  { view, actor }: Context,
  { source, operation, document, variables }: {
    source: string;
    operation: OperationDefinitionNode;
    document: DocumentNode;
    variables: Record<string, unknown>;
  },
): string {
  const start = startVariable(operation, document);
  const { [start ?? '']: _position, ...rest } = variables;
  const asker = [view.tenantId, actor.role, actor.id];
  return canonicalJsonText([...asker, source, operation.name?.value ?? null, start === null ? variables : rest] as Jsonable);
}

/** The variable that only says where the log is entered: subscribers that came back from different places are the same again. */
function startVariable({ selectionSet }: OperationDefinitionNode, document: DocumentNode): string | null {
  const [field] = selectionSet.selections;
  const value = field?.kind === Kind.FIELD ? field.arguments?.find(({ name }) => name.value === 'after')?.value : undefined;
  if (value?.kind !== Kind.VARIABLE) return null;
  const name = value.name.value;
  let uses = 0;
  visit(document, { VariableDefinition: () => false, Variable: (node) => void (node.name.value === name && (uses += 1)) });
  return uses === 1 ? name : null;
}
