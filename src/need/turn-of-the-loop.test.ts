import { MockLanguageModelV4 } from 'ai/test'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { askModel } from './ask-model.ts'
import { keepTurnsOfTheLoop } from './turn-of-the-loop.ts'

it('lets other work come between what many models say at the same moment', async () => {
  keepTurnsOfTheLoop()
  const { promise: end, resolve: endAll } = Promise.withResolvers<void>()
  const model = new MockLanguageModelV4({
    doStream: async () => ({
      stream: new ReadableStream({
        async start(controller) {
          await end
          controller.enqueue({ type: 'text-delta', id: '1', delta: '{"said":1}' })
          controller.close()
        },
      }),
    }),
  })
  const turns: number[] = []
  let turn = 0
  const counting = setInterval(() => turn++, 0)
  const asked = Array.from({ length: 20 }, () =>
    askModel({
      model,
      prompt: { name: 'p', version: 'v', instructions: 'i', inputs: ['document'] },
      document: {},
      schema: z.object({ said: z.number() }),
      read(value) {
        turns.push(turn)
        const until = performance.now() + 3
        while (performance.now() < until);
        return value
      },
      mostTokens: 10,
      signal: new AbortController().signal,
    }),
  )
  endAll()
  expect((await Promise.all(asked)).every((one) => 'said' in one)).toBe(true)
  clearInterval(counting)
  expect(new Set(turns).size).toBe(20)
})
