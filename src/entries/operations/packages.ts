import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

export interface InstalledPackage {
  name: string
  version: string
  licence: string
  /** Below node_modules, with its own name: "@scope/name", "one/node_modules/other". */
  path: string
  /** The texts that its licence asks to pass on. */
  texts: string[]
}

/** Where packages were installed: the folder of package.json, of which node_modules may be a link. */
export const installationOf = (root: string): string => dirname(realpathSync(join(root, 'node_modules')))

/** What a service needs to run: the dependencies of package.json and theirs, as Node finds them. */
export function productionPackages(root: string): InstalledPackage[] {
  const installation = installationOf(root)
  const found = new Set<string>()
  const visit = (folder: string, names: readonly string[]): void => {
    for (const name of names) {
      const at = resolved(installation, folder, name)
      if (!at || found.has(at)) continue
      found.add(at)
      const { dependencies, optionalDependencies, peerDependencies } = manifest(at)
      visit(at, Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies }))
    }
  }
  visit(installation, Object.keys(manifest(root).dependencies ?? {}))
  return [...found].sort().map((folder) => read(folder, relative(join(installation, 'node_modules'), folder)))
}

/** In the nearest node_modules, upwards; undefined for what this platform does not need. */
function resolved(installation: string, from: string, name: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const at = join(folder, 'node_modules', name)
    if (existsSync(join(at, 'package.json'))) return at
    if (folder === installation || folder === dirname(folder)) return undefined
  }
}

interface Manifest {
  name: string
  version: string
  license?: string | { type: string }
  licenses?: { type: string }[]
  dependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
}

const manifest = (folder: string): Manifest => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))

function read(folder: string, path: string): InstalledPackage {
  const { name, version, license, licenses } = manifest(folder)
  const said = license ?? licenses?.map(({ type }) => type).join(' OR ')
  return {
    name,
    version,
    licence: (typeof said === 'object' ? said.type : said) ?? 'unknown',
    path,
    texts: readdirSync(folder)
      .filter((file) => /^(licen[cs]e|notice|copying)/i.test(file))
      .map((file) => readFileSync(join(folder, file), 'utf8')),
  }
}
