import { createKeys } from '../access/keys.ts'
import { createSignIn } from '../access/openid.ts'
import { createPeople } from '../access/people.ts'
import { newSecret } from '../access/secrets.ts'
import { createSessions } from '../access/sessions.ts'
import { SignInRefused } from '../access/sign-in.ts'
import { ConfigError, isOpenHere, type Settings, sessionLimits, signInOf } from '../config.ts'
import type { AppOptions } from '../http/app.ts'
import type { Log } from '../http/environment.ts'
import type { Database } from '../record/database.ts'

/** Who may enter, as the settings say. Throws ConfigError where that is nobody. */
export async function openAccess(settings: Settings, database: Database, log: Log): Promise<AppOptions['access']> {
  const now = () => new Date()
  const [keys, sessions] = [createKeys(database, now), createSessions(database, now, sessionLimits(settings))]
  const { LAUNCH_TOKEN: token, HOST, PUBLIC_ORIGIN } = settings
  if (isOpenHere(settings)) {
    return { keys, sessions, local: { launchToken: token === 'new' ? newSecret('browser') : token } }
  }
  const provided = signInOf(settings)
  if (!provided) {
    const at = now().toISOString()
    if ((await keys.list()).some(({ revokedAt, expiresAt }) => !revokedAt && expiresAt > at)) return { keys, sessions }
    throw new ConfigError(
      `HOST=${HOST}, PUBLIC_ORIGIN=${PUBLIC_ORIGIN}: others may come, which needs authentication. Set OIDC_ISSUER for people to sign in, or make a key for programs: npm run keys -- add (see README).`,
    )
  }
  const provider = createSignIn(provided)
  // Told at the start, and no reason not to start: it may answer later, and keys open meanwhile.
  provider.check().catch((error) => {
    if (!(error instanceof SignInRefused)) throw error
    log('sign-in-refused', { because: error.because, setting: 'OIDC_ISSUER' })
  })
  return { keys, sessions, signIn: { provider, people: createPeople(database, now) } }
}
