import { css } from 'lit'

export const cardStyles = css`
  .cards {
    display: grid;
    grid-auto-rows: 1fr;
    gap: 1rem;
  }
  .cards.found {
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 19rem), 1fr));
    grid-auto-rows: auto;
  }
  .card {
    display: flex;
    flex-direction: column;
    gap: 0.875rem;
    min-inline-size: 0;
    padding: 1.125rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
    overflow-wrap: break-word;
  }
  .kind {
    color: var(--muted);
    font-size: var(--small);
  }
  .kind::first-letter {
    text-transform: uppercase;
  }
  .card-head {
    display: grid;
    align-content: start;
    gap: 0.25rem;
  }
  .provider {
    font-size: 0.9375rem;
  }
  .breaks {
    font-weight: 600;
  }
  .partners {
    color: var(--muted);
    font-size: var(--small);
  }
  .main-facts {
    display: grid;
    align-content: start;
    grid-template-columns: 1fr 1fr;
    gap: 0.625rem 1rem;
    padding-block: 0.75rem;
    border-block: 1px solid var(--line);
  }
  dt {
    color: var(--muted);
    font-size: 0.8125rem;
  }
  dd {
    font-size: 0.9375rem;
  }
  .claims-name {
    display: flex;
    align-items: center;
    gap: 0.4375rem;
    margin-block-end: 0.25rem;
    font-size: var(--small);
    font-weight: 700;
  }
  .claim-list {
    display: grid;
    gap: 0.1875rem;
  }
  .claim > summary {
    display: block;
    padding: 0.1875rem 0 0.1875rem 1.5625rem;
    font-size: 0.9375rem;
    text-decoration: underline dotted transparent;
    text-underline-offset: 0.25em;
  }
  .claim > summary::before {
    content: '';
    float: inline-start;
    inline-size: 0.375rem;
    block-size: 0.375rem;
    margin: 0.5em 0 0 -1.0625rem;
    border: solid var(--muted);
    border-width: 0 1.5px 1.5px 0;
    transform: rotate(-45deg);
  }
  .claim[open] > summary::before {
    transform: rotate(45deg);
  }
  .claim > summary:hover {
    text-decoration-color: currentColor;
  }
  .evidence {
    display: grid;
    gap: 0.25rem;
    margin: 0.125rem 0 0.375rem 1.5625rem;
    padding: 0.5rem 0.625rem;
    border-inline-start: 3px solid var(--line);
    background: var(--ground);
  }
  .evidence dd {
    font-size: var(--small);
  }
  .evidence code {
    color: var(--muted);
  }
  .other-facts {
    display: grid;
    gap: 0.5rem;
    margin-block: 0.5rem;
  }
  .references {
    font-size: var(--small);
    color: var(--muted);
  }
  .wording {
    color: var(--muted);
    font-size: 0.8125rem;
  }
  .summary {
    font-size: 0.9375rem;
  }
  @media print {
    .card {
      break-inside: avoid;
    }
  }
`
