import { getNamedType, isObjectType, Kind, parse, type GraphQLNamedType, type GraphQLSchema, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import type { Answer } from '../../kit/client';

/** Which fields of the schema's object types were answered, somewhere, without an error. */
export class Reach {
  private readonly reached = new Set<string>();
  private readonly operations = new Map<string, OperationDefinitionNode>();

  constructor(private readonly schema: GraphQLSchema) {}

  /** Notes what an answer to a document with one operation has reached. */
  note(document: string, { data, errors = [] }: Pick<Answer, 'data' | 'errors'>): void {
    if (!data) return;
    const operation = this.operationOf(document);
    const failed = new Set(errors.map(({ path = [] }) => path.join('.')));
    this.visit(this.schema.getRootType(operation.operation)!, operation.selectionSet, data, { path: '', failed });
  }

  private operationOf(document: string): OperationDefinitionNode {
    let operation = this.operations.get(document);
    if (!operation) {
      [operation] = parse(document, { noLocation: true }).definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
      this.operations.set(document, operation!);
    }
    return operation!;
  }

  get fields(): readonly string[] {
    return Object.values(this.schema.getTypeMap())
      .filter((type) => isObjectType(type) && !type.name.startsWith('__'))
      .flatMap((type) => (isObjectType(type) ? Object.keys(type.getFields()).map((field) => `${type.name}.${field}`) : []));
  }

  get missed(): readonly string[] {
    return this.fields.filter((field) => !this.reached.has(field));
  }

  private visit(type: GraphQLNamedType, selections: SelectionSetNode, value: unknown, at: { path: string; failed: ReadonlySet<string> }): void {
    if (Array.isArray(value)) return value.forEach((entry, index) => this.visit(type, selections, entry, { ...at, path: `${at.path}.${index}` }));
    if (value === null || typeof value !== 'object') return;
    const { __typename: name } = value as { __typename?: string };
    const actual = (name && this.schema.getType(name)) || type;
    for (const selection of selections.selections) {
      if (selection.kind === Kind.FIELD && isObjectType(actual)) {
        const key = selection.alias?.value ?? selection.name.value;
        const path = `${at.path}.${key}`.replace(/^\./, '');
        const field = actual.getFields()[selection.name.value];
        if (!field || at.failed.has(path)) continue;
        this.reached.add(`${actual.name}.${field.name}`);
        if (selection.selectionSet) this.visit(getNamedType(field.type), selection.selectionSet, (value as Record<string, unknown>)[key], { ...at, path });
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const isMeant = !selection.typeCondition || selection.typeCondition.name.value === actual.name || selection.typeCondition.name.value === 'Node';
        if (isMeant) this.visit(actual, selection.selectionSet, value, at);
      }
    }
  }
}
