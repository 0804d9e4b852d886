import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Beside src, and beside dist/src in what was built. */
const ASSETS = join(__dirname, '..', '..', 'assets');

/** Our own, in assets/. */
const ownFiles = ['pages.css', 'graphiql-start.js', 'sandbox-start.js'] as const;

/** Name for the browser -> the package that brings it, and where it lies there. */
const vendored = {
  'graphiql.min.js': ['graphiql', 'graphiql.min.js'],
  'graphiql.min.css': ['graphiql', 'graphiql.min.css'],
  'react.production.min.js': ['react', 'umd/react.production.min.js'],
  'react-dom.production.min.js': ['react-dom', 'umd/react-dom.production.min.js'],
  'graphql-ws.min.js': ['graphql-ws', 'umd/graphql-ws.min.js'],
} as const;

export type BrowserFile = (typeof ownFiles)[number] | keyof typeof vendored;

export const browserFiles = [...ownFiles, ...Object.keys(vendored)] as readonly BrowserFile[];

/** Where a file lies: in the assets of a build, else in its package, which only a development installation has. Null when neither is there. */
export function findBrowserFile(file: BrowserFile): string | null {
  const asset = join(ASSETS, file);
  if (existsSync(asset)) return asset;
  const inPackage = vendoredFiles().get(file);
  return inPackage !== undefined && existsSync(inPackage) ? inPackage : null;
}

/** The files of other packages, for the build to take along. */
export function vendoredFiles(): Map<string, string> {
  return new Map(
    Object.entries(vendored).flatMap(([file, [name, path]]) => {
      const folder = packageFolder(name);
      return folder ? [[file, join(folder, path)]] : [];
    }),
  );
}

function packageFolder(name: string): string | null {
  try {
    return dirname(require.resolve(`${name}/package.json`));
  } catch {
    // A production installation has no packages that only development needs.
    return null;
  }
}
