import ts from 'typescript';
import { isTest, nodesOf, placeOf, type Source } from './sources';

/** Something that code may do only in its homes; everywhere else `instead` says what to use. */
export interface Ban {
  readonly law: string;
  readonly instead: string;
  readonly finds: (node: ts.Node) => boolean;
  /** The folders that it is about; tests are never meant. */
  readonly within: readonly string[];
  /** Paths, or beginnings of paths that end in * or /, each with its reason. */
  readonly homes: Readonly<Record<string, string>>;
}

/** The places where a file does what it may not. */
export function breachesOf(ban: Ban, source: Source): string[] {
  const isMeant = ban.within.some((folder) => source.path.startsWith(folder)) && !isTest(source.path);
  if (!isMeant || Object.keys(ban.homes).some((home) => livesIn(source.path, home))) return [];
  return usesIn(ban, source);
}

export function usesIn(ban: Ban, source: Source): string[] {
  return nodesOf(source.tree).filter(ban.finds).map((node) => `${placeOf(source, node)} ${firstLine(node)}`);
}

export function livesIn(path: string, home: string): boolean {
  return home.endsWith('/') || home.endsWith('*') ? path.startsWith(home.replace(/\*$/, '')) : path === home;
}

const firstLine = (node: ts.Node) => node.getText().split('\n')[0]!.slice(0, 100);

/** `Date.now`, `process.env`: an access to a member of a global object. */
export function isMember(node: ts.Node, object: string, ...members: readonly string[]): boolean {
  return ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === object && members.includes(node.name.text);
}

/** A name that is used or imported, and not merely the name of somebody's property. */
export function isName(node: ts.Node, ...names: readonly string[]): boolean {
  if (!ts.isIdentifier(node) || !names.includes(node.text)) return false;
  const isProperty = ts.isPropertyAccessExpression(node.parent) && node.parent.name === node;
  return !isProperty && !ts.isPropertyAssignment(node.parent) && !ts.isPropertySignature(node.parent) && !ts.isMethodDeclaration(node.parent);
}

export function isPropertyNamed(node: ts.Node, ...names: readonly string[]): boolean {
  return ts.isPropertyAccessExpression(node) && names.includes(node.name.text);
}

/** The last word of what an expression names: `line.total.amountMinor` is `amountMinor`. */
export function lastWord(node: ts.Node): string {
  if (ts.isIdentifier(node)) return node.text;
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  if (ts.isNonNullExpression(node) || ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) return lastWord(node.expression);
  return '';
}
