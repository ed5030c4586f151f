import { z } from 'zod'

const flag = z.enum(['true', 'false', '1', '0']).transform((value) => value === 'true' || value === '1')

/** Every setting, an environment variable each, parsed once here and nowhere else. The README lists them. */
const Settings = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(8787),
  HOST: z.string().min(1).default('127.0.0.1'),
  /** The address that browsers know this service by, where a proxy stands before it: scheme, host and port. */
  PUBLIC_ORIGIN: z.url({ protocol: /^https?$/ }).optional(),
  DATA_DIR: z.string().min(1).default('.data'),
  /** PostgreSQL 15 or later for the records, as a role that may only add to events; SQLite in DATA_DIR without it. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /** The owner of the tables: makes them, gives the server's role its rights, and purges events. */
  DATABASE_OWNER_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /** Read where tables are opened: src/catalogue/storage.ts. */
  LANCEDB_URI: z.url({ protocol: /^s3$/ }).optional(),
  OPENAI_BASE_URL: z.url({ protocol: /^https?$/ }).default('https://api.openai.com/v1'),
  OPENAI_API_KEY: z.string().optional(),
  OPENAI_MODEL: z.string().optional(),
  OPENAI_API: z.enum(['responses', 'chat']).default('responses'),
  /** Whether the model also words the reasons. Reading a need does not depend on it. */
  MODEL_WORDING: z.enum(['on', 'off']).default('off'),
  EMBEDDING_MODEL: z.string().optional(),
  API_KEYS_FILE: z.string().optional(),
  POLICY_FILE: z.string().optional(),
  /** A folder of text files: what the guard lets through or masks here. */
  AGENCY_LISTS: z.string().optional(),
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
  DEMONSTRATION: flag.default(true),
  DEMONSTRATION_SIZE: z.coerce.number().int().min(100).max(200_000).optional(),
  /** The day it is, for evaluations that must find the same answers tomorrow. */
  TODAY: z.iso.date().optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('warn'),
})
export type Settings = z.infer<typeof Settings>

/** A wrong setting: `message` names it and says what it takes, on one line, without its value. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}

/** Throws ConfigError. An empty variable counts as unset, as shells and containers write it. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Settings {
  const present = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  )
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
  if (!isLoopback(settings.HOST) && !settings.API_KEYS_FILE) {
    throw new ConfigError(
      `Setting HOST=${settings.HOST} opens another interface than loopback, which needs authentication: set API_KEYS_FILE (see README), or leave HOST at 127.0.0.1.`,
    )
  }
  if (settings.PUBLIC_ORIGIN && !isLocalOrigin(settings.PUBLIC_ORIGIN) && !settings.API_KEYS_FILE) {
    throw new ConfigError(
      `Setting PUBLIC_ORIGIN=${settings.PUBLIC_ORIGIN} is not loopback, which needs authentication: set API_KEYS_FILE (see README).`,
    )
  }
  if (settings.DATABASE_OWNER_URL && !settings.DATABASE_URL) {
    throw new ConfigError('Setting DATABASE_OWNER_URL needs DATABASE_URL, of the role that the service acts as.')
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

/** The instant it is: as the machine tells it or, where TODAY is set, its time of day on that day. */
export function clockOf({ TODAY }: Pick<Settings, 'TODAY'>, machine = () => new Date()): () => Date {
  return TODAY ? () => new Date(`${TODAY}${machine().toISOString().slice(TODAY.length)}`) : machine
}

/**
 * Which Host headers name this service. On loopback whoever reaches it acts as the counsellor, and a page whose name was made to point here (DNS
 * rebinding) would: it brings that name. Any port, since a tunnel changes it and an address in figures cannot be made to point elsewhere.
 * On other interfaces a key is needed: undefined.
 */
export function ownHosts({
  HOST,
  PUBLIC_ORIGIN,
}: Pick<Settings, 'HOST' | 'PUBLIC_ORIGIN'>): ((host: string) => boolean) | undefined {
  if (!isLoopback(HOST)) return undefined
  const known = PUBLIC_ORIGIN && new URL(PUBLIC_ORIGIN).host
  return (host) => host === known || isLoopback(/^(.+?)(?::\d+)?$/.exec(host)?.[1] ?? '')
}

/** Nobody reaches it from another machine, not even through a proxy on this one. */
const isLocal = ({ HOST, PUBLIC_ORIGIN }: Settings): boolean =>
  isLoopback(HOST) && (!PUBLIC_ORIGIN || isLocalOrigin(PUBLIC_ORIGIN))

const isLocalOrigin = (origin: string): boolean => isLoopback(new URL(origin).hostname)

export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)
