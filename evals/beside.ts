import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from './command.ts'
import { InfrastructureError } from './infrastructure.ts'
import type { Report } from './report.ts'
import type { SuiteResult } from './suite.ts'

/** So are fewer suites than this. */
const worthTwo = 8

/**
 * Suites that a second process runs, so that two cores are used: every other one where all of this is work of this machine. A server or a model
 * is asked by one process, which counts what it costs.
 */
export function besideOf(
  names: readonly string[],
  { tier, target, models, prompts, accept }: Command,
  isSecond: boolean,
): string[] {
  // The fast tier is over before a second process has read the catalogue.
  const alone =
    isSecond ||
    tier === 'fast' ||
    target !== undefined ||
    models.length > 0 ||
    prompts.length > 0 ||
    accept !== undefined
  return alone || names.length < worthTwo ? [] : names.filter((_, at) => at % 2 === 1)
}

/** Says in the second process that it is one: it starts no third. */
export const secondProcess = 'EVENTAIL_EVALS_SECOND'

export async function runBeside(suites: readonly string[], { out, trials }: Command): Promise<SuiteResult[]> {
  const folder = join(out, 'beside')
  const args = [...suites, '--trials', String(trials), '--out', folder]
  const code = await new Promise<number | null>((ended, failed) => {
    const child = spawn(process.execPath, [process.argv[1]!, ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, [secondProcess]: '1' },
    })
    child.once('error', failed).once('close', ended)
  })
  try {
    return (JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as Report).suites
  } catch (cause) {
    throw new InfrastructureError(`The second process ended with ${code} and left no report.`, { cause })
  }
}
