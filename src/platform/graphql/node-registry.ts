import { prefixOf } from '../../kernel/id';
import type { NodeEntity } from '../database/node-entity';
import type { Context } from './context';
import type { Loader } from './loader';

/** A type whose values `node(id:)` finds. The loader returns null for what the viewer may not see. */
export interface NodeType {
  readonly prefix: string;
  readonly typeName: string;
  readonly loader: Loader<string, NodeEntity | null>;
  /** The permission that reading one by its id needs; none when everybody may. */
  readonly permission: string | null;
}

export class NodeRegistry {
  private readonly types: Map<string, NodeType>;

  constructor(types: readonly NodeType[]) {
    this.types = new Map(types.map((type) => [type.prefix, type]));
  }

  get prefixes(): readonly string[] {
    return [...this.types.keys()];
  }

  /** Null for an unknown id, another tenant's, and one that the viewer may not see: they cannot be told apart. */
  async find(context: Context, id: string): Promise<NodeEntity | null> {
    const type = this.types.get(prefixOf(id) ?? '');
    if (!type || (type.permission && !context.actor.can(type.permission))) return null;
    return context.load(type.loader, id);
  }
}
