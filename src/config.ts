import { z } from 'zod'

const flag = z.enum(['true', 'false', '1', '0']).transform((value) => value === 'true' || value === '1')

/** Every setting, an environment variable each, parsed once here and nowhere else. The README lists them. */
const Settings = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(8787),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('.data'),
  /** Read where tables are opened: src/catalogue/storage.ts. */
  LANCEDB_URI: z.url({ protocol: /^s3$/ }).optional(),
  OPENAI_BASE_URL: z.url({ protocol: /^https?$/ }).default('https://api.openai.com/v1'),
  OPENAI_API_KEY: z.string().optional(),
  OPENAI_MODEL: z.string().optional(),
  OPENAI_API: z.enum(['responses', 'chat']).default('responses'),
  EMBEDDING_MODEL: z.string().optional(),
  API_KEYS_FILE: z.string().optional(),
  POLICY_FILE: z.string().optional(),
  NER_MODEL: z.string().optional(),
  AGENCY_NAME: z.string().max(100).optional(),
  REFERENT: z.string().max(200).optional(),
  REQUESTS_PER_MINUTE: z.coerce.number().int().min(1).default(600),
  MESSAGES_AT_ONCE: z.coerce.number().int().min(1).default(150),
  DEMONSTRATION: flag.default(true),
  DEMONSTRATION_SIZE: z.coerce.number().int().min(100).max(200_000).optional(),
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
  return settings
}

export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)
