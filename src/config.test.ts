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

const signIn = {
  OIDC_ISSUER: 'https://id.example',
  OIDC_CLIENT_ID: 'eventail',
  PUBLIC_ORIGIN: 'https://eventail.example',
}

describe('the settings', () => {
  it('fix the clock on this machine alone, never where another could be misled by it', () => {
    expect(readConfig({ TODAY: '2026-03-10' }).TODAY).toBe('2026-03-10')
    expect(readConfig({ TODAY: '2026-03-10', HOST: '::1', PUBLIC_ORIGIN: 'http://localhost:9000' }).HOST).toBe('::1')
    for (const HOST of ['127.0.0.1', '0.0.0.0']) {
      const told = refusal({ TODAY: '2026-03-10', HOST, PUBLIC_ORIGIN: 'https://eventail.example' })
      expect(told).toMatch(/^Setting TODAY .* on this machine only/)
    }
    expect(refusal({ TODAY: '2026-02-30' })).toMatch(/^Setting TODAY:/)
  })

  it('let a model read and word, or read alone where wording is switched off', () => {
    const endpoint = { OPENAI_MODEL: 'm', OPENAI_BASE_URL: 'http://127.0.0.1:9/v1' }
    expect(modelOf(readConfig(endpoint))).toMatchObject({ name: 'm', words: true, small: false })
    expect(modelOf(readConfig({ ...endpoint, MODEL_WORDING: 'off' }))!.words).toBe(false)
    expect(modelOf(readConfig({ ...endpoint, MODEL_PROFILE: 'small' }))!.small).toBe(true)
    expect(refusal({ MODEL_WORDING: 'yes' })).toMatch(/^Setting MODEL_WORDING:/)
  })

  it('ask where others find it, and take secrets over https or on this machine only', () => {
    const told: [Record<string, string>, RegExp][] = [
      [{ HOST: '0.0.0.0' }, /^Setting HOST=0\.0\.0\.0 .* needs PUBLIC_ORIGIN/],
      [{ PUBLIC_ORIGIN: 'http://eventail.example' }, /^Setting PUBLIC_ORIGIN takes an https address/],
      [{ PUBLIC_ORIGIN: 'https://eventail.example/app' }, /^Setting PUBLIC_ORIGIN: takes an origin/],
      [{ EMBED_ORIGINS: 'https://a.example, *' }, /^Setting EMBED_ORIGINS\.1: /],
      [{ FRAME_ORIGINS: 'https://*.example' }, /^Setting FRAME_ORIGINS\.0: /],
      [{ OIDC_ISSUER: 'https://id.example', OIDC_CLIENT_ID: 'a' }, /^Setting OIDC_ISSUER needs PUBLIC_ORIGIN/],
      [{ OIDC_CLIENT_ID: 'a' }, /^Setting OIDC_CLIENT_ID needs OIDC_ISSUER/],
      [{ ...signIn, OIDC_ISSUER: 'http://id.example' }, /^Setting OIDC_ISSUER takes an https address/],
      [{ ...signIn, OIDC_ROLE_CLAIM: 'roles' }, /^There is no setting OIDC_ROLE_CLAIM/],
      [{ ...signIn, LAUNCH_TOKEN: 'new' }, /^Setting LAUNCH_TOKEN is for one person at this machine/],
      [{ LAUNCH_TOKEN: 'short' }, /^Setting LAUNCH_TOKEN: /],
      [{ API_KEYS_FILE: 'keys.json' }, /^Setting API_KEYS_FILE is gone: .*npm run keys/],
    ]
    for (const [settings, line] of told) expect(refusal(settings), JSON.stringify(settings)).toMatch(line)
    expect(refusal(signIn)).toBe('')
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
