import { Refusal } from './refusal';

/** State -> the states it may move to. Every state is a key; a final state has an empty list. */
export type Transitions<State extends string> = Readonly<Record<State, readonly State[]>>;

/**
 * A declared table of states. Every state must be reachable from the initial ones, or the program does not start.
 * `move` is the only way in which a state changes.
 */
export class StateMachine<Field extends string, State extends string> {
  constructor(
    readonly name: string,
    readonly field: Field,
    readonly initial: readonly State[],
    readonly transitions: Transitions<State>,
    private readonly refusalCode: string = 'TRANSITION_NOT_ALLOWED',
  ) {
    const reachable = new Set<State>(initial);
    for (const state of reachable) for (const next of transitions[state]) reachable.add(next);
    const lost = (Object.keys(transitions) as State[]).filter((state) => !reachable.has(state));
    if (lost.length > 0) throw new Error(`${name}: no way leads to ${lost.join(', ')}`);
  }

  canMove(from: State, to: State): boolean {
    return this.transitions[from].includes(to);
  }

  /** Sets the state. Refuses with the machine's code, about the input field, when the table has no such transition. */
  move(thing: Record<Field, State>, to: State, field: readonly string[] | null = null): void {
    const from = thing[this.field];
    if (!this.canMove(from, to)) {
      throw new Refusal(this.refusalCode, `${this.name} is ${from}; it cannot become ${to}.`, field);
    }
    thing[this.field] = to;
  }

  /** The table as a Mermaid diagram, for the capability's README. */
  toMermaid(): string {
    const lines = this.initial.map((state) => `  [*] --> ${state}`);
    for (const [from, targets] of Object.entries<readonly State[]>(this.transitions)) {
      for (const to of targets) lines.push(`  ${from} --> ${to}`);
      if (targets.length === 0) lines.push(`  ${from} --> [*]`);
    }
    return ['stateDiagram-v2', ...lines].join('\n');
  }
}
