/** A fenced block of a page. */
export interface Block {
  readonly language: string;
  /** The word behind the language, which readers do not see: who asks, for GraphQL. */
  readonly word: string;
  readonly text: string;
}

/** The fenced blocks of a page, in its order. */
export function blocksOf(page: string): Block[] {
  return [...page.matchAll(/^```(\w*) *(\w*)\n([\s\S]*?)^```$/gm)].map(([, language = '', word = '', text = '']) => ({ language, word, text }));
}

/** The page without its fenced blocks: what is said between them. */
export function proseOf(page: string): string {
  return page.replaceAll(/^```[\s\S]*?^```$/gm, '');
}

/** What stands between backticks in a line. */
export function codeSpansOf(page: string): string[] {
  return [...proseOf(page).matchAll(/`([^`\n]+)`/g)].map((match) => match[1]!);
}

/** Where the links of a page lead, inside this repository: `docs/words.md#anchor`. */
export function linksOf(page: string): string[] {
  return [...proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1]!).filter((link) => !/^\w+:/.test(link));
}

/** The anchors of a page's headings, made as GitHub makes them. */
export function anchorsOf(page: string): string[] {
  const headings = [...proseOf(page).matchAll(/^#+ +(.*)$/gm)].map((match) => match[1]!);
  return headings.map((heading) => heading.toLowerCase().replaceAll(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-'));
}

/** The rows of the table whose heading begins with `first`, cell by cell, backticks included. */
export function tableOf(page: string, first: string): string[][] {
  const lines = page.split('\n');
  const heading = lines.findIndex((line) => line.startsWith(`| ${first} |`));
  if (heading < 0) throw new Error(`there is no table whose first column is "${first}"`);
  const rest = lines.slice(heading + 2);
  const end = rest.findIndex((line) => !line.startsWith('|'));
  return rest.slice(0, end < 0 ? rest.length : end).map((line) => line.slice(1, -1).split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|')));
}

/** The commands of a shell block: one a line, unless the line ends with a backslash or inside quotes. */
export function commandsOf(text: string): string[] {
  const commands: string[] = [];
  let open = '';
  for (const line of text.split('\n')) {
    open += open === '' ? line : `\n${line}`;
    if (open.endsWith('\\') || (open.split("'").length - 1) % 2 === 1) continue;
    if (open.trim() !== '') commands.push(open);
    open = '';
  }
  if (open !== '') throw new Error(`this command does not end: ${open}`);
  return commands;
}
