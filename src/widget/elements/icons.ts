import { type SVGTemplateResult, svg } from 'lit'

// Drawn for this page. Decorative: the words beside them say the same, so they are hidden from assistive technology.
const drawn = (path: SVGTemplateResult): SVGTemplateResult =>
  svg`<svg class="icon" viewBox="0 0 20 20" width="20" height="20" fill="none" stroke="currentColor" stroke-width="1.8"
    stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">${path}</svg>`

export const icons = {
  brand: drawn(
    svg`<path d="M10 17 2.5 7.5a12 12 0 0 1 5-3.6zM10 17 7.5 3.9a12 12 0 0 1 5 0zM10 17l2.5-13.1a12 12 0 0 1 5 3.6z"/>`,
  ),
  for: drawn(svg`<circle cx="10" cy="10" r="7.5"/><path d="M10 6.5v7M6.5 10h7"/>`),
  against: drawn(svg`<circle cx="10" cy="10" r="7.5"/><path d="M6.5 10h7"/>`),
  unknown: drawn(svg`<circle cx="10" cy="10" r="7.5"/><path d="M8 8a2 2 0 1 1 2.6 1.9c-.4.2-.6.5-.6 1.1M10 13.6v.1"/>`),
  differs: drawn(svg`<path d="M3 6h7M3 10h4M3 14h7M14 5v10M11.5 12.5 14 15l2.5-2.5"/>`),
  send: drawn(svg`<path d="M4 10h11M10.5 5.5 15 10l-4.5 4.5"/>`),
  remove: drawn(svg`<path d="m6 6 8 8M14 6l-8 8"/>`),
  alert: drawn(svg`<path d="M10 3 2.5 16.5h15zM10 8v4M10 14.3v.1"/>`),
  shield: drawn(svg`<path d="M10 2.5 4 5v4.5c0 3.8 2.5 6.5 6 8 3.5-1.5 6-4.2 6-8V5z"/>`),
  done: drawn(svg`<circle cx="10" cy="10" r="7.5"/><path d="m6.8 10.2 2.2 2.2 4.2-4.6"/>`),
  info: drawn(svg`<circle cx="10" cy="10" r="7.5"/><path d="M10 9.2v4.3M10 6.4v.1"/>`),
}
