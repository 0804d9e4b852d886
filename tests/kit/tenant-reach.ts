import { clause, isQuery, isSign, isWord, nameOf, readSql, split, type SqlNode } from './sql-tree';

/** What the law must know of a table. */
export interface LawTable {
  /** tenant_id; `id` for the tenant's own row. */
  readonly tenantColumn: string;
  /** True when a unique key of the table does not contain the tenant. */
  readonly hasKeyAcrossTenants: boolean;
}

/** How far a statement reaches: what is wrong with it, and which of its parameters must be the asker's tenant. */
export interface TenantReach {
  readonly faults: readonly string[];
  readonly tenantParameters: readonly number[];
}

interface Source {
  readonly alias: string;
  /** Null for a subselect, a common table expression or a table function: what is in it was examined where it stands. */
  readonly table: string | null;
  readonly on: readonly SqlNode[];
  /** Columns of USING. */
  readonly using: readonly string[];
  readonly isOuterJoined: boolean;
  isBound: boolean;
}

interface Scope {
  readonly sources: readonly Source[];
  readonly expressions: ReadonlySet<string>;
}

interface Column {
  readonly source: Source;
  readonly isLocal: boolean;
}

const SELECT_ENDS = ['where', 'group', 'having', 'order', 'limit', 'for', 'window'];
const AFTER_WHERE = SELECT_ENDS.slice(1);
const JOIN_WORDS = ['join', 'inner', 'cross', 'left', 'outer', 'straight_join', 'right', 'full', 'natural'];

/** Reads one statement and says whether every tenant table in it is held to a tenant, by conditions that cannot be stepped around. */
export function tenantReach(sql: string, tables: ReadonlyMap<string, LawTable>): TenantReach {
  return new Reading(tables).of(sql);
}

class Reading {
  private readonly faults: string[] = [];
  private readonly parameters: number[] = [];

  constructor(private readonly tables: ReadonlyMap<string, LawTable>) {}

  of(sql: string): TenantReach {
    try {
      this.statement(readSql(sql), { sources: [], expressions: new Set() });
    } catch (error) {
      this.faults.push(`cannot be read: ${(error as Error).message}`);
    }
    return { faults: this.faults, tenantParameters: this.parameters };
  }

  private statement(nodes: readonly SqlNode[], outer: Scope): void {
    if (isQuery(nodes)) this.query(nodes, outer);
    else if (isWord(nodes[0], 'insert')) this.insert(nodes, outer);
    else if (isWord(nodes[0], 'update')) this.update(nodes, outer);
    else if (isWord(nodes[0], 'delete') && isWord(nodes[1], 'from')) this.change(clause(nodes, 'from', ['where']), nodes, outer);
    else throw new Error('it is no SELECT, INSERT, UPDATE or DELETE FROM');
  }

  /** Examines SELECTs joined by UNION, and calls `each` with every branch and what can be seen in it. */
  private query(nodes: readonly SqlNode[], outer: Scope, each: (branch: readonly SqlNode[], scope: Scope) => void = () => undefined): void {
    const { body, scope } = this.commonTables(nodes, outer);
    for (const branch of split(body, (node) => isWord(node, 'union', 'except', 'intersect'))) {
      const select = isWord(branch[0], 'all', 'distinct') ? branch.slice(1) : branch;
      const [first] = select;
      if (first?.kind === 'group') this.query(first.nodes, scope, each);
      else if (isWord(first, 'select')) each(select, this.select(select, scope));
      else throw new Error('a branch is no SELECT');
    }
  }

  private commonTables(nodes: readonly SqlNode[], outer: Scope): { body: readonly SqlNode[]; scope: Scope } {
    if (!isWord(nodes[0], 'with')) return { body: nodes, scope: outer };
    const expressions = new Set(outer.expressions);
    const scope = { ...outer, expressions };
    const isRecursive = isWord(nodes[1], 'recursive');
    let at = isRecursive ? 2 : 1;
    for (;;) {
      const name = nameOf(nodes[at]);
      const body = nodes.slice(at + 1).find((node, index, rest) => node.kind === 'group' && isWord(rest[index - 1], 'as'));
      if (!name || body?.kind !== 'group') throw new Error('its WITH cannot be read');
      if (isRecursive) expressions.add(name);
      this.query(body.nodes, scope);
      expressions.add(name);
      at = nodes.indexOf(body) + 1;
      if (!isSign(nodes[at], ',')) return { body: nodes.slice(at), scope };
      at += 1;
    }
  }

  private select(nodes: readonly SqlNode[], outer: Scope): Scope {
    const sources = this.sources(clause(nodes, 'from', SELECT_ENDS), outer);
    const scope = this.bind(sources, clause(nodes, 'where', AFTER_WHERE), outer);
    this.subqueries(nodes, scope, new Set(clause(nodes, 'from', SELECT_ENDS)));
    for (const { on } of sources) this.subqueries(on, scope);
    return scope;
  }

  private update(nodes: readonly SqlNode[], outer: Scope): void {
    const set = clause(nodes, 'set', ['where', 'order', 'limit']);
    this.change(clause(nodes, 'update', ['set']), nodes, outer);
    this.assignments(set);
  }

  private change(targets: readonly SqlNode[], nodes: readonly SqlNode[], outer: Scope): void {
    const scope = this.bind(this.sources(targets, outer), clause(nodes, 'where', AFTER_WHERE), outer);
    this.subqueries(nodes, scope);
  }

  private assignments(nodes: readonly SqlNode[]): void {
    for (const assignment of split(nodes, (node) => isSign(node, ','))) {
      const column = assignment.slice(0, assignment.findIndex((node) => isSign(node, '='))).at(-1);
      if (nameOf(column) === 'tenant_id') this.faults.push('moves a row to another tenant');
    }
  }

  private insert(nodes: readonly SqlNode[], outer: Scope): void {
    const [into, target, columns] = [nodes.findIndex((node) => isWord(node, 'into')), 1, 2];
    const name = nameOf(nodes[into + target]);
    const list = nodes[into + columns];
    if (into < 0 || !name || list?.kind !== 'group') throw new Error('its INSERT names no columns');
    const table = this.tables.get(name);
    if (!table) return void this.faults.push(`writes to ${name}, which belongs to no tenant`);
    const place = split(list.nodes, (node) => isSign(node, ',')).findIndex(([column]) => nameOf(column) === table.tenantColumn);
    if (place < 0) return void this.faults.push(`inserts into ${name} without ${table.tenantColumn}`);
    const { rows, conflict } = cutConflict(nodes.slice(into + columns + 1));
    if (isWord(rows[0], 'values')) this.values(rows.slice(1), name, place, outer);
    else this.query(rows, outer, (branch, scope) => this.insertedTenant(branch, scope, name, place));
    this.onConflict(conflict, name, table, outer);
  }

  private values(nodes: readonly SqlNode[], name: string, place: number, outer: Scope): void {
    for (const tuple of nodes) {
      if (tuple.kind !== 'group') continue;
      const value = split(tuple.nodes, (node) => isSign(node, ','))[place] ?? [];
      if (value.length === 1 && value[0]!.kind === 'parameter') this.parameters.push(value[0]!.index);
      else this.faults.push(`inserts a row into ${name} whose tenant is no parameter`);
      this.subqueries(tuple.nodes, outer);
    }
  }

  /** The tenant that an INSERT ... SELECT writes: a parameter, or the tenant column of a source that is held to the tenant. */
  private insertedTenant(branch: readonly SqlNode[], scope: Scope, name: string, place: number): void {
    const items = split(clause(branch, 'select', ['from']), (node) => isSign(node, ','));
    const item = items[place] ?? [];
    const value = isWord(item.at(-2), 'as') ? item.slice(0, -2) : item;
    if (value.length === 1 && value[0]!.kind === 'parameter') this.parameters.push(value[0]!.index);
    else if (!this.column(value, scope, scope.sources)) this.faults.push(`inserts a row into ${name} whose tenant is not the tenant of a source`);
  }

  private onConflict(nodes: readonly SqlNode[], name: string, table: LawTable, outer: Scope): void {
    if (nodes.length === 0) return;
    if (table.hasKeyAcrossTenants) this.faults.push(`overwrites on conflict in ${name}, which has a key across tenants`);
    this.assignments(isWord(nodes[1], 'duplicate') ? clause(nodes, 'update', []) : clause(nodes, 'set', ['where']));
    const target = { alias: name, table: name, on: [], using: [], isOuterJoined: false, isBound: true };
    this.subqueries(nodes, { ...outer, sources: [target, ...outer.sources] });
  }

  private sources(nodes: readonly SqlNode[], outer: Scope): Source[] {
    const sources: Source[] = [];
    let at = 0;
    while (at < nodes.length) {
      const joinStart = at;
      while (isSign(nodes[at], ',') || isWord(nodes[at], ...JOIN_WORDS)) at += 1;
      const join = nodes.slice(joinStart, at);
      if (join.some((node) => isWord(node, 'right', 'full', 'natural'))) throw new Error('it has a join that cannot be read');
      const length = nodes.slice(at).findIndex((node) => isSign(node, ',') || isWord(node, ...JOIN_WORDS));
      const reference = length < 0 ? nodes.slice(at) : nodes.slice(at, at + length);
      sources.push(this.source(reference, outer, join.some((node) => isWord(node, 'left'))));
      at += reference.length;
    }
    return sources;
  }

  private source(nodes: readonly SqlNode[], outer: Scope, isOuterJoined: boolean): Source {
    const [first, second] = nodes;
    const rest = { on: clause(nodes, 'on', []), using: usedColumns(nodes), isOuterJoined };
    if (first?.kind === 'group') {
      if (!isQuery(first.nodes)) throw new Error('it has joins in brackets');
      this.query(first.nodes, outer);
      return { ...rest, alias: aliasOf(nodes.slice(1)) ?? '', table: null, isBound: true };
    }
    const name = nameOf(first);
    if (!name) throw new Error('its FROM cannot be read');
    if (second?.kind === 'group') {
      this.subqueries([second], outer);
      return { ...rest, alias: aliasOf(nodes.slice(2)) ?? name, table: null, isBound: true };
    }
    const isExpression = outer.expressions.has(name);
    if (!isExpression && !this.tables.has(name)) this.faults.push(`reads ${name}, which belongs to no tenant`);
    return { ...rest, alias: aliasOf(nodes.slice(1)) ?? name, table: isExpression ? null : name, isBound: isExpression || !this.tables.has(name) };
  }

  /** Finds out which sources are held to the tenant, by WHERE and by the conditions of joins. */
  private bind(sources: readonly Source[], where: readonly SqlNode[], outer: Scope): Scope {
    const scope = { ...outer, sources: [...sources, ...outer.sources] };
    const conditions = [
      ...conjuncts(where).map((nodes) => ({ nodes, only: null })),
      ...sources.flatMap((source) => conjuncts(source.on).map((nodes) => ({ nodes, only: source.isOuterJoined ? source : null }))),
    ];
    for (let isNew = true; isNew; ) {
      isNew = conditions.some(({ nodes, only }) => this.bindBy(nodes, scope, sources, only)) || sources.some((source, index) => bindByUsing(source, sources.slice(0, index), this.tables));
    }
    for (const { alias, table, isBound } of sources) if (!isBound) this.faults.push(`does not hold ${table}${alias === table ? '' : ` (${alias})`} to its tenant`);
    return scope;
  }

  /** True when the condition holds a source to the tenant that was not yet. An outer join's condition holds only what is joined. */
  private bindBy(condition: readonly SqlNode[], scope: Scope, local: readonly Source[], only: Source | null): boolean {
    const equals = condition.findIndex((node) => isSign(node, '='));
    if (equals < 0) return false;
    const sides = [condition.slice(0, equals), condition.slice(equals + 1)] as const;
    for (const [here, there] of [sides, [sides[1], sides[0]] as const]) {
      const column = this.column(here, scope, local);
      if (!column?.isLocal || column.source.isBound || (only && column.source !== only)) continue;
      const [value] = there;
      const isParameter = there.length === 1 && value!.kind === 'parameter';
      if (!isParameter && !this.column(there, scope, local)?.source.isBound) continue;
      if (isParameter) this.parameters.push(value!.index);
      column.source.isBound = true;
      return true;
    }
    return false;
  }

  /** The source whose tenant column these nodes are; null when they are anything else. */
  private column(nodes: readonly SqlNode[], scope: Scope, local: readonly Source[]): Column | null {
    const isQualified = nodes.length === 3 && isSign(nodes[1], '.');
    if (!isQualified && nodes.length !== 1) return null;
    const name = nameOf(nodes.at(-1));
    const named = isQualified ? scope.sources.filter(({ alias }) => alias === nameOf(nodes[0])).slice(0, 1) : local.length > 0 ? local : scope.sources;
    const [source, ambiguous] = named.filter(({ table }) => name === (table === null ? 'tenant_id' : (this.tables.get(table)?.tenantColumn ?? null)));
    return source && !ambiguous ? { source, isLocal: local.includes(source) } : null;
  }

  /** Examines the SELECTs that stand in brackets anywhere in these nodes. */
  private subqueries(nodes: readonly SqlNode[], scope: Scope, except: ReadonlySet<SqlNode> = new Set()): void {
    for (const node of nodes) {
      if ((node.kind !== 'group' && node.kind !== 'case') || except.has(node)) continue;
      if (node.kind === 'group' && isQuery(node.nodes)) this.query(node.nodes, scope);
      else this.subqueries(node.nodes, scope);
    }
  }
}

/** The conditions that all must hold; none when an OR lets a row in past them. */
function conjuncts(nodes: readonly SqlNode[]): (readonly SqlNode[])[] {
  if (nodes.some((node) => isWord(node, 'or', 'xor') || isSign(node, '||'))) return [];
  const parts = split(nodes, (node) => isWord(node, 'and'));
  const whole: SqlNode[][] = [];
  for (const part of parts) {
    const previous = whole.at(-1);
    // x BETWEEN a AND b is one condition.
    if (previous && count(previous, 'between') > count(previous, 'and')) previous.push({ kind: 'word', text: 'and' }, ...part);
    else whole.push(part);
  }
  return whole.flatMap((part) => {
    const [first] = part;
    return part.length === 1 && first!.kind === 'group' && !isQuery(first!.nodes) ? conjuncts(first!.nodes) : [part];
  });
}

function count(nodes: readonly SqlNode[], word: string): number {
  return nodes.filter((node) => isWord(node, word)).length;
}

function bindByUsing(source: Source, before: readonly Source[], tables: ReadonlyMap<string, LawTable>): boolean {
  if (source.isBound || source.table === null || !source.using.includes(tables.get(source.table)!.tenantColumn)) return false;
  source.isBound = before.some(({ isBound }) => isBound);
  return source.isBound;
}

function usedColumns(nodes: readonly SqlNode[]): string[] {
  const [columns] = clause(nodes, 'using', []);
  return columns?.kind === 'group' ? columns.nodes.flatMap((node) => nameOf(node) ?? []) : [];
}

function aliasOf(nodes: readonly SqlNode[]): string | null {
  const [first, second] = nodes;
  if (isWord(first, 'as')) return nameOf(second);
  return isWord(first, 'on', 'using', 'set', 'force', 'use', 'indexed', 'not') ? null : nameOf(first);
}

function cutConflict(nodes: readonly SqlNode[]): { rows: readonly SqlNode[]; conflict: readonly SqlNode[] } {
  const at = nodes.findIndex((node, index) => isWord(node, 'on') && isWord(nodes[index + 1], 'conflict', 'duplicate'));
  return at < 0 ? { rows: nodes, conflict: [] } : { rows: nodes.slice(0, at), conflict: nodes.slice(at) };
}
