import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { sha256OfFile } from '../../backup-command.ts'
import { readAppVersion } from '../../read-sources.ts'
import { type InstalledPackage, installationOf, productionPackages } from './packages.ts'

/**
 * `npm run release`: one archive for a machine without a registry, of this platform: sources, the packages that a service needs and Node among them,
 * the list of their parts (CycloneDX) and their licences. Beside it, its SHA-256.
 */
const root = resolve(import.meta.dirname, '../../..')
const name = `eventail-${readAppVersion()}-${process.platform}-${process.arch}`
const out = join(root, 'dist')
const staging = mkdtempSync(join(tmpdir(), 'eventail-release-'))
const folder = join(staging, 'eventail')

try {
  mkdirSync(out, { recursive: true })
  const packages = productionPackages(root)
  for (const file of sources()) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    cpSync(join(root, file), join(folder, file))
  }
  for (const { path } of packages) {
    cpSync(join(installationOf(root), 'node_modules', path), join(folder, 'node_modules', path), {
      recursive: true,
      // What is nested in it is a package of its own, or one that only development uses.
      filter: (source) => !source.endsWith('/node_modules'),
    })
  }
  writeFileSync(join(folder, 'sbom.cdx.json'), npm('sbom', '--omit=dev', '--sbom-format=cyclonedx'))
  writeFileSync(join(folder, 'THIRD-PARTY.md'), thirdParty(packages))
  const archive = join(out, `${name}.tar.gz`)
  const parameters = ['--sort=name', '--owner=0', '--group=0', '--numeric-owner', `--mtime=${dateOfSources()}`]
  execFileSync('tar', [...parameters, '-czf', archive, '-C', staging, 'eventail'])
  const digest = await sha256OfFile(archive)
  writeFileSync(`${archive}.sha256`, `${digest}  ${name}.tar.gz\n`)
  console.log(`${archive}: ${packages.length} packages.\nsha256 ${digest}`)
  console.log('There: sha256sum -c, tar -xzf, cd eventail && node_modules/node/bin/node src/node.ts')
} finally {
  rmSync(staging, { recursive: true, force: true })
}

/** What a service runs on: no test, no evaluation, no training set. */
function sources(): string[] {
  return git('ls-files')
    .split('\n')
    .filter((file) => file && !file.startsWith('evals/') && !/\.test\.ts$|\/fixtures\/|screenshot/.test(file))
}

function thirdParty(packages: readonly InstalledPackage[]): string {
  const parts = packages.map(
    ({ name: one, version, licence, texts }) =>
      `## ${one} ${version}\n\n${licence}\n${texts.map((text) => `\n\`\`\`\n${text.trim()}\n\`\`\`\n`).join('')}`,
  )
  return `# What others wrote\n\nPackages in this archive, each with its licence as it came.\n\n${parts.join('\n')}`
}

function git(...parameters: string[]): string {
  return execFileSync('git', parameters, { cwd: root, encoding: 'utf8', maxBuffer: 16_000_000 })
}

function npm(...parameters: string[]): string {
  return execFileSync('npm', parameters, { cwd: installationOf(root), encoding: 'utf8', maxBuffer: 64_000_000 })
}

/** The same sources make the same archive. */
function dateOfSources(): string {
  return git('log', '-1', '--format=%cI').trim()
}
