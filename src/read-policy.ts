import { readFileSync } from 'node:fs'
import { type Policy, tighten } from '../guardrails/policy.ts'
import { ConfigError } from './config.ts'

/** Reads POLICY_FILE, which may tighten the guard's policy and never loosen it. Throws ConfigError naming what it refuses. */
export function readPolicy(path: string, base: Policy): Policy {
  const { policy, problems } = tighten(base, readJson(path))
  const [problem] = problems
  if (problem) throw new ConfigError(`POLICY_FILE: at ${problem.pointer || '/'}, ${refusals[problem.because]}.`)
  return policy
}

const refusals = {
  loosens: 'the legal core can only be tightened',
  unknown: 'there is no such setting',
  malformed: 'the value is not understood',
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    throw new ConfigError('POLICY_FILE: the file cannot be read as JSON.', { cause })
  }
}
