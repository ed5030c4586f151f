import { readFileSync } from 'node:fs'
import { type Policy, tighten } from '../guardrails/policy.ts'
import { ConfigError } from './config.ts'
import { ApiKeys } from './http/authentication.ts'

/** Reads API_KEYS_FILE: a JSON list of {id, sha256, tenant, counsellor?}. Throws ConfigError, without anything of the file's content. */
export function readApiKeys(path: string): ApiKeys {
  const parsed = ApiKeys.safeParse(readJson(path, 'API_KEYS_FILE'))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new ConfigError(`API_KEYS_FILE: at /${issue!.path.join('/')}, ${issue!.message}.`)
}

/** Reads POLICY_FILE, which may tighten the guard's policy and never loosen it. Throws ConfigError naming what it refuses. */
export function readPolicy(path: string, base: Policy): Policy {
  const { policy, problems } = tighten(base, readJson(path, 'POLICY_FILE'))
  const [problem] = problems
  if (problem) throw new ConfigError(`POLICY_FILE: at ${problem.pointer || '/'}, ${refusals[problem.because]}.`)
  return policy
}

const refusals = {
  loosens: 'the legal core can only be tightened',
  unknown: 'there is no such setting',
  malformed: 'the value is not understood',
}

function readJson(path: string, setting: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    throw new ConfigError(`${setting}: the file cannot be read as JSON.`, { cause })
  }
}
