/** Where this service stands, as browsers and proxies see it. Everything that is not named here is refused before anything else is looked at. */
export interface Place {
  /** Whether a Host header, in small letters, names this service. */
  isOwnHost: (host: string) => boolean
  /** Whether an Origin is that of our own pages, for a request that came to `host`. */
  isOwnOrigin: (origin: string, host: string) => boolean
  /** Origins whose pages may call the API, with a token of their own; never with our cookies. */
  callers: ReadonlySet<string>
  /** Origins whose pages may show ours in a frame. */
  frames: readonly string[]
  /** Whether browsers reach it by https: cookies then say so. */
  isSecure: boolean
}
