type Cell = string | number | bigint | null;

/**
 * A table as CSV (RFC 4180), for people's spreadsheets too: a text that one of them would take for a formula gets an apostrophe in front
 * (OWASP, "CSV injection"), so that what somebody typed as a name does nothing on another's machine. Numbers stay as they are.
 */
export function csvText(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${row.map(cellText).join(',')}\r\n`).join('');
}

function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return cell.toString();
  // The full-width signs are read as the plain ones by spreadsheets in East Asian locales.
  const harmless = /^[\s]*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]|^\s|\s$/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
