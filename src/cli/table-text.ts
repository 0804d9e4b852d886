type Cell = string | null;

/** Rows under a heading, in columns as wide as they need to be. */
export function tableText(headings: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const lines = [headings, ...rows].map((row) => row.map((cell) => cell ?? '-'));
  const widths = headings.map((_heading, column) => Math.max(...lines.map((line) => line[column]!.length)));
  return lines.map((line) => line.map((cell, column) => cell.padEnd(widths[column]!)).join('  ').trimEnd()).join('\n');
}
