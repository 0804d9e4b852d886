const SHOWN = 5;

/** A few names for somebody who asked for one that does not exist: those of the same first word, else the first of all. */
export function similarNames(asked: string, names: readonly string[]): string[] {
  const wordOf = (name: string) => name.split('.')[0]!.toLowerCase().replace(/s$/, '');
  const ordered = [...names].sort();
  const akin = ordered.filter((name) => wordOf(name) === wordOf(asked));
  return (akin.length > 0 ? akin : ordered).slice(0, SHOWN);
}
