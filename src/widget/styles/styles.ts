import { css } from 'lit'

/**
 * Colours, spacing and the plain elements every part of the page shares. A host page can set the `--eventail-…` properties; where it
 * already defines common text and background tokens, those are followed. Light or dark is what the page around is (`color-scheme`), whatever
 * the system prefers, unless `theme` says it.
 */
export const baseStyles = css`
  :host {
    --ink: var(--eventail-ink, var(--text-default-grey, light-dark(#1c2430, #e8ecf0)));
    --muted: var(--eventail-muted, var(--text-mention-grey, light-dark(#525d6e, #a9b4c0)));
    --surface: var(--eventail-surface, var(--background-default-grey, light-dark(#ffffff, #1b2128)));
    --ground: var(--eventail-ground, light-dark(#f3f5f6, #12171c));
    --line: var(--eventail-line, light-dark(#d5dbe1, #36404a));
    --edge: var(--eventail-edge, light-dark(#76828f, #8793a0));
    --accent: var(--eventail-accent, light-dark(#0f5563, #7cc7d3));
    --accent-strong: var(--eventail-accent-strong, light-dark(#0a3f4a, #a5dce5));
    --on-accent: var(--eventail-on-accent, light-dark(#ffffff, #0b2226));
    --tint: var(--eventail-tint, light-dark(#e6f0f1, #1c3238));
    --against: var(--eventail-against, light-dark(#8a4210, #f0b07f));
    --alert: var(--eventail-alert, light-dark(#a61b2b, #ff9aa5));
    --alert-tint: var(--eventail-alert-tint, light-dark(#fbeced, #3a2025));
    --warn-tint: var(--eventail-warn-tint, light-dark(#fdf3e1, #352b19));
    --radius: var(--eventail-radius, 0.625rem);
    --small: 0.875rem;
    --font: var(--eventail-font, system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif);
    display: block;
    color: var(--ink);
    font-family: var(--font);
    font-size: 1rem;
    line-height: 1.5;
  }
  :host([theme='light']) {
    color-scheme: light;
  }
  :host([theme='dark']) {
    color-scheme: dark;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  [hidden] {
    display: none !important;
  }
  h1,
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd,
  fieldset {
    margin: 0;
    padding: 0;
  }
  ul {
    list-style: none;
  }
  fieldset {
    border: 0;
    min-inline-size: 0;
  }
  h2 {
    font-size: 1.25rem;
    line-height: 1.3;
  }
  h3 {
    font-size: 1.0625rem;
    line-height: 1.35;
  }
  a {
    color: var(--accent);
  }
  code {
    font-size: 0.8125rem;
    overflow-wrap: anywhere;
  }
  .icon {
    flex: none;
    inline-size: 1.125em;
    block-size: 1.125em;
    vertical-align: -0.2em;
  }
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .hint {
    color: var(--muted);
    font-size: var(--small);
  }
  button,
  input,
  select,
  textarea {
    font: inherit;
    color: inherit;
    border-radius: 0.4375rem;
  }
  button {
    display: inline-flex;
    align-items: center;
    gap: 0.375rem;
    min-block-size: 2.5rem;
    padding: 0.375rem 0.875rem;
    border: 1px solid var(--edge);
    background: var(--surface);
    text-align: start;
    cursor: pointer;
  }
  button:hover {
    border-color: var(--accent);
    background: var(--tint);
  }
  button.primary {
    border-color: var(--accent);
    background: var(--accent);
    color: var(--on-accent);
    font-weight: 600;
  }
  button.primary:hover {
    background: var(--accent-strong);
  }
  button[aria-disabled='true'],
  button:disabled {
    opacity: 0.65;
    cursor: default;
  }
  button.quiet {
    border-color: transparent;
    background: none;
    color: var(--accent);
    text-decoration: underline;
    text-underline-offset: 0.2em;
    padding-inline: 0.25rem;
  }
  button.small {
    min-block-size: 2rem;
    padding: 0.125rem 0.625rem;
    font-size: var(--small);
  }
  :focus-visible {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }
  :is(a, button, input, select, textarea, summary, [tabindex]) {
    scroll-margin-block: 1.5rem 14rem;
  }
  input:not([type='checkbox'], [type='file']),
  select,
  textarea {
    inline-size: 100%;
    min-block-size: 2.5rem;
    padding: 0.375rem 0.625rem;
    border: 1px solid var(--edge);
    background: var(--surface);
  }
  input[type='file'] {
    inline-size: 100%;
    font-size: var(--small);
  }
  textarea {
    display: block;
    resize: vertical;
  }
  [aria-invalid='true'] {
    border-color: var(--alert);
  }
  .field {
    display: grid;
    gap: 0.25rem;
    min-inline-size: 0;
  }
  .field > label {
    font-size: var(--small);
    font-weight: 600;
  }
  .field small {
    font-weight: 400;
    color: var(--muted);
  }
  .tick {
    display: flex;
    align-items: flex-start;
    gap: 0.625rem;
    padding: 0.5625rem 0.75rem;
    border: 1px solid var(--edge);
    border-radius: 0.4375rem;
    background: var(--surface);
    cursor: pointer;
  }
  .tick:hover {
    background: var(--tint);
  }
  .tick:has(:checked) {
    border-color: var(--accent);
    box-shadow: inset 0 0 0 1px var(--accent);
    background: var(--tint);
  }
  .tick input {
    flex: none;
    inline-size: 1.25rem;
    block-size: 1.25rem;
    margin: 0.125rem 0 0;
    accent-color: var(--accent);
  }
  summary {
    cursor: pointer;
  }
  .fold > summary {
    padding-block: 0.375rem;
    color: var(--accent);
    font-size: var(--small);
    font-weight: 600;
  }
  .missing,
  .problem-name,
  .told-name {
    display: flex;
    align-items: flex-start;
    gap: 0.5rem;
  }
  .missing,
  .problem-name {
    color: var(--alert);
  }
  .missing .icon,
  .problem-name .icon,
  .told-name .icon {
    margin-block-start: 0.2em;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }
  .problem {
    display: grid;
    gap: 0.375rem;
    padding: 0.875rem 1rem;
    border: 1px solid var(--alert);
    border-inline-start-width: 0.3125rem;
    border-radius: var(--radius);
    background: var(--alert-tint);
  }
  .notice {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem;
    padding: 0.75rem 1rem;
    border-radius: var(--radius);
    background: var(--tint);
  }
  .notice > span {
    flex: 1 1 16rem;
  }
  .findings {
    display: grid;
    gap: 0.5rem;
  }
  .findings li {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0.125rem 0.5rem;
    font-size: var(--small);
  }
  .finding q {
    quotes: '« ' ' »';
  }
  :lang(en) .finding q {
    quotes: '“' '”';
  }
  .finding strong {
    text-decoration: underline wavy 1px var(--against);
    text-underline-offset: 0.2em;
  }
  .finding:not(.personal) strong {
    text-decoration-color: var(--alert);
  }
  .advice {
    color: var(--muted);
  }
  @media (forced-colors: active) {
    button.primary,
    .tick:has(:checked) {
      border-width: 2px;
    }
    .problem {
      border-inline-start-width: 0.5rem;
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    button,
    .tick {
      transition:
        background-color 0.12s,
        border-color 0.12s;
    }
  }
`
