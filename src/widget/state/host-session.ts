/** A token of `POST /v1/sessions`, as the server of the host page got it; asked for again shortly before it ends, or when it is refused. */
export interface HostToken {
  token: string
  endsAt?: string
}

/** What a host page on another origin gives the element: who is signed in there, as a token for this origin. */
export type HostSession = () => Promise<HostToken>

/** A host that gives nothing is told so, rather than waited for. */
const patienceMs = 10_000
const beforeEndMs = 60_000

/**
 * `fetch` as the counsellor whom the host page has signed in. Requests that are made before the page has said who wait for it; `onNobody` is
 * called when it gives no token.
 */
export function createHostSession({ onNobody }: { onNobody: () => void }) {
  let give: (session: HostSession) => void
  let session = new Promise<HostSession>((resolve) => {
    give = resolve
  })
  let held: Promise<HostToken> | undefined

  const asked = async (): Promise<HostToken> =>
    (await Promise.race([session, rejectedAfter(patienceMs, 'The host page set no session.')]))()

  async function token(): Promise<string> {
    held ??= asked()
    const { token, endsAt } = await held
    if (typeof token !== 'string') throw new Error('The host page gave no token.')
    if (endsAt === undefined || Date.parse(endsAt) - beforeEndMs > Date.now()) return token
    held = asked()
    return (await held).token
  }

  async function attempt(address: string, init: RequestInit): Promise<Response> {
    try {
      const headers = { ...(init.headers as Record<string, string>), authorization: `Bearer ${await token()}` }
      return await fetch(address, { ...init, headers, credentials: 'omit' })
    } catch (error) {
      held = undefined
      // A network that fails is the caller's to tell; a host that gives no token is nobody signed in.
      if (error instanceof TypeError) throw error
      onNobody()
      return Response.json({ code: 'unauthorized' }, { status: 401 })
    }
  }

  return {
    /** Another session is another person: what was held is forgotten. */
    take(given: HostSession): void {
      held = undefined
      give(given)
      session = Promise.resolve(given)
    },
    async send(address: string, init: RequestInit): Promise<Response> {
      const response = await attempt(address, init)
      if (response.status !== 401 || held === undefined) return response
      held = undefined
      return attempt(address, init)
    },
  }
}

const rejectedAfter = (ms: number, because: string): Promise<never> =>
  new Promise((_, reject) => setTimeout(() => reject(new Error(because)), ms))
