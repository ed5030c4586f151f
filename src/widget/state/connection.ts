/**
 * Whether the server can be reached. The browser says when the network goes and comes; a call that failed all the same is followed by `probe`
 * every few seconds until one goes through, so that what was said of the outage leaves with it.
 */
export function createConnection(options: {
  probe: () => Promise<boolean>
  onChange: (offline: boolean) => void
  /** Between two probes, in milliseconds. */
  pauseMs?: number
}) {
  const { probe, onChange, pauseMs = 3000 } = options
  let offline = false
  let timer: ReturnType<typeof setTimeout> | undefined

  function change(to: boolean): void {
    clearTimeout(timer)
    if (to) timer = setTimeout(look, pauseMs)
    if (to === offline) return
    offline = to
    onChange(offline)
  }
  const look = async () => change(!(await probe()))
  const lost = () => change(true)
  const back = () => void look()

  return {
    watch(): void {
      addEventListener('offline', lost)
      addEventListener('online', back)
    },
    leave(): void {
      clearTimeout(timer)
      removeEventListener('offline', lost)
      removeEventListener('online', back)
    },
    /** A call did not reach the server. */
    lost,
  }
}
