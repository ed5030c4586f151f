import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { Prompts } from './assistant/model.ts'
import { Field, type OwnCodes, Speciality } from './codes/codes.ts'
import { ConfigError } from './config.ts'
import { CourseStep } from './explanation/course.ts'
import { type Prompt, parsePrompt } from './need/prompt.ts'
import { StandardRequest } from './need/requests.ts'
import { Occupation } from './occupations/occupation.ts'

const root = new URL('../', import.meta.url)

/** What this repository says in data, read by entries and passed on as values. Each throws with the name of the file it cannot take. */
export function readOccupations(): Occupation[] {
  const told = Map.groupBy(readCoded('tellings.txt'), ({ code }) => code)
  const called = Map.groupBy(readCoded('english.txt'), ({ code }) => code)
  return readJsonFolder('data/occupations/', z.array(Occupation))
    .flat()
    .map((occupation) => {
      const tellings = told.get(occupation.code)?.map(({ rest }) => rest) ?? []
      const english = called.get(occupation.code)?.map(({ rest }) => {
        const [said, means] = rest.split(' = ')
        return { said: said!, ...(means && { means }) }
      })
      return { ...occupation, activities: [...occupation.activities, ...tellings], ...(english && { english }) }
    })
}

/** What is said of occupations beside their names, one a line after its ROME code: work as people tell it, and what English calls it. */
function readCoded(name: 'tellings.txt' | 'english.txt'): { code: string; rest: string }[] {
  const lines = readFileSync(new URL(`data/occupations/${name}`, root), 'utf8')
    .trimEnd()
    .split('\n')
  return lines.map((line, at) => {
    const [, code, rest] = /^([A-N]\d{4}) (.+)$/.exec(line) ?? []
    if (!code || !rest) throw new Error(`data/occupations/${name}: line ${at + 1} is no code and what is said of it.`)
    return { code, rest }
  })
}

export const readOwnCodes = (): OwnCodes => ({
  specialities: readJson('data/codes/nsf.json', z.array(Speciality)),
  fields: readJson('data/codes/fields.json', z.array(Field)),
})

export const readRequests = (): StandardRequest[] => readJsonFolder('data/requests/', StandardRequest)

/** Ours, then the agency's own. Throws ConfigError with the file that cannot be taken and why. */
export function readRequestsWith(folder: string | undefined): StandardRequest[] {
  const ours = readRequests()
  if (folder === undefined) return ours
  const taken = new Set(ours.map(({ id }) => id))
  const own = jsonFilesOf(folder).map((name) => {
    const parsed = StandardRequest.safeParse(jsonIn(folder, name))
    const [issue] = parsed.error?.issues ?? []
    if (issue) throw new ConfigError(`AGENCY_REQUESTS: ${name}: ${issue.path.join('.')}: ${issue.message}.`)
    if (taken.has(parsed.data!.id)) throw new ConfigError(`AGENCY_REQUESTS: ${name}: id ${parsed.data!.id} is taken.`)
    taken.add(parsed.data!.id)
    return parsed.data!
  })
  return [...ours, ...own]
}

function jsonFilesOf(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .sort()
  } catch {
    throw new ConfigError('AGENCY_REQUESTS: this folder cannot be read.')
  }
}

function jsonIn(folder: string, name: string): unknown {
  try {
    return JSON.parse(readFileSync(join(folder, name), 'utf8'))
  } catch {
    throw new ConfigError(`AGENCY_REQUESTS: ${name} is no JSON.`)
  }
}

/** The course, in the order of its files. */
export const readCourse = (): CourseStep[] => readJsonFolder('data/course/', CourseStep)

export const readPrompts = (): Prompts => ({
  readMessage: readPrompt('read-message'),
  readMessageFlat: readPrompt('read-message.flat'),
  compose: readPrompt('compose'),
  composeShort: readPrompt('compose.short'),
})

export const readPrompt = (name: string): Prompt =>
  parsePrompt(name, readFileSync(new URL(`prompts/${name}.md`, root), 'utf8'))

/** Programs that /docs shows and the tests run, by file name. */
export const readExamples = (): Record<string, string> =>
  Object.fromEntries(
    [
      'first-answer.sh',
      'first-answer.ts',
      'first_answer.py',
      'use-chat/chat.ts',
      'host-page/index.html',
      'host-page/host.js',
      'host-page/server.ts',
      'mcp.ts',
    ].map((name) => [name, readFileSync(new URL(`data/examples/${name}`, root), 'utf8')]),
  )

export const readAppVersion = (): string => {
  const Package = z.object({ version: z.string() })
  return Package.parse(JSON.parse(readFileSync(new URL('package.json', root), 'utf8'))).version
}

function readJsonFolder<Value>(folder: string, schema: z.ZodType<Value>): Value[] {
  const names = readdirSync(fileURLToPath(new URL(folder, root))).filter((name) => name.endsWith('.json'))
  return names.sort().map((name) => readJson(`${folder}${name}`, schema))
}

function readJson<Value>(file: string, schema: z.ZodType<Value>): Value {
  const parsed = schema.safeParse(JSON.parse(readFileSync(new URL(file, root), 'utf8')))
  if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`)
  return parsed.data
}
