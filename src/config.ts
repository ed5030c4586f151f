import { z } from 'zod'
import type { SignInSettings } from './access/openid.ts'
import type { SessionLimits } from './access/sessions.ts'
import type { Place } from './http/place.ts'

const flag = z.enum(['true', 'false', '1', '0']).transform((value) => value === 'true' || value === '1')

/** Exactly as a browser writes it: scheme, host, and the port where it is not the scheme's own. */
const origin = z
  .string()
  .transform((value) => value.replace(/\/$/, ''))
  .refine(isOrigin, 'takes an origin: scheme, host and port alone')

function isOrigin(value: string): boolean {
  return /^https?:\/\/[^*]+$/.test(value) && URL.canParse(value) && new URL(value).origin === value
}

const listOf = (value: z.ZodType<string, string>) =>
  z
    .string()
    .default('')
    .transform((text) => text.split(',').flatMap((one) => one.trim() || []))
    .pipe(z.array(value))

/** Every setting, an environment variable each, parsed once here and nowhere else. The README lists them. */
export const Settings = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(8787),
  HOST: z.string().min(1).default('127.0.0.1'),
  /** The address that browsers know this service by, where a proxy stands before it: scheme, host and port. */
  PUBLIC_ORIGIN: origin.optional(),
  /** Further Host headers that name it: of a container, of a probe. */
  OWN_HOSTS: listOf(z.string().regex(/^[a-z0-9.:[\]-]+$/, 'takes hosts in small letters, separated by commas')),
  /** Proxies of ours in a row before it: as many entries of X-Forwarded-For are believed. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  /** Origins whose pages may call the API with a token of their own. */
  EMBED_ORIGINS: listOf(origin),
  /** Origins whose pages may show ours in a frame. */
  FRAME_ORIGINS: listOf(origin),
  CONNECTIONS_PER_ADDRESS: z.coerce.number().int().min(1).max(1000).default(500),
  /** Asked of everyone at this machine; `new` makes one at each start. */
  LAUNCH_TOKEN: z
    .union([z.literal('new'), z.string().regex(/^[\w.~-]{24,200}$/, 'takes `new`, or 24 to 200 letters and figures')])
    .optional(),
  /** OpenID Connect: see src/access/openid.ts. */
  OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_SCOPE: z
    .string()
    .regex(/^openid( [\x21-\x7e]+)*$/, 'begins with openid')
    .default('openid'),
  OIDC_TENANT_CLAIM: z.string().optional(),
  OIDC_ROLES_CLAIM: z.string().optional(),
  SESSION_IDLE_MINUTES: z.coerce.number().int().min(1).max(1440).default(60),
  SESSION_HOURS: z.coerce.number().int().min(1).max(24).default(10),
  DATA_DIR: z.string().min(1).default('.data'),
  /** PostgreSQL 15 or later for the records, as a role that may only add to events; SQLite in DATA_DIR without it. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /** The owner of the tables: makes them, gives the server's role its rights, and purges events. */
  DATABASE_OWNER_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /** What seals who the placeholders of an exchange are: the same for all instances, and never in the database. */
  PLACEHOLDER_KEY: z.string().min(32).max(1000).optional(),
  /** Read where tables are opened: src/catalogue/storage.ts. */
  LANCEDB_URI: z.url({ protocol: /^s3$/ }).optional(),
  OPENAI_BASE_URL: z.url({ protocol: /^https?$/ }).default('https://api.openai.com/v1'),
  OPENAI_API_KEY: z.string().optional(),
  OPENAI_MODEL: z.string().optional(),
  OPENAI_API: z.enum(['responses', 'chat']).default('responses'),
  /** Whether the model also words the reasons. Reading a need does not depend on it. */
  MODEL_WORDING: z.enum(['on', 'off']).default('on'),
  /** What the model is asked for: our shapes, or passages of the message alone. */
  MODEL_PROFILE: z.enum(['full', 'small']).default('full'),
  EMBEDDING_MODEL: z.string().optional(),
  POLICY_FILE: z.string().optional(),
  /** A folder of text files: what the guard lets through or masks here. */
  AGENCY_LISTS: z.string().optional(),
  /** A folder of standard requests of the agency's own, one JSON file each, as in data/requests. */
  AGENCY_REQUESTS: z.string().optional(),
  /** Whether a counsellor takes the course before the first exchange; a demonstration stays open. */
  COURSE_FIRST: flag.default(false),
  NER_MODEL: z.string().optional(),
  AGENCY_NAME: z.string().max(100).optional(),
  REFERENT: z.string().max(200).optional(),
  REQUESTS_PER_MINUTE: z.coerce.number().int().min(1).default(600),
  MESSAGES_AT_ONCE: z.coerce.number().int().min(1).default(150),
  /** Days after its last turn or decision that an exchange is kept: a decision may be contested for two months (CJA R421-1). */
  KEEP_DECIDED_DAYS: z.coerce.number().int().min(62).max(3660).default(365),
  KEEP_UNDECIDED_DAYS: z.coerce.number().int().min(1).max(3660).default(90),
  /** Six months at least: AI Act art. 26(6). */
  KEEP_EVENTS_DAYS: z.coerce.number().int().min(184).max(3660).default(365),
  /** Older than this, the catalogue is stale and the service not ready. */
  CATALOGUE_DAYS: z.coerce.number().int().min(1).max(3660).default(90),
  /** With less than this left on the disk, in megabytes, the service is not ready. */
  DISK_FREE_MB: z.coerce.number().int().min(1).default(200),
  /** Metrics for Prometheus, on a port of their own; none without it. */
  METRICS_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  METRICS_HOST: z.string().min(1).default('127.0.0.1'),
  /** Where spans are sent, as OTLP over HTTP; nowhere without it. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  DEMONSTRATION: flag.default(true),
  DEMONSTRATION_SIZE: z.coerce.number().int().min(100).max(200_000).optional(),
  /** The day it is, for evaluations that must find the same answers tomorrow. */
  TODAY: z.iso.date().optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('warn'),
})
export type Settings = z.infer<typeof Settings>
type Name = keyof Settings

/** Settings that nobody may read in a log or a list: each can be given as NAME_FILE, the path of a file that holds it. */
export const secretSettings = [
  'OPENAI_API_KEY',
  'OIDC_CLIENT_SECRET',
  'LAUNCH_TOKEN',
  'DATABASE_URL',
  'DATABASE_OWNER_URL',
  'PLACEHOLDER_KEY',
] as const satisfies Name[]

/** A wrong setting: `message` names it and says what it takes, on one line, without its value. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Throws ConfigError. An empty variable counts as unset, as shells and containers write it. `readSecret` gives what a file holds; without it no
 * NAME_FILE is known.
 */
export function readConfig(environment: Environment, readSecret?: (path: string) => string): Settings {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  )
  refuseMisspelt(Object.keys(given))
  const present = readSecret ? { ...given, ...secretsOf(given, readSecret) } : given
  const parsed = Settings.safeParse(present)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new ConfigError(`Setting ${issue!.path.join('.')}: ${issue!.message}.`)
  }
  const settings = parsed.data
  const named = (['OPENAI_MODEL', 'EMBEDDING_MODEL'] as const).find((setting) => settings[setting])
  if (named && !settings.OPENAI_API_KEY && settings.OPENAI_BASE_URL.startsWith('https://api.openai.com')) {
    throw new ConfigError(
      `Setting ${named} needs OPENAI_API_KEY, or OPENAI_BASE_URL of an endpoint that asks for none.`,
    )
  }
  if (present.API_KEYS_FILE) {
    throw new ConfigError(
      'Setting API_KEYS_FILE is gone: keys are made, rotated and revoked by `npm run keys`, without a restart. Make them anew, and remove it.',
    )
  }
  if (!isLoopback(settings.HOST) && !settings.PUBLIC_ORIGIN) {
    throw new ConfigError(
      `Setting HOST=${settings.HOST} opens another interface than loopback, which needs PUBLIC_ORIGIN: the address that browsers know it by. Set it, or leave HOST at 127.0.0.1.`,
    )
  }
  if (settings.OIDC_ISSUER) {
    const missing = (['OIDC_CLIENT_ID', 'PUBLIC_ORIGIN'] as const).find((name) => !settings[name])
    if (missing) throw new ConfigError(`Setting OIDC_ISSUER needs ${missing}.`)
    if (!isEncrypted(settings.OIDC_ISSUER)) {
      throw new ConfigError('Setting OIDC_ISSUER takes an https address; http is for a provider on this machine.')
    }
  } else {
    const set = Object.keys(present).find((name) => name.startsWith('OIDC_'))
    if (set) throw new ConfigError(`Setting ${set} needs OIDC_ISSUER.`)
  }
  const unknown = Object.keys(present).find(
    (name) => name.startsWith('OIDC_') && !(name.replace(/_FILE$/, '') in Settings.shape),
  )
  if (unknown) throw new ConfigError(`There is no setting ${unknown}.`)
  if (settings.PUBLIC_ORIGIN && !isEncrypted(settings.PUBLIC_ORIGIN)) {
    throw new ConfigError('Setting PUBLIC_ORIGIN takes an https address; http is for this machine.')
  }
  if (settings.LAUNCH_TOKEN && (settings.OIDC_ISSUER || !isLocal(settings))) {
    throw new ConfigError(
      'Setting LAUNCH_TOKEN is for one person at this machine: leave HOST and PUBLIC_ORIGIN on loopback without OIDC_ISSUER, or unset it.',
    )
  }
  if (settings.DATABASE_OWNER_URL && !settings.DATABASE_URL) {
    throw new ConfigError('Setting DATABASE_OWNER_URL needs DATABASE_URL, of the role that the service acts as.')
  }
  if (settings.DATABASE_URL && !settings.PLACEHOLDER_KEY) {
    throw new ConfigError(
      'Setting DATABASE_URL needs PLACEHOLDER_KEY (or PLACEHOLDER_KEY_FILE), the same for every instance: `openssl rand -hex 32` makes one.',
    )
  }
  if (settings.KEEP_EVENTS_DAYS < settings.KEEP_DECIDED_DAYS) {
    throw new ConfigError(
      'Setting KEEP_EVENTS_DAYS must be at least KEEP_DECIDED_DAYS: the events vouch for the decisions that are kept.',
    )
  }
  if (settings.KEEP_UNDECIDED_DAYS > settings.KEEP_DECIDED_DAYS) {
    throw new ConfigError(
      'Setting KEEP_UNDECIDED_DAYS must be at most KEEP_DECIDED_DAYS: what led to no decision has no reason to stay longer.',
    )
  }
  if (settings.TODAY && !isLocal(settings)) {
    throw new ConfigError(
      'Setting TODAY fixes the clock, for evaluations on this machine only: leave HOST and PUBLIC_ORIGIN on loopback, or unset TODAY.',
    )
  }
  return settings
}

function secretsOf(given: Environment, readSecret: (path: string) => string): Partial<Record<Name, string>> {
  const found: Partial<Record<Name, string>> = {}
  for (const name of secretSettings) {
    const path = given[`${name}_FILE`]
    if (!path) continue
    if (given[name]) throw new ConfigError(`Settings ${name} and ${name}_FILE are both there: keep one.`)
    try {
      found[name] = readSecret(path).trim()
    } catch (cause) {
      throw new ConfigError(`Setting ${name}_FILE: the file cannot be read.`, { cause })
    }
  }
  return found
}

/** A setting that is one slip away from a name we know is a mistake, and would be passed over in silence. */
function refuseMisspelt(names: readonly string[]): void {
  const known = [...Object.keys(Settings.shape), ...secretSettings.map((name) => `${name}_FILE`)]
  for (const name of names.filter((one) => !known.includes(one))) {
    const meant = known.find((one) => one.length >= shortestGuessed && isOneSlipFrom(name, one))
    if (meant) throw new ConfigError(`There is no setting ${name}: ${meant} was meant.`)
  }
}

/** Shorter names are near to names of others: HOST and HOME. */
const shortestGuessed = 7

/** One letter more, less, other, or two letters that changed places. */
function isOneSlipFrom(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false
  let start = 0
  while (start < one.length && one[start] === other[start]) start++
  const [left, right] = [one.slice(start), other.slice(start)]
  const swapped = left[0] === right[1] && left[1] === right[0] && left.slice(2) === right.slice(2)
  return swapped || left.slice(1) === right.slice(1) || left.slice(1) === right || left === right.slice(1)
}

/** Settings as they may be shown: of a secret that it is there, of an address everything but who may read it. */
export function shownSettings(settings: Settings): [name: string, value: string][] {
  const secret: ReadonlySet<string> = new Set(secretSettings)
  return Object.entries(settings)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, secret.has(name) ? shownSecret(String(value)) : String(value)])
}

function shownSecret(value: string): string {
  if (!URL.canParse(value)) return '(set)'
  const { protocol, host, pathname } = new URL(value)
  return `${protocol}//(set)@${host}${pathname}`
}

/** The instant it is: as the machine tells it or, where TODAY is set, its time of day on that day. */
export function clockOf({ TODAY }: Pick<Settings, 'TODAY'>, machine = () => new Date()): () => Date {
  return TODAY ? () => new Date(`${TODAY}${machine().toISOString().slice(TODAY.length)}`) : machine
}

/**
 * Where the service stands. On loopback whoever reaches it may act as the counsellor, and a page whose name was made to point here (DNS
 * rebinding) would: it brings that name, which is refused. The names of this machine pass with any port, since a tunnel changes it, proxies that
 * keep the Host they call by bring one, and an address in figures cannot be made to point elsewhere.
 */
export function placeOf(
  settings: Pick<Settings, 'PUBLIC_ORIGIN' | 'OWN_HOSTS' | 'EMBED_ORIGINS' | 'FRAME_ORIGINS'>,
): Place {
  const { PUBLIC_ORIGIN: publicOrigin } = settings
  const own = new Set([...settings.OWN_HOSTS, ...(publicOrigin ? [new URL(publicOrigin).host] : [])])
  const isOfThisMachine = (host: string) => isLoopback(/^(.+?)(?::\d+)?$/.exec(host)?.[1] ?? '')
  return {
    isOwnHost: (host) => own.has(host) || isOfThisMachine(host),
    isOwnOrigin: (from, host) =>
      from === publicOrigin || (isOfThisMachine(host) && /^https?:\/\//.test(from) && from.endsWith(`//${host}`)),
    callers: new Set(settings.EMBED_ORIGINS),
    frames: settings.FRAME_ORIGINS,
    isSecure: publicOrigin?.startsWith('https:') ?? false,
  }
}

export const sessionLimits = (settings: Pick<Settings, 'SESSION_IDLE_MINUTES' | 'SESSION_HOURS'>): SessionLimits => ({
  idleMs: settings.SESSION_IDLE_MINUTES * 60_000,
  absoluteMs: settings.SESSION_HOURS * 3_600_000,
})

/** With whom people sign in; undefined where they do not. */
export function signInOf(settings: Settings): SignInSettings | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, PUBLIC_ORIGIN: origin } = settings
  if (!issuer || !clientId || !origin) return undefined
  return {
    issuer,
    clientId,
    clientSecret: settings.OIDC_CLIENT_SECRET,
    scope: settings.OIDC_SCOPE,
    tenantClaim: settings.OIDC_TENANT_CLAIM,
    rolesClaim: settings.OIDC_ROLES_CLAIM,
    origin,
  }
}

/** Whether whoever reaches it is the person at this machine: nobody signs in, and nobody can come from another one. */
export const isOpenHere = (settings: Settings): boolean => isLocal(settings) && !settings.OIDC_ISSUER

/** Nobody reaches it from another machine, not even through a proxy on this one. */
const isLocal = ({ HOST, PUBLIC_ORIGIN }: Settings): boolean =>
  isLoopback(HOST) && (!PUBLIC_ORIGIN || isLocalOrigin(PUBLIC_ORIGIN))

/** Secrets travel by https, or do not leave this machine. */
const isEncrypted = (address: string): boolean => address.startsWith('https:') || isLocalOrigin(address)

const isLocalOrigin = (origin: string): boolean => isLoopback(new URL(origin).hostname)

export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)
