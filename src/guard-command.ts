import { once } from 'node:events'
import { createReadStream, existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { parseArgs } from 'node:util'
import { type FindingKind, findingKinds } from '../guardrails/finding.ts'
import { guard, type Verdict } from '../guardrails/guard.ts'
import { createPlaceholders } from '../guardrails/placeholders.ts'
import { defaultPolicy, type Policy } from '../guardrails/policy.ts'
import { ConfigError } from './config.ts'
import { readPolicy } from './read-policy.ts'

export interface GuardCommand {
  stdin: Readable
  stdout: Writable
  complain: (line: string) => void
}

const usage = `npm run guard -- FILE… [--policy FILE] [--only ${findingKinds.join('|')}] [--json]
Reads text, a line at a time (.jsonl: the field "text" of each line; "-": standard input), and writes it redacted.
Ends with 1 where a line was stopped, with 2 where it could not go on.`

/** The guard alone, over files: each line is a message, and one person keeps one placeholder through a file. Returns the exit code. */
export async function guardCommand(
  args: readonly string[],
  { stdin, stdout, complain }: GuardCommand,
): Promise<number> {
  try {
    const { files, policy, only, json } = readArguments(args)
    let stopped = 0
    for (const file of files) {
      const placeholders = createPlaceholders()
      const isLines = file.endsWith('.jsonl')
      const input = file === '-' ? stdin : createReadStream(file, 'utf8')
      let line = 0
      for await (const written of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
        line += 1
        if (written === '' && !isLines) {
          if (!json) stdout.write('\n')
          continue
        }
        const text = isLines ? textOf(written, `${file}, line ${line}`) : written
        const verdict = guard(text, policy, { locale: 'fr', placeholders, only })
        if (verdict.action === 'block') stopped += 1
        const told = json || isLines ? asJson(file, line, verdict) : asText(verdict)
        // A slow reader is waited for: the file is never held in memory.
        if (!stdout.write(`${told}\n`)) await once(stdout, 'drain')
      }
    }
    return stopped > 0 ? 1 : 0
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    complain(error.message)
    return 2
  }
}

function readArguments(args: readonly string[]) {
  const options = {
    policy: { type: 'string' },
    only: { type: 'string', multiple: true },
    json: { type: 'boolean' },
  } as const
  let given: ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>
  try {
    given = parseArgs({ args: [...args], options, allowPositionals: true })
  } catch {
    throw new ConfigError(usage)
  }
  const { positionals: files, values } = given
  const kinds = values.only?.map((kind) => findingKinds.find((known) => known === kind))
  if (files.length === 0 || kinds?.includes(undefined)) throw new ConfigError(usage)
  const missing = files.find((file) => file !== '-' && !existsSync(file))
  if (missing !== undefined) throw new ConfigError(`There is no file ${missing}.`)
  return {
    files,
    policy: (values.policy ? readPolicy(values.policy, defaultPolicy) : defaultPolicy) satisfies Policy,
    only: kinds && new Set(kinds as FindingKind[]),
    json: values.json ?? false,
  }
}

function textOf(line: string, where: string): string {
  try {
    const value: unknown = JSON.parse(line)
    if (typeof value === 'object' && value !== null && 'text' in value && typeof value.text === 'string')
      return value.text
  } catch {
    // Told below, without what the line holds.
  }
  throw new ConfigError(`${where}: not a JSON object with a "text".`)
}

/** Nothing of a stopped text is written. */
const asText = (verdict: Verdict): string =>
  verdict.action === 'block'
    ? `[${[...new Set(verdict.findings.map(({ type }) => type))].join(', ') || verdict.because}]`
    : verdict.text

const asJson = (file: string, line: number, { action, text, findings }: Verdict): string =>
  JSON.stringify({
    file,
    line,
    action,
    redacted: text,
    findings: findings.map(({ type, start, end }) => ({ type, start, end })),
  })

if (import.meta.main) {
  process.exitCode = await guardCommand(process.argv.slice(2), {
    stdin: process.stdin,
    stdout: process.stdout,
    complain: (line) => process.stderr.write(`${line}\n`),
  })
}
