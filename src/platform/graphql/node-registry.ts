import { prefixOf } from '../../kernel/id';
import type { NodeEntity } from '../database/node-entity';
import type { Loader, Reader } from './loader';

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

  typeNameOf(prefix: string): string {
    return this.types.get(prefix)!.typeName;
  }

  knows(id: string): boolean {
    return this.types.has(prefixOf(id) ?? '');
  }

  /** Null for an unknown id, another tenant's, and one that the viewer may not see: they cannot be told apart. */
  async find(reader: Reader, id: string): Promise<NodeEntity | null> {
    const permission = this.types.get(prefixOf(id) ?? '')?.permission;
    return permission && !reader.actor.can(permission) ? null : this.load(reader, id);
  }

  /** What an answer named before: it needs no permission of its own. */
  async load(reader: Reader, id: string): Promise<NodeEntity | null> {
    const type = this.types.get(prefixOf(id) ?? '');
    return type ? reader.load(type.loader, id) : null;
  }
}
