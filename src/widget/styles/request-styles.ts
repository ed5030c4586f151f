import { css } from 'lit'

export const requestStyles = css`
  .requests-name {
    margin-block-end: 0.25rem;
    font-size: var(--small);
    font-weight: 600;
  }
  .requests {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem;
  }
  .requests button {
    min-block-size: 2rem;
    padding: 0.125rem 0.625rem;
    border-color: var(--line);
    font-size: var(--small);
    line-height: 1.35;
  }
  .family {
    margin-block: 0.375rem 0.125rem;
    color: var(--muted);
    font-size: 0.8125rem;
    font-weight: 600;
  }
  .filled {
    background: none;
    font-weight: 600;
  }
  .request {
    display: grid;
    gap: 0.75rem;
    padding: 1rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .request .requests-name {
    margin: 0;
    font-size: 1rem;
  }
  .slot {
    padding-inline: 0.375rem;
    border-radius: 0.25rem;
    background: var(--tint);
    color: var(--accent);
  }
  @media print {
    :host {
      display: none;
    }
  }
`
