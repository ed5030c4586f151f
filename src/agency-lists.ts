import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type AgencyLists, type ListProblem, readAgencyList } from '../guardrails/agency-terms.ts'
import type { Policy } from '../guardrails/policy.ts'
import { ConfigError } from './config.ts'

/** The files of an agency's folder, each owned by whoever knows: absent ones are empty. */
const files = { 'places.txt': 'pass', 'schools.txt': 'pass', 'employers.txt': 'pass', 'mask.txt': 'mask' } as const
type File = keyof typeof files

/** A larger file is refused unread: no list of ours is a tenth of it. */
const mostBytes = 2_000_000

/**
 * The policy with the lists of a folder, read again when a file has changed: a mistake there keeps the lists that stood, and is told with its file
 * and line. At the start it throws ConfigError.
 */
export function policyWithLists(
  base: Policy,
  folder: string,
  { now, onRefused }: { now: () => number; onRefused: (problem: string) => void },
): () => Policy {
  let stamp = stampOf(folder)
  let policy = withLists(base, folder)
  let looked = now()
  return () => {
    if (now() - looked < lookEveryMs) return policy
    looked = now()
    try {
      const found = stampOf(folder)
      if (found === stamp) return policy
      stamp = found
      policy = withLists(base, folder)
    } catch (error) {
      onRefused(error instanceof ConfigError ? error.message : 'AGENCY_LISTS: the folder cannot be read.')
    }
    return policy
  }
}

/** How long a change may take to be seen. */
const lookEveryMs = 1_000

function withLists(base: Policy, folder: string): Policy {
  const lists: Record<keyof AgencyLists, string[]> = { pass: [], mask: [] }
  for (const file of Object.keys(files) as File[]) lists[files[file]].push(...termsOf(folder, file))
  return { ...base, lists }
}

function termsOf(folder: string, file: File): string[] {
  const size = statOf(folder, file)?.size
  if (size === undefined) return []
  if (size > mostBytes) throw new ConfigError(`AGENCY_LISTS: ${file} is larger than ${mostBytes} bytes.`)
  const terms = readAgencyList(files[file], readFileSync(join(folder, file), 'utf8'))
  if (Array.isArray(terms)) return terms
  throw new ConfigError(`AGENCY_LISTS: ${file}, line ${terms.line}: ${refusals[terms.because]}.`)
}

const refusals: Record<ListProblem['because'], string> = {
  'too-short': 'a term has three letters at least',
  'too-long': 'a term has eighty characters at most',
  'too-many': 'the list holds too many terms',
  'everyday-word': 'an everyday word alone would be masked in each message',
  'first-name': 'a first name alone would let everybody of that name through',
}

/** Changes when a file does. */
const stampOf = (folder: string): string => {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new ConfigError('AGENCY_LISTS: there is no such folder.')
  return (Object.keys(files) as File[])
    .map((file) => statOf(folder, file))
    .map((stat) => (stat ? `${stat.mtimeMs} ${stat.size}` : '-'))
    .join(' ')
}

const statOf = (folder: string, file: File) => statSync(join(folder, file), { throwIfNoEntry: false })
