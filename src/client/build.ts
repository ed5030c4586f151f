import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { transform } from 'esbuild'
import type { ApiDocument } from '../http/describe-api.ts'
import { callsOf } from './operations.ts'
import { pythonTypes } from './python-types.ts'
import { typescriptTypes } from './typescript-types.ts'

const here = import.meta.dirname

/**
 * The clients, made from the document of the contract: what belongs in an npm package of no dependencies (`client.js`, `client.d.ts`,
 * `package.json`), and the one file that Python needs. Ours and not a generator's: openapi-typescript refuses TypeScript 7, and one walk
 * over the schemas serves both languages.
 */
export async function buildClients(document: ApiDocument, version: string): Promise<Record<ClientFile, string>> {
  const [runtime, python] = await Promise.all(
    ['runtime.ts', 'eventail.py'].map((file) => readFile(join(here, file), 'utf8')),
  )
  const { code } = await transform(runtime!, { loader: 'ts', format: 'esm', target: 'es2022' })
  const operations = Object.fromEntries(callsOf(document).map(({ name, call }) => [name, call]))
  const { types, methods } = pythonTypes(document)
  return {
    'client.js': `${code.replace(/^export \{[^}]*\};?\n/m, '')}
const operations = ${JSON.stringify(operations, null, 1)}
const createEventail = (options) => createClient(operations, options)
export { createEventail, EventailProblem }
`,
    'client.d.ts': typescriptTypes(document),
    'package.json': `${JSON.stringify(packageOf(version), null, 2)}\n`,
    'eventail.py': python!.replace('# types\n', `${types}\n`).replace('# methods\n', methods),
  }
}

export type ClientFile = 'client.js' | 'client.d.ts' | 'package.json' | 'eventail.py'

const packageOf = (version: string) => ({
  name: 'eventail',
  version,
  description: 'The client of Éventail: several options with their reasons, and a person who decides.',
  license: 'Apache-2.0',
  type: 'module',
  sideEffects: false,
  exports: { './client': { types: './client.d.ts', default: './client.js' } },
  files: ['client.js', 'client.d.ts'],
})
