import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { Prompts } from './assistant/model.ts'
import { Field, type OwnCodes, Speciality } from './codes/codes.ts'
import { type Prompt, parsePrompt } from './need/prompt.ts'
import { StandardRequest } from './need/requests.ts'
import { Occupation } from './occupations/occupation.ts'

const root = new URL('../', import.meta.url)

/** What this repository says in data, read by entries and passed on as values. Each throws with the name of the file it cannot take. */
export function readOccupations(): Occupation[] {
  const told = Map.groupBy(readTellings(), ({ code }) => code)
  return readJsonFolder('data/occupations/', z.array(Occupation))
    .flat()
    .map((occupation) => {
      const tellings = told.get(occupation.code)?.map(({ telling }) => telling) ?? []
      return { ...occupation, activities: [...occupation.activities, ...tellings] }
    })
}

/** Work as people tell it without its name, one a line after its ROME code. */
function readTellings(): { code: string; telling: string }[] {
  const lines = readFileSync(new URL('data/occupations/tellings.txt', root), 'utf8').trimEnd().split('\n')
  return lines.map((line, at) => {
    const [, code, telling] = /^([A-N]\d{4}) (.+)$/.exec(line) ?? []
    if (!code || !telling) throw new Error(`data/occupations/tellings.txt: line ${at + 1} is no code and telling.`)
    return { code, telling }
  })
}

export const readOwnCodes = (): OwnCodes => ({
  specialities: readJson('data/codes/nsf.json', z.array(Speciality)),
  fields: readJson('data/codes/fields.json', z.array(Field)),
})

export const readRequests = (): StandardRequest[] => readJsonFolder('data/requests/', StandardRequest)

export const readPrompts = (): Prompts => ({
  readMessage: readPrompt('read-message'),
  readMessageFlat: readPrompt('read-message.flat'),
  compose: readPrompt('compose'),
  composeShort: readPrompt('compose.short'),
})

export const readPrompt = (name: string): Prompt =>
  parsePrompt(name, readFileSync(new URL(`prompts/${name}.md`, root), 'utf8'))

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
