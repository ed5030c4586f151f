/** Where the element asks, and what it tells. */
export interface HostLinks {
  /** The origin of the service. */
  base: string
  send: (address: string, init: RequestInit) => Promise<Response>
  /** Tells the host of the page for the person; false where the host takes over. */
  onHandOver: (address: string) => boolean
}

/**
 * A click on a page of the service (the sheet, the page for the person). From another origin a link carries no token: the page is fetched with
 * it and shown in a window of its own, to read and print.
 */
export function followLink(event: MouseEvent, { base, send, onHandOver }: HostLinks): void {
  const link = event.composedPath().find((target) => target instanceof HTMLAnchorElement)
  if (!link) return
  if (/\/hand-over$/.test(link.pathname) && !onHandOver(link.href)) event.preventDefault()
  if (event.defaultPrevented || !link.href.startsWith(`${base}/v1/`)) return
  event.preventDefault()
  // Opened by the click itself: later it would be a pop-up that browsers stop.
  const shown = window.open('', '_blank')
  if (shown) void show(shown, link.href, base, send)
}

async function show(shown: Window, address: string, base: string, send: HostLinks['send']): Promise<void> {
  const [page, style] = await Promise.all([
    send(address, { headers: { accept: 'text/html' } }),
    fetch(`${base}/pages.css`),
  ])
  const read = new DOMParser().parseFromString(await page.text(), 'text/html')
  const { document } = shown
  document.title = read.title
  document.documentElement.lang = read.documentElement.lang
  for (const link of read.querySelectorAll('a[href^="/"]'))
    link.setAttribute('href', `${base}${link.getAttribute('href')}`)
  document.body.replaceChildren(document.adoptNode(read.querySelector('main') ?? read.body))
  // Under the policy of the host page neither a style element nor a sheet of another origin would do.
  const sheet = new (shown as Window & typeof globalThis).CSSStyleSheet()
  sheet.replaceSync(await style.text())
  document.adoptedStyleSheets = [sheet]
}
