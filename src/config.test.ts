import { describe, expect, it } from 'vitest'
import { ConfigError, clockOf, readConfig } from './config.ts'
import { modelOf } from './connect-model.ts'

const refusal = (environment: Record<string, string>): string => {
  try {
    readConfig(environment)
    return ''
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
}

describe('the settings', () => {
  it('fix the clock on this machine alone, never where another could be misled by it', () => {
    expect(readConfig({ TODAY: '2026-03-10' }).TODAY).toBe('2026-03-10')
    expect(readConfig({ TODAY: '2026-03-10', HOST: '::1', PUBLIC_ORIGIN: 'http://localhost:9000' }).HOST).toBe('::1')
    for (const [setting, value] of Object.entries({ HOST: '0.0.0.0', PUBLIC_ORIGIN: 'https://eventail.example' })) {
      const told = refusal({ TODAY: '2026-03-10', API_KEYS_FILE: 'keys.json', [setting]: value })
      expect(told).toMatch(/^Setting TODAY .* on this machine only/)
    }
    expect(refusal({ TODAY: '2026-02-30' })).toMatch(/^Setting TODAY:/)
  })

  it('let a model read, and word only where that is switched on', () => {
    const endpoint = { OPENAI_MODEL: 'm', OPENAI_BASE_URL: 'http://127.0.0.1:9/v1' }
    expect(modelOf(readConfig(endpoint))).toMatchObject({ name: 'm', words: false })
    expect(modelOf(readConfig({ ...endpoint, MODEL_WORDING: 'on' }))!.words).toBe(true)
    expect(refusal({ MODEL_WORDING: 'yes' })).toMatch(/^Setting MODEL_WORDING:/)
  })

  it('ask for keys where others may come, over another interface or through a proxy', () => {
    expect(refusal({ HOST: '0.0.0.0' })).toMatch(/^Setting HOST=0\.0\.0\.0 .* needs authentication/)
    expect(refusal({ PUBLIC_ORIGIN: 'https://eventail.example' })).toMatch(
      /^Setting PUBLIC_ORIGIN=.* needs authentication/,
    )
  })
})

describe('the clock', () => {
  it('is the machine’s; under TODAY its day stands still and its time of day goes on', () => {
    const times = ['2030-01-01T08:30:00.000Z', '2030-01-01T23:59:59.999Z', '2030-01-02T00:00:00.000Z']
    const told = (TODAY?: string) => times.map((time) => clockOf({ TODAY }, () => new Date(time))().toISOString())
    expect(told()).toEqual(times)
    expect(told('2026-03-10')).toEqual([
      '2026-03-10T08:30:00.000Z',
      '2026-03-10T23:59:59.999Z',
      '2026-03-10T00:00:00.000Z',
    ])
  })

  it('refuse a retention that the law or the chain forbids', () => {
    expect(readConfig({ KEEP_DECIDED_DAYS: '365', KEEP_EVENTS_DAYS: '365' }).KEEP_UNDECIDED_DAYS).toBe(90)
    for (const [settings, told] of [
      [{ KEEP_EVENTS_DAYS: '180' }, /KEEP_EVENTS_DAYS/],
      [{ KEEP_DECIDED_DAYS: '30' }, /KEEP_DECIDED_DAYS/],
      [{ KEEP_DECIDED_DAYS: '400', KEEP_EVENTS_DAYS: '365' }, /KEEP_EVENTS_DAYS must be at least KEEP_DECIDED_DAYS/],
      [{ KEEP_UNDECIDED_DAYS: '366' }, /KEEP_UNDECIDED_DAYS must be at most KEEP_DECIDED_DAYS/],
    ] as const) {
      expect(refusal(settings)).toMatch(told)
    }
  })
})
