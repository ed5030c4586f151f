import type { LanguageModelV4 } from '@ai-sdk/provider'
import { asSchema } from 'ai'
import type { z } from 'zod'
import type { Prompt } from './prompt.ts'
import { turnOfTheLoop } from './turn-of-the-loop.ts'

export interface Asking<Said> {
  model: LanguageModelV4
  prompt: Prompt
  /** Sent as JSON beside the instructions. */
  document: object
  /** The shape that is asked for; providers' strict schemas know no optional key and no discriminated union. */
  schema: z.ZodType
  /** What is made of the JSON that came; undefined where it is not what was asked for. */
  read: (value: unknown) => Said | undefined
  mostTokens: number
  signal: AbortSignal
}

/** Why nothing came of asking: the rules' answer stands. `unreadable`: it answered something that is no JSON of ours. */
export type AskingFailure = 'aborted' | 'provider' | 'unreadable'

/**
 * Asks a model once, as a stream: each of its words is a sign of life, so that one that talks longer than a silence is borne is heard to the end.
 * The model is called as the port it is: 'streamText' parses what stands after each word, for pages that draw it, and takes half as much CPU again.
 * Never throws: what fails is a value, and words of a provider are not ours to show. What was said before the deadline counts as a reply cut at
 * its length does; where we left, nothing does.
 */
export async function askModel<Said>(asking: Asking<Said>): Promise<{ said: Said } | { failed: AskingFailure }> {
  const { model, prompt, document, schema, read, mostTokens, signal } = asking
  if (signal.aborted) return { failed: 'aborted' }
  let text = ''
  let failed: AskingFailure | undefined
  try {
    const { stream } = await model.doStream({
      prompt: [
        { role: 'system', content: prompt.instructions },
        { role: 'user', content: [{ type: 'text', text: JSON.stringify(document) }] },
      ],
      temperature: prompt.temperature,
      maxOutputTokens: mostTokens,
      responseFormat: { type: 'json', schema: await asSchema(schema).jsonSchema },
      abortSignal: signal,
      providerOptions: { openai: { store: false, ...(prompt.effort && { reasoningEffort: prompt.effort }) } },
    })
    const reader = stream.getReader()
    signal.addEventListener('abort', () => reader.cancel().catch(() => {}), { once: true })
    for (let { done, value: part } = await reader.read(); !done; { done, value: part } = await reader.read()) {
      if (part?.type === 'text-delta') text += part.delta
      else if (part?.type === 'error') failed = 'provider'
    }
  } catch {
    failed = 'provider'
  }
  if (signal.aborted) failed = 'aborted'
  const isLate = failed === 'aborted' && signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError'
  if (failed && !isLate) return { failed }
  // To read and judge what it said takes some milliseconds, and models that are asked together end together.
  await turnOfTheLoop()
  // Fenced, after a sentence of courtesy, or cut at its end: what can be read of it is.
  const value = jsonIn(text)
  const known = value === undefined ? undefined : read(value)
  return known === undefined ? { failed: failed ?? 'unreadable' } : { said: known }
}

/** The first JSON object of a text, whatever stands around it; of one that breaks off, all but what was being written. */
export function jsonIn(text: string): unknown {
  const start = text.indexOf('{')
  if (start < 0) return undefined
  const open: string[] = []
  /** Where an element of a list last ended, and what was open there. */
  let whole: { end: number; closing: string } | undefined
  let inString = false
  for (let at = start; at < text.length; at += 1) {
    const character = text[at]!
    if (inString) {
      if (character === '\\') at += 1
      else if (character === '"') inString = false
      continue
    }
    if (character === '"') inString = true
    else if (character === '{') open.push('}')
    else if (character === '[') open.push(']')
    else if (character === '}' || character === ']') {
      if (open.pop() !== character) return undefined
      if (open.length === 0) return parsed(text.slice(start, at + 1))
      if (open.at(-1) === ']') whole = { end: at + 1, closing: [...open].reverse().join('') }
    }
  }
  return whole && parsed(text.slice(start, whole.end) + whole.closing)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
