import { createUIMessageStreamResponse, type UIMessageChunk } from 'ai'
import type { Locale } from '../../guardrails/finding.ts'
import type { AnswerPart } from '../assistant/setting.ts'
import { Option } from '../options/option.ts'
import { Problem, problemBody, problemOf, problemOfError } from './problems.ts'

/**
 * An answer as an AI SDK UI message stream (v1), so that a `useChat` client can show it: start, which names the turn to come, data-status,
 * data-criteria, data-option with its final place, the reply as text, data-turn once it is stored, finish. What fails after the first byte
 * is a data-problem part.
 */
export function streamAnswer(
  { turnId, parts }: { turnId: string; parts: AsyncGenerator<AnswerPart> },
  context: { locale: Locale; instance: string; onEnd: () => void; onError: (error: unknown) => void },
): Response {
  const stream = new ReadableStream<UIMessageChunk>({
    async start(controller) {
      controller.enqueue({ type: 'start', messageId: turnId })
    },
    async pull(controller) {
      try {
        const { done, value } = await parts.next()
        if (!done) {
          for (const chunk of chunksOf(value, context)) controller.enqueue(chunk)
          return
        }
      } catch (error) {
        context.onError(error)
        controller.enqueue(problemChunk(problemOfError(error), context))
      }
      controller.enqueue({ type: 'finish' })
      controller.close()
      context.onEnd()
    },
    async cancel() {
      // The client left: what was begun is still stored, with extracted wording where the model was cut.
      try {
        for await (const _ of parts);
      } catch (error) {
        context.onError(error)
      }
      context.onEnd()
    },
  })
  return createUIMessageStreamResponse({ status: 200, stream })
}

/** The reply's sentences come before the turn that holds them, as text for clients that know no data parts. */
function chunksOf(part: AnswerPart, context: { locale: Locale; instance: string }): UIMessageChunk[] {
  const chunk = chunkOf(part, context)
  if (part.part !== 'turn' || part.turn.reply.length === 0) return [chunk]
  const id = `${part.turn.id} reply`
  const delta = part.turn.reply.map(({ text }) => text).join(' ')
  return [{ type: 'text-start', id }, { type: 'text-delta', id, delta }, { type: 'text-end', id }, chunk]
}

function chunkOf(part: AnswerPart, context: { locale: Locale; instance: string }): UIMessageChunk {
  switch (part.part) {
    case 'status':
      return { type: 'data-status', data: { status: part.status }, transient: true }
    case 'criteria':
      return { type: 'data-criteria', data: part.criteria }
    case 'option':
      return { type: 'data-option', id: part.option.id, data: { place: part.place, option: Option.parse(part.option) } }
    case 'model-unanswered':
      return problemChunk(new Problem('overloaded', { detail: unanswered[context.locale] }), context)
    case 'turn':
      return { type: 'data-turn', id: part.turn.id, data: part.turn }
    case 'refusal':
      return problemChunk(problemOf(part.refusal), context)
  }
}

/** The stream goes on after it: the options keep the wording taken from the catalogue, and say so. */
const unanswered: Record<Locale, string> = {
  fr: 'Le modèle de langage n’a pas répondu. Les arguments sont tirés du catalogue ; les options sont les mêmes.',
  en: 'The language model did not answer. The arguments are taken from the catalogue; the options are the same.',
}

const problemChunk = (
  problem: Problem,
  { locale, instance }: { locale: Locale; instance: string },
): UIMessageChunk => ({
  type: 'data-problem',
  data: problemBody(problem, locale, instance),
})
