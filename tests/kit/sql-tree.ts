/** A piece of a statement. Keywords and bare names are words in lower case; a quoted name is never taken for a keyword. */
export type SqlNode =
  | { readonly kind: 'word' | 'name' | 'literal' | 'sign'; readonly text: string }
  | { readonly kind: 'parameter'; readonly index: number }
  | SqlGroup;

/** What stands between brackets, or between CASE and END. */
export interface SqlGroup {
  readonly kind: 'group' | 'case';
  readonly nodes: readonly SqlNode[];
}

const PIECE =
  /(?<space>\s+|--[^\n]*|\/\*[\s\S]*?\*\/)|`(?<name>[^`]*)`|(?<literal>'(?:[^'\\]|''|\\.)*'|"(?:[^"]|"")*"|\d+(?:\.\d+)?)|(?<word>[a-z_]\w*)|(?<parameter>\?)|(?<sign><=|>=|<>|!=|\|\||[^\s\w])/giy;

/** Reads a statement into words, names, parameters and brackets; comments fall away. Throws for what is no SQL of ours. */
export function readSql(sql: string): readonly SqlNode[] {
  const open: SqlNode[][] = [[]];
  let parameters = 0;
  const close = (kind: SqlGroup['kind']) => {
    const nodes = open.pop()!;
    if (open.length === 0) throw new Error('a bracket is closed that was not opened');
    open.at(-1)!.push({ kind, nodes });
  };
  for (const { space, name, literal, word, parameter, sign } of pieces(sql)) {
    if (space !== undefined) continue;
    else if (sign === '(' || word === 'case') open.push([]);
    else if (sign === ')') close('group');
    else if (word === 'end') close('case');
    else if (parameter) open.at(-1)!.push({ kind: 'parameter', index: parameters++ });
    else if (name !== undefined) open.at(-1)!.push({ kind: 'name', text: name });
    else if (literal) open.at(-1)!.push({ kind: 'literal', text: literal });
    else if (word) open.at(-1)!.push({ kind: 'word', text: word });
    else if (sign) open.at(-1)!.push({ kind: 'sign', text: sign });
  }
  if (open.length !== 1) throw new Error('a bracket is not closed');
  return open[0]!;
}

function* pieces(sql: string): Generator<Record<string, string | undefined>> {
  let end = 0;
  for (const match of sql.matchAll(PIECE)) {
    end = match.index + match[0].length;
    const groups = match.groups!;
    yield { ...groups, word: groups.word?.toLowerCase() };
  }
  if (end !== sql.length) throw new Error(`cannot read "${sql.slice(end, end + 20)}"`);
}

export function isWord(node: SqlNode | undefined, ...words: readonly string[]): boolean {
  return node?.kind === 'word' && words.includes(node.text);
}

export function isSign(node: SqlNode | undefined, sign: string): boolean {
  return node?.kind === 'sign' && node.text === sign;
}

/** The text of a bare or quoted name; null for anything else. */
export function nameOf(node: SqlNode | undefined): string | null {
  return node?.kind === 'word' || node?.kind === 'name' ? node.text : null;
}

export function isQuery(nodes: readonly SqlNode[]): boolean {
  const [first] = nodes;
  return isWord(first, 'select', 'with') || (first?.kind === 'group' && nodes.length === 1 && isQuery(first.nodes)) || (first?.kind === 'group' && isWord(nodes[1], 'union'));
}

export function split(nodes: readonly SqlNode[], isSeparator: (node: SqlNode) => boolean): SqlNode[][] {
  const parts: SqlNode[][] = [[]];
  for (const node of nodes) {
    if (isSeparator(node)) parts.push([]);
    else parts.at(-1)!.push(node);
  }
  return parts;
}

/** The nodes that follow a keyword, up to the next keyword of the statement's own level. */
export function clause(nodes: readonly SqlNode[], keyword: string, ends: readonly string[]): readonly SqlNode[] {
  const start = nodes.findIndex((node) => isWord(node, keyword));
  if (start < 0) return [];
  const length = nodes.slice(start + 1).findIndex((node) => isWord(node, ...ends));
  return length < 0 ? nodes.slice(start + 1) : nodes.slice(start + 1, start + 1 + length);
}
