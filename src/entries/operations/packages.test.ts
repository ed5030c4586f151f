import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { productionPackages } from './packages.ts'

const root = resolve(import.meta.dirname, '../../..')
const tracked = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).split('\n').filter(Boolean)

/** Licences that let an agency run, change and pass on the whole, with the notices kept. */
const allowed = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC-BY-4.0',
  'ISC',
  'MIT',
  'MPL-2.0',
  'Python-2.0',
  'Unlicense',
])

describe('what a service is made of', () => {
  it('has a licence that lets it be passed on, each package of it', () => {
    const packages = productionPackages(root)
    expect(packages.length).toBeGreaterThan(50)
    expect(packages.map(({ name }) => name)).toEqual(expect.arrayContaining(['hono', 'kysely', 'node', 'pg']))
    const others = packages.filter(
      ({ licence }) =>
        !licence
          .replaceAll(/[()]/g, '')
          .split(/ OR /)
          .some((one) => allowed.has(one)),
    )
    expect(others.map(({ name, licence }) => `${name}: ${licence}`)).toEqual([])
  }, 60_000)
})

/** After the rules of gitleaks: what begins like a secret that somebody issued, or is a private key. */
const secrets = [
  /-----BEGIN (?:RSA |EC |OPENSSH )?PRIVATE KEY-----\s+[A-Za-z0-9+/]/,
  /\bAKIA[0-9A-Z]{16}\b/,
  /\bsk-(?:proj-)?[A-Za-z0-9_-]{32,}\b/,
  /\bgh[pousr]_[A-Za-z0-9]{36}\b/,
  /\bnpm_[A-Za-z0-9]{36}\b/,
  /\bxox[abprs]-[A-Za-z0-9-]{20,}\b/,
  /\beyJ[A-Za-z0-9_-]{20,}\.eyJ[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,}\b/,
  /\b(?:postgres(?:ql)?|https?):\/\/[^\s:/@'"`]+:(?!server@|owner@|…|\$)[^\s:/@'"`$]{8,}@(?!127\.|localhost)/,
]
const found = (text: string): boolean => secrets.some((secret) => secret.test(text))

describe('the sources', () => {
  it('hold no secret', () => {
    const texts = tracked.filter((file) => existsSync(join(root, file)) && !/\.(png|gz|woff2?)$/.test(file))
    expect(texts.length).toBeGreaterThan(300)
    expect(texts.filter((file) => found(readFileSync(join(root, file), 'utf8')))).toEqual([])
    const planted = [
      `AKIA${'Z'.repeat(16)}`,
      `sk-proj-${'a1'.repeat(20)}`,
      `-----BEGIN ${'PRIVATE KEY'}-----\nMIIE`,
      `postgresql://${'eventail'}:${'a-real-password'}@db.example/eventail`,
    ]
    expect(planted.filter(found)).toEqual(planted)
  })

  it('hold a unit that systemd understands', ({ skip }) => {
    const analyze = '/usr/bin/systemd-analyze'
    if (!existsSync(analyze)) return skip()
    const folder = mkdtempSync(join(tmpdir(), 'eventail-unit-'))
    const unit = readFileSync(join(import.meta.dirname, 'eventail.service'), 'utf8')
    // Where the release is not unpacked, its program is missing.
    writeFileSync(join(folder, 'eventail.service'), unit.replace(/^ExecStart=\S+/m, 'ExecStart=/bin/true'))
    const verified = execFileSync(analyze, ['verify', join(folder, 'eventail.service')], { encoding: 'utf8' })
    rmSync(folder, { recursive: true })
    expect(verified).toBe('')
  })

  it('hold a site that nginx understands', ({ skip }) => {
    if (!existsSync('/usr/sbin/nginx')) return skip()
    const folder = mkdtempSync(join(tmpdir(), 'eventail-nginx-'))
    const site = readFileSync(join(import.meta.dirname, 'nginx.conf'), 'utf8').replace(
      '127.0.0.1:8080',
      `unix:${folder}/socket`,
    )
    writeFileSync(
      join(folder, 'nginx.conf'),
      `pid ${folder}/pid; error_log ${folder}/log; events {} http { access_log off; ${site} }`,
    )
    execFileSync('/usr/sbin/nginx', ['-t', '-q', '-c', join(folder, 'nginx.conf'), '-p', folder], { stdio: 'pipe' })
    rmSync(folder, { recursive: true })
  })
})
