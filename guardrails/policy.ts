import type { AgencyLists } from './agency-terms.ts'
import { sha256 } from './digest.ts'
import { type FindingKind, type FindingType, findingTypes, kindOf, type Locale } from './finding.ts'
import { findings } from './findings/findings.ts'

/** What a finding of one type leads to, who answers for it, and what the counsellor is told. */
export interface TypePolicy {
  /** `cut`: the stretch is taken out, `[…]`; the text does not go on where nothing but sensitive data was said. */
  action: 'alert' | 'cut' | 'block'
  owner: string
  advice: Record<Locale, string>
}

export interface Policy {
  /** Longest text that is read, in code points. */
  limit: number
  types: Record<FindingType, TypePolicy>
  /** What an agency knows of its own surroundings, one term each. */
  lists: AgencyLists
}

/** A wish of the overlay that was not granted; `pointer` is a JSON pointer into the overlay. */
export interface PolicyProblem {
  pointer: string
  because: 'loosens' | 'unknown' | 'malformed'
}

const actions: Readonly<Record<FindingKind, TypePolicy['action']>> = {
  personal: 'alert',
  story: 'cut',
  conduct: 'block',
  injection: 'block',
}

/** The legal core, which an agency may only tighten: what each type says in findings/. */
export const defaultPolicy: Policy = {
  limit: 8000,
  types: /* @__PURE__ */ Object.fromEntries(
    findingTypes.map((type): [FindingType, TypePolicy] => {
      const { owner, advice } = findings[type]
      return [type, { action: actions[kindOf(type)], owner, advice }]
    }),
  ) as Policy['types'],
  lists: { pass: [], mask: [] },
}

/** Version of the recognisers and their word lists, recorded in each turn beside `policyVersion`. */
export const guardrailsVersion = '1.0.0'

/** Names the policy by its content: the same for the same rules, whatever the order of their keys. */
export function policyVersion(policy: Policy): string {
  const known = versions.get(policy)
  if (known) return known
  const version = `sha256:${sha256(canonical(policy))}`
  versions.set(policy, version)
  return version
}
const versions = new WeakMap<Policy, string>()

/**
 * Lays an agency's file over a policy. It may turn alerts into blocks, shorten the limit, word its own advice and name
 * its owners; whatever would loosen the base, or is not understood, is left out and returned as a problem.
 */
export function tighten(base: Policy, overlay: unknown): { policy: Policy; problems: PolicyProblem[] } {
  const problems: PolicyProblem[] = []
  const policy: Policy = { ...base, types: { ...base.types } }
  const refuse: Refuse = (pointer, because) => void problems.push({ pointer, because })
  eachEntry(overlay, '', refuse, {
    limit(value) {
      if (typeof value !== 'number' || !Number.isInteger(value) || value < 1) refuse('/limit', 'malformed')
      else if (value > base.limit) refuse('/limit', 'loosens')
      else policy.limit = value
    },
    types(value) {
      if (!isRecord(value)) refuse('/types', 'malformed')
      for (const [type, wish] of Object.entries(isRecord(value) ? value : {})) {
        if (!isFindingType(type)) refuse(`/types/${type}`, 'unknown')
        else policy.types[type] = tightenType(base.types[type], wish, `/types/${type}`, refuse)
      }
    },
  })
  return { policy, problems }
}

type Refuse = (pointer: string, because: PolicyProblem['because']) => void

/** Hands each entry of an object to who takes its key; other keys, and what is no object, are refused. */
function eachEntry(
  value: unknown,
  pointer: string,
  refuse: Refuse,
  takers: Readonly<Record<string, (value: unknown, pointer: string) => void>>,
): void {
  if (!isRecord(value)) refuse(pointer, 'malformed')
  for (const [key, inner] of Object.entries(isRecord(value) ? value : {})) {
    const take = Object.hasOwn(takers, key) ? takers[key] : undefined
    if (take) take(inner, `${pointer}/${key}`)
    else refuse(`${pointer}/${key}`, 'unknown')
  }
}

function tightenType(base: TypePolicy, wish: unknown, pointer: string, refuse: Refuse): TypePolicy {
  const rule = { ...base, advice: { ...base.advice } }
  const word =
    (put: (text: string) => void) =>
    (value: unknown, at: string): void => {
      if (typeof value === 'string' && value.trim()) put(value)
      else refuse(at, 'malformed')
    }
  eachEntry(wish, pointer, refuse, {
    action(value, at) {
      if (value === 'block') rule.action = 'block'
      else if (value !== base.action) refuse(at, /^(?:alert|cut|pass)$/.test(String(value)) ? 'loosens' : 'malformed')
    },
    owner: word((owner) => {
      rule.owner = owner
    }),
    advice: (value, at) =>
      eachEntry(value, at, refuse, {
        fr: word((text) => {
          rule.advice.fr = text
        }),
        en: word((text) => {
          rule.advice.en = text
        }),
      }),
  })
  return rule
}

const isFindingType = (type: string): type is FindingType => (findingTypes as readonly string[]).includes(type)

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function canonical(value: unknown): string {
  if (!isRecord(value)) return JSON.stringify(value)
  const entries = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`)
  return `{${entries.join(',')}}`
}
