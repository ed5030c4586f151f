import { z } from 'zod'
import { sha256 } from '../../guardrails/digest.ts'

/**
 * A prompt as its file says it: instructions for a model, the inputs it is sent beside them (always as JSON, never pasted into the
 * text), and a temperature or an effort where one is asked for. The version is the content's hash; each turn keeps it.
 */
export interface Prompt {
  name: string
  instructions: string
  inputs: readonly string[]
  temperature?: number
  effort?: 'low' | 'medium' | 'high'
  version: string
}

const FrontMatter = z.strictObject({
  inputs: z.array(z.string().min(1)).min(1),
  temperature: z.coerce.number().min(0).max(2).optional(),
  effort: z.enum(['low', 'medium', 'high']).optional(),
})

/** Reads `---\ninputs: a, b\ntemperature: 0\n---\ntext`. Throws with the name of the file when the front matter is not that. */
export function parsePrompt(name: string, source: string): Prompt {
  const [, head, text] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(source.replaceAll('\r\n', '\n')) ?? []
  if (head === undefined || !text?.trim())
    throw new Error(`prompts/${name}.md: front matter between two lines "---", then the text`)
  const fields: Record<string, unknown> = {}
  for (const line of head.split('\n').filter((one) => one.trim())) {
    const [key = '', ...rest] = line.split(':')
    fields[key.trim()] = rest.join(':').trim()
  }
  const inputs = String(fields.inputs ?? '')
    .split(',')
    .map((input) => input.trim())
    .filter(Boolean)
  const parsed = FrontMatter.safeParse({ ...fields, inputs })
  if (!parsed.success) throw new Error(`prompts/${name}.md: ${z.prettifyError(parsed.error)}`)
  return { name, instructions: text.trim(), ...parsed.data, version: `sha256:${sha256(source)}` }
}
