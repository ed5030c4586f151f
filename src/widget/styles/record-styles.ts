import { css } from 'lit'

export const recordStyles = css`
  .fold > summary {
    color: var(--muted);
    font-size: 0.75rem;
    font-weight: 400;
  }
  :host {
    position: relative;
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 0 0.75rem;
  }
  details[open] {
    flex: 1 1 100%;
  }
  .misunderstood {
    color: var(--muted);
    font-size: 0.75rem;
    line-height: 1.35;
  }
  /* Until it is said it takes no place of its own. */
  .misunderstood:not(.said) {
    position: absolute;
    inset-block-start: 0;
    inset-inline-end: 0;
  }
  .misunderstood button {
    min-block-size: 1.5rem;
    padding-block: 0;
    color: var(--muted);
    font-size: 0.75rem;
    font-weight: 400;
  }
  .record {
    display: grid;
    gap: 0.5rem;
    padding: 0.25rem 0 0.5rem;
    font-size: var(--small);
  }
  .record > * {
    min-inline-size: 0;
  }
  pre {
    max-block-size: 20rem;
    margin: 0;
    padding: 0.75rem;
    overflow: auto;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
    font-size: 0.8125rem;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .differences {
    padding-inline-start: 1.125rem;
    list-style: disc;
  }
  @media print {
    :host {
      display: none;
    }
  }
`
