import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { repositoryRoot } from './imports';

export interface Source {
  /** From the root of the repository. */
  readonly path: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
}

/** What the laws of the source are about; generated files follow their generator's taste. */
export const shippedFolders = ['src', 'migrations'];
export const allFolders = [...shippedFolders, 'tests', 'scripts', 'bench', 'demo', 'dashboard'];
const generated = /^tests\/generated\//;

export function sourceOf(path: string, text: string): Source {
  return { path, text, tree: ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true) };
}

/** The code of these folders, as far as they exist. */
export function sourcesIn(folders: readonly string[]): Source[] {
  return codePaths(folders).map((path) => sourceOf(path, readFileSync(join(repositoryRoot, path), 'utf8')));
}

export function codePaths(folders: readonly string[]): string[] {
  return pathsIn(folders).filter((path) => /\.(ts|tsx|cjs|mjs|js)$/.test(path));
}

export function pathsIn(folders: readonly string[]): string[] {
  return folders
    .filter((folder) => existsSync(join(repositoryRoot, folder)))
    .flatMap((folder) => readdirSync(join(repositoryRoot, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(repositoryRoot.length + 1))
    .filter((path) => !generated.test(path) && !/(^|\/)(node_modules|dist)\//.test(path))
    .sort();
}

export const isTest = (path: string) => /\.test\.tsx?$/.test(path) || path.startsWith('tests/');

/** Every node of a file, from the outside in. */
export function nodesOf(root: ts.Node): ts.Node[] {
  const nodes = [root];
  // The list grows while it is walked, so that no depth of nesting is too deep for the stack.
  for (const node of nodes) node.forEachChild((child) => void nodes.push(child));
  return nodes;
}

export function lineOf(source: Source, node: ts.Node): number {
  return source.tree.getLineAndCharacterOfPosition(node.getStart()).line + 1;
}

/** "src/kernel/clock.ts:12" */
export function placeOf(source: Source, node: ts.Node): string {
  return `${source.path}:${lineOf(source, node)}`;
}

/** The files of ours that a file runs when it is loaded: what it imports or exports from, types left out. */
export function valueImportsOf({ path, tree }: Source): string[] {
  return tree.statements.flatMap((statement) => {
    const isImport = ts.isImportDeclaration(statement) && statement.importClause?.phaseModifier !== ts.SyntaxKind.TypeKeyword;
    const isExport = ts.isExportDeclaration(statement) && !statement.isTypeOnly;
    const from = isImport || isExport ? statement.moduleSpecifier : undefined;
    if (!from || !ts.isStringLiteral(from) || !from.text.startsWith('.')) return [];
    const target = join(dirname(path), from.text);
    return [`${target}.ts`, `${target}/index.ts`];
  });
}
