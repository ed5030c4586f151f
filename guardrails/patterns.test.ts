import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { check } from 'recheck'
import { describe, expect, it, vi } from 'vitest'

interface Pattern {
  source: string
  flags: string
  where: string
}

/** Where text of strangers is read: messages, and partners' files. */
const folders = ['.', '../src/catalogue/import', '../src/catalogue/deduplication']

describe('every pattern that reads what strangers wrote', () => {
  it('is proven to take linear time, whatever is typed', async () => {
    const patterns = new Map<string, Pattern>()
    for (const pattern of [...writtenPatterns(), ...(await builtPatterns())])
      patterns.set(`/${pattern.source}/${pattern.flags}`, pattern)
    expect(patterns.size).toBeGreaterThan(150)
    const unproven: string[] = []
    for (const [shown, { source, flags, where }] of patterns) {
      const verdict = await verdictOn(source, flags)
      if (verdict !== 'safe') unproven.push(`${where}: ${verdict} ${shown}`)
    }
    expect(unproven).toEqual([])
  }, 240_000)

  const known = join(import.meta.dirname, '../../shared/security/redos_gate_selftest.jsonl')
  it.skipIf(!existsSync(known))(
    'passes a gate that tells hostile patterns from safe ones (skipped without ../shared/security)',
    async () => {
      const lines = readFileSync(known, 'utf8').trim().split('\n')
      expect(lines).toHaveLength(16)
      for (const line of lines) {
        const { id, pattern, truth }: { id: string; pattern: string; truth: string } = JSON.parse(line)
        expect([id, await verdictOn(pattern, '')]).toEqual([id, truth])
      }
    },
    60_000,
  )
})

/** "safe", or how the time grows, or why nothing could be proven. */
async function verdictOn(source: string, flags: string): Promise<string> {
  const byAutomaton = await check(source, flags, { checker: 'automaton', timeout: 8_000, maxNFASize: 100_000 })
  const result = byAutomaton.status === 'unknown' ? await check(source, flags, { timeout: 8_000 }) : byAutomaton
  if (result.status === 'unknown') return `unknown (${result.error.kind})`
  return result.status === 'safe' ? 'safe' : result.complexity.type
}

/** Literals, by their source text. */
function writtenPatterns(): Pattern[] {
  return folders
    .flatMap((folder) =>
      readdirSync(join(import.meta.dirname, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
        join(folder, name),
      ),
    )
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .flatMap((name) =>
      literalsOf(readFileSync(join(import.meta.dirname, name), 'utf8')).map((literal) => ({ ...literal, where: name })),
    )
}

/** Patterns made from word lists when the modules load. */
async function builtPatterns(): Promise<Pattern[]> {
  const built: Pattern[] = []
  const Native = RegExp
  vi.stubGlobal(
    'RegExp',
    new Proxy(Native, {
      construct(target, [source, flags]: [string | RegExp, string?]) {
        const made = new target(source, flags)
        built.push({ source: made.source, flags: made.flags, where: 'built' })
        return made
      },
    }),
  )
  vi.resetModules()
  await import('./guard.ts')
  await import('./ground.ts')
  await import('./clean.ts')
  await import('../src/catalogue/deduplication/title.ts')
  const { lheo } = await import('../src/catalogue/import/lheo.ts')
  for await (const _ of lheo.read((async function* () {})(), {} as never)) break
  vi.unstubAllGlobals()
  return built
}

/** Regular expression literals of a TypeScript source without JSX: comments, strings and templates are stepped over. */
function literalsOf(code: string): { source: string; flags: string }[] {
  const found: { source: string; flags: string }[] = []
  const nesting: string[] = []
  let previous = ''
  for (let at = 0; at < code.length; ) {
    const rest = code.slice(at, at + 4_000)
    const character = code[at]!
    if (/\s/.test(character)) at++
    else if (rest.startsWith('//')) at = after(code, '\n', at)
    else if (rest.startsWith('/*')) at = after(code, '*/', at)
    else if (character === "'" || character === '"') {
      at = closing(code, at, character) + 1
      previous = 'value'
    } else if (character === '`' || (character === '}' && nesting.at(-1) === '`')) {
      if (character === '}') nesting.pop()
      at = templateEnd(code, at + 1)
      if (code[at - 1] === '{') nesting.push('`')
      previous = code[at - 1] === '{' ? '{' : 'value'
    } else if (/[\w$]/.test(character)) {
      const word = /^[\w$]+/.exec(rest)![0]
      previous = /^(?:return|typeof|case|in|of|do|else)$/.test(word) ? 'keyword' : 'value'
      at += word.length
    } else if (character === '/' && !['value', ')', ']'].includes(previous)) {
      const end = literalEnd(code, at)
      const flags = /^[a-z]*/.exec(code.slice(end + 1, end + 10))![0]
      found.push({ source: code.slice(at + 1, end), flags })
      at = end + 1 + flags.length
      previous = 'value'
    } else {
      if (character === '{') nesting.push('{')
      if (character === '}') nesting.pop()
      // "late[place]! / moment": what is sure not to be absent is a value still.
      const sure = character === '!' && ['value', ')', ']'].includes(previous) && code[at + 1] !== '='
      if (!sure) previous = character
      at++
    }
  }
  return found
}

const after = (code: string, mark: string, from: number): number => {
  const at = code.indexOf(mark, from)
  return at < 0 ? code.length : at + mark.length
}

function closing(code: string, from: number, quote: string): number {
  let at = from + 1
  while (at < code.length && code[at] !== quote) at += code[at] === '\\' ? 2 : 1
  return at
}

/** Just after the end of a template, or after the "${" that interrupts it. */
function templateEnd(code: string, from: number): number {
  let at = from
  while (at < code.length && code[at] !== '`' && !(code[at] === '$' && code[at + 1] === '{'))
    at += code[at] === '\\' ? 2 : 1
  return at + (code[at] === '`' ? 1 : 2)
}

function literalEnd(code: string, from: number): number {
  let inClass = false
  for (let at = from + 1; at < code.length; at++) {
    if (code[at] === '\\') at++
    else if (code[at] === '[') inClass = true
    else if (code[at] === ']') inClass = false
    else if (code[at] === '/' && !inClass) return at
  }
  throw new Error('A regular expression literal has no end.')
}
