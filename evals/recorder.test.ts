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
const chat = 'https://one.example/v1/chat/completions'

it('replays offline what was recorded, whatever the host and the order of keys, and never asks twice', async () => {
  let asked = 0
  const ask = async () => {
    asked += 1
    return new Response(`reply ${asked}`, { status: 200, headers: { 'content-type': 'text/event-stream' } })
  }
  const recording = createRecorder({ file: file(), ask })
  await recording.during('case-1', 1, () => recording.fetch(chat, asking('a')))
  await recording.during('case-1', 2, () => recording.fetch(chat, asking('a')))
  expect(readFileSync(file(), 'utf8')).not.toContain('secret-key')

  const resumed = createRecorder({ file: file(), ask })
  await resumed.during('case-1', 1, () => resumed.fetch(chat, asking('a')))
  expect(asked).toBe(2)

  const replaying = createRecorder({ file: file() })
  const replay = async () => {
    const body = JSON.stringify({ messages: ['a'], model: 'm' })
    const response = await replaying.fetch('http://two.invalid/v1/chat/completions', { method: 'POST', body })
    return [response.headers.get('content-type'), await response.text()]
  }
  // Side by side, in any order: a trial is told by who asks, not by when.
  const both = await Promise.all([replaying.during('case-1', 2, replay), replaying.during('case-1', 1, replay)])
  expect(both.map(({ output }) => output)).toEqual([
    ['text/event-stream', 'reply 2'],
    ['text/event-stream', 'reply 1'],
  ])
  expect(both[0]?.exchanges).toMatchObject([{ replied: 'reply 2', replayed: true }])
})

it('names the case whose reply is missing, even when whoever asked hides the error', async () => {
  const replaying = createRecorder({ file: file() })
  const hidden = () => replaying.fetch(chat, asking('b')).catch(() => 'hidden')
  await expect(replaying.during('case-7', 1, hidden)).rejects.toThrow('case-7')
  await expect(replaying.during('case-8', 1, () => 'asks nothing')).resolves.toMatchObject({ output: 'asks nothing' })
})

it('asks a busy model again, and never keeps a refusal as if it were a reply', async () => {
  const answers = [503, 429, 200]
  const ask = async () => new Response('{}', { status: answers.shift() ?? 500, headers: { 'retry-after': '0' } })
  const patient = createRecorder({ file: file(), ask, patience: [0, 0] })
  await patient.during('case-1', 1, () => patient.fetch(chat, asking('a')))
  expect(readFileSync(file(), 'utf8').trim().split('\n')).toHaveLength(1)
  const away = () => patient.fetch(chat, asking('other')).catch(() => 'hidden')
  await expect(patient.during('case-2', 1, away)).rejects.toThrow('The model could not be asked: it answers 500')
  expect(readFileSync(file(), 'utf8')).not.toContain('case-2')
})

it('counts tokens as the endpoint did, and stops when told that enough was spent', async () => {
  const body = '{"usage":{"prompt_tokens":120,"completion_tokens":45}}'
  const paid: number[] = []
  const recorder = createRecorder({
    file: file(),
    ask: async () => new Response(body),
    onPaid: ({ inputTokens, outputTokens }) => {
      paid.push(inputTokens + outputTokens)
      if (paid.length === 2) throw new Error('the budget is spent')
    },
  })
  await recorder.during('one', 1, () => recorder.fetch(chat, asking('a')))
  await expect(recorder.during('two', 1, () => recorder.fetch(chat, asking('b')))).rejects.toThrow('budget is spent')
  expect(paid).toEqual([165, 165])
})

it('leaves the remarks at the head of the file, and refuses a line that is no reply', async () => {
  writeFileSync(file(), '# from a fake model\n')
  const recording = createRecorder({ file: file(), ask: async () => new Response('{}') })
  await recording.fetch('http://one.example/v1/x', asking('c'))
  expect(readFileSync(file(), 'utf8')).toMatch(/^# from a fake model\n\{/)
  writeFileSync(file(), '{"case":1}\n')
  expect(() => createRecorder({ file: file() })).toThrow(RecordingError)
})

it('gives as a stream what was recorded whole, when a stream is asked for', async () => {
  const whole = {
    id: '1',
    choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'oui' } }],
  }
  const ask = async () => new Response(JSON.stringify(whole), { headers: { 'content-type': 'application/json' } })
  const recording = createRecorder({ file: file(), ask })
  await recording.during('case-1', 1, () => recording.fetch(chat, asking('a')))
  const replaying = createRecorder({ file: file() })
  const body = JSON.stringify({ model: 'm', messages: ['a'], stream: true, stream_options: { include_usage: true } })
  const { output } = await replaying.during('case-1', 1, async () => {
    const response = await replaying.fetch(chat, { method: 'POST', body })
    return [response.headers.get('content-type'), await response.text()]
  })
  expect(output[0]).toBe('text/event-stream')
  expect(output[1]).toMatch(/^data: .*"delta":\{"role":"assistant","content":"oui"\}.*\n\ndata: \[DONE\]\n\n$/)
})
