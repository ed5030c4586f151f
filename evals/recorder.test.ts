import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createRecorder, RecordingError } from './recorder.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'eventail-recorder-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const file = () => join(folder, 'model.jsonl')
const asking = (said: string) => ({
  method: 'POST',
  headers: { authorization: 'Bearer secret-key' },
  body: JSON.stringify({ model: 'm', messages: [said] }),
})

it('replays offline what was recorded, whatever the host and the order of keys', async () => {
  let asked = 0
  const recording = createRecorder({
    file: file(),
    ask: async () => {
      asked += 1
      return new Response(`reply ${asked}`, { status: 200, headers: { 'content-type': 'text/event-stream' } })
    },
  })
  recording.begin('case-1', 1)
  await recording.fetch('https://one.example/v1/chat/completions', asking('a'))
  recording.begin('case-1', 2)
  await recording.fetch('https://one.example/v1/chat/completions', asking('a'))
  recording.save()
  expect(readFileSync(file(), 'utf8')).not.toContain('secret-key')

  const replaying = createRecorder({ file: file() })
  const replay = async () => {
    const body = JSON.stringify({ messages: ['a'], model: 'm' })
    const response = await replaying.fetch('http://two.invalid/v1/chat/completions', { method: 'POST', body })
    return [response.headers.get('content-type'), await response.text()]
  }
  replaying.begin('case-1', 1)
  expect(await replay()).toEqual(['text/event-stream', 'reply 1'])
  replaying.begin('case-1', 2)
  expect(await replay()).toEqual(['text/event-stream', 'reply 2'])
  expect(replaying.missed()).toBeUndefined()
  replaying.begin('case-1', 1)
  expect((await replay())[1]).toBe('reply 1')
  expect(asked).toBe(2)
})

it('names the case whose reply is missing, even when whoever asked hides the error', async () => {
  const replaying = createRecorder({ file: file() })
  replaying.begin('case-7', 1)
  await replaying.fetch('http://two.invalid/v1/chat/completions', asking('b')).catch(() => 'hidden')
  expect(replaying.missed()?.message).toContain('case-7')
  replaying.begin('case-8', 1)
  expect(replaying.missed()).toBeUndefined()
})

it('keeps the remarks at the head of the file, and refuses a line that is no reply', async () => {
  writeFileSync(file(), '# from a fake model\n')
  const recording = createRecorder({ file: file(), ask: async () => new Response('{}') })
  await recording.fetch('http://one.example/v1/x', asking('c'))
  recording.save()
  expect(readFileSync(file(), 'utf8')).toMatch(/^# from a fake model\n\{/)
  writeFileSync(file(), '{"case":1}\n')
  expect(() => createRecorder({ file: file() })).toThrow(RecordingError)
})
