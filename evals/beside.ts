import { spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from './command.ts'
import { InfrastructureError } from './infrastructure.ts'
import type { Report } from './report.ts'
import type { SuiteResult } from './suite.ts'

/** So are fewer suites than this. */
const worthTwo = 8

/**
 * Whether a second process runs some of the suites, so that two cores are used: where all of this is work of this machine. A server or a model
 * is asked by one process, which counts what it costs.
 */
export function isWorthTwo(
  names: readonly string[],
  { tier, target, models, prompts, accept }: Pick<Command, 'tier' | 'target' | 'models' | 'prompts' | 'accept'>,
): boolean {
  // The fast tier is over before a second process has read the catalogue.
  const local = target === undefined && models.length === 0 && prompts.length === 0 && accept === undefined
  return local && tier === 'full' && names.length >= worthTwo
}

/** Says in the second process that it is one, and where suites are claimed: it starts no third. */
export const secondProcess = 'EVENTAIL_EVALS_SECOND'

/**
 * Two processes go through the suites, one from the first and one from the last, and each runs those that the other has not begun: they end
 * together, whatever each suite takes on this machine today.
 */
export function claimsIn(folder: string): (suite: string) => boolean {
  return (suite) => {
    try {
      closeSync(openSync(join(folder, suite), 'wx'))
      return true
    } catch {
      return false
    }
  }
}

/** An empty folder for them. */
export function newClaims(out: string): string {
  const folder = join(out, 'beside', 'claims')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  return folder
}

export async function runBeside(
  suites: readonly string[],
  claims: string,
  { out, trials }: Command,
): Promise<SuiteResult[]> {
  const folder = join(out, 'beside')
  rmSync(join(folder, 'report.json'), { force: true })
  const args = [...suites, '--trials', String(trials), '--out', folder]
  const code = await new Promise<number | null>((ended, failed) => {
    const child = spawn(process.execPath, [process.argv[1]!, ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, [secondProcess]: claims },
    })
    child.once('error', failed).once('close', ended)
  })
  try {
    return (JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as Report).suites
  } catch (cause) {
    throw new InfrastructureError(`The second process ended with ${code} and left no report.`, { cause })
  }
}
