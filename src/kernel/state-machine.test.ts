import { Refusal, declareRefusals } from './refusal';
import { StateMachine } from './state-machine';

type State = 'NEW' | 'PAID' | 'SENT' | 'CANCELED';

const machine = new StateMachine<'status', State>('The order', 'status', ['NEW'], {
  NEW: ['PAID', 'CANCELED'],
  PAID: ['SENT'],
  SENT: [],
  CANCELED: [],
});

test.each<[State, State[]]>([
  ['NEW', ['PAID', 'CANCELED']],
  ['PAID', ['SENT']],
  ['SENT', []],
  ['CANCELED', []],
])('from %s a thing moves to %j and nowhere else', (from, targets) => {
  for (const to of ['NEW', 'PAID', 'SENT', 'CANCELED'] as const) {
    const thing = { status: from };
    const isAllowed = targets.includes(to);
    expect(machine.canMove(from, to)).toBe(isAllowed);
    if (isAllowed) machine.move(thing, to);
    else expect(() => machine.move(thing, to)).toThrow(Refusal);
    expect(thing.status).toBe(isAllowed ? to : from);
  }
});

test('a refused move says what the thing is and what it cannot become', () => {
  const refusal = { code: 'TRANSITION_NOT_ALLOWED', message: 'The order is SENT; it cannot become NEW.' };
  expect(() => machine.move({ status: 'SENT' }, 'NEW')).toThrow(expect.objectContaining({ ...refusal, field: null }));
  expect(() => machine.move({ status: 'SENT' }, 'NEW', ['orderId'])).toThrow(expect.objectContaining({ ...refusal, field: ['orderId'] }));
});

test('a machine may refuse with a code of its own', () => {
  declareRefusals({ DOOR_IS_LOCKED: 'A test locks it.' });
  const door = new StateMachine<'state', 'OPEN' | 'LOCKED'>('The door', 'state', ['OPEN'], { OPEN: ['LOCKED'], LOCKED: [] }, 'DOOR_IS_LOCKED');
  expect(() => door.move({ state: 'LOCKED' }, 'OPEN')).toThrow(expect.objectContaining({ code: 'DOOR_IS_LOCKED' }));
});

describe('a table that leaves states behind does not start', () => {
  const build = (initial: readonly ('A' | 'B' | 'C' | 'D')[], links: Partial<Record<'A' | 'B' | 'C' | 'D', ('A' | 'B' | 'C' | 'D')[]>>) =>
    new StateMachine('The thing', 'state', initial, { A: [], B: [], C: [], D: [], ...links });

  test.each([
    ['states that nothing leads to', ['A'] as const, { A: ['B' as const] }, 'The thing: no way leads to C, D'],
    ['states that only lead to each other', ['A'] as const, { A: ['B' as const], C: ['D' as const], D: ['C' as const] }, 'The thing: no way leads to C, D'],
    ['no beginning', [], { A: ['B' as const] }, 'The thing: no way leads to A, B, C, D'],
  ])('%s', (_case, initial, links, message) => {
    expect(() => build(initial, links)).toThrow(new Error(message));
  });

  test('a long way, a circle and several beginnings are ways', () => {
    expect(() => build(['A'], { A: ['B'], B: ['C'], C: ['D', 'A'] })).not.toThrow();
    expect(() => build(['A', 'D'], { A: ['B'], D: ['C'] })).not.toThrow();
  });
});

test('the diagram shows beginnings, moves and ends', () => {
  expect(machine.toMermaid().split('\n')).toEqual([
    'stateDiagram-v2',
    '  [*] --> NEW',
    '  NEW --> PAID',
    '  NEW --> CANCELED',
    '  PAID --> SENT',
    '  SENT --> [*]',
    '  CANCELED --> [*]',
  ]);
});
