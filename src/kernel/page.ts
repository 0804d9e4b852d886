export const DEFAULT_PAGE_SIZE = 20;
export const MAX_PAGE_SIZE = 100;

export interface PageArgs {
  first?: number | null;
  after?: string | null;
  last?: number | null;
  before?: string | null;
}

/** A keyset position: the sort values of one row. */
export type Position = readonly (string | number | null)[];

/** What a page of a list asks of storage: how many, from which side, between which positions. */
export interface PageRequest {
  readonly size: number;
  readonly direction: 'FORWARD' | 'BACKWARD';
  readonly after: Position | null;
  readonly before: Position | null;
}

export interface Edge<Node> {
  readonly node: Node;
  readonly cursor: string;
}

export interface PageInfo {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}

export interface Page<Node> {
  readonly edges: readonly Edge<Node>[];
  readonly pageInfo: PageInfo;
  /** Counts the whole list; called only when a client selects `totalCount`. */
  readonly countAll: () => Promise<number>;
}

/** Thrown for arguments that no page can be made of; becomes BAD_USER_INPUT. */
export class BadPageArgs extends Error {}

/** Rule: `first` or `last` at most 100, 20 when neither is given, never both. */
export function pageRequest({ first, after, last, before }: PageArgs): PageRequest {
  if (first != null && last != null) throw new BadPageArgs('Give either first or last, not both.');
  const size = first ?? last ?? DEFAULT_PAGE_SIZE;
  const name = last != null ? 'last' : 'first';
  if (size < 0 || size > MAX_PAGE_SIZE) throw new BadPageArgs(`${name} must be between 0 and ${MAX_PAGE_SIZE}.`);
  return {
    size,
    direction: last != null ? 'BACKWARD' : 'FORWARD',
    after: after == null ? null : decodeCursor(after),
    before: before == null ? null : decodeCursor(before),
  };
}

/** Cursors are opaque to clients: base64url over the row's sort values. */
export function encodeCursor(position: Position): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

export function decodeCursor(cursor: string): Position {
  try {
    const position: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(position) && position.length > 0 && position.every(isSortValue)) return position;
  } catch {
    // Falls through to the one error that every malformed cursor gets.
  }
  throw new BadPageArgs(`"${cursor}" is not a cursor of this list.`);
}

function isSortValue(value: unknown): value is string | number | null {
  return value === null || typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));
}

/**
 * Makes a page of rows that storage read in the request's direction, one more than asked for (the extra row tells that more follow).
 */
export function toPage<Node>(
  request: PageRequest,
  rows: readonly Node[],
  positionOf: (node: Node) => Position,
  countAll: () => Promise<number>,
): Page<Node> {
  const isForward = request.direction === 'FORWARD';
  const hasMore = rows.length > request.size;
  const kept = rows.slice(0, request.size);
  if (!isForward) kept.reverse();
  const edges = kept.map((node) => new RowEdge(node, positionOf));
  const pageInfo = new PageEnds(edges, isForward ? hasMore : request.before !== null, isForward ? request.after !== null : hasMore);
  return { edges, pageInfo, countAll };
}

class PageEnds implements PageInfo {
  constructor(
    private readonly edges: readonly Edge<unknown>[],
    readonly hasNextPage: boolean,
    readonly hasPreviousPage: boolean,
  ) {}

  get startCursor(): string | null {
    return this.edges[0]?.cursor ?? null;
  }

  get endCursor(): string | null {
    return this.edges.at(-1)?.cursor ?? null;
  }
}

/** Makes its cursor when somebody selects it: that costs more than all else of an edge. */
class RowEdge<Node> implements Edge<Node> {
  constructor(
    readonly node: Node,
    private readonly positionOf: (node: Node) => Position,
  ) {}

  get cursor(): string {
    return encodeCursor(this.positionOf(this.node));
  }
}

/** A page of a short list that is in memory whole. Its cursors are places in it: good as long as the list stays the same. */
export function pageOfList<Node>(request: PageRequest, list: readonly Node[]): Page<Node> {
  const placed = list.map((node, place) => ({ node, place }));
  const from = request.after ? placeOf(request.after) + 1 : 0;
  const to = request.before ? placeOf(request.before) : list.length;
  const between = placed.slice(from, Math.max(from, to));
  if (request.direction === 'BACKWARD') between.reverse();
  const page = toPage(request, between.slice(0, request.size + 1), ({ place }) => [place], async () => list.length);
  return { ...page, edges: page.edges.map(({ node: { node }, cursor }) => ({ node, cursor })) };
}

function placeOf([place]: Position): number {
  if (Number.isSafeInteger(place) && Number(place) >= 0) return Number(place);
  throw new BadPageArgs('A cursor is not one of this list.');
}
